"""Photos of an event: consent, alt text, and files that hide nothing. No page type, no article."""
