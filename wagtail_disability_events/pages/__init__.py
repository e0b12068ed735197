"""What editors publish: organisations with their event listing, event pages, articles."""
