"""Messages to registrants and their own calendars: outbox, delivery, calendar parts. No page."""
