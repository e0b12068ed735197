"""Taking, changing, offering and giving back a place. No form, no request."""
