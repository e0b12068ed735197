"""Partners' calendars: read, matched, kept in step. No operation on our own dates."""
