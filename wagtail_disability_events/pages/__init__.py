"""What editors publish: organisations with their listing, event pages, articles. No drafting, no review."""
