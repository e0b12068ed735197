"""Photos of an event: consent, alt text, and files that hide nothing."""
