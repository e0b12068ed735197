"""iCalendar texts, stored when facts change and joined on request."""
