"""iCalendar texts, stored when facts change and joined on request. No sign-up, no page type."""
