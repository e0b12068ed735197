"""What publishing an event sets in motion: occurrences, quotas, calendars, API. No screen."""
