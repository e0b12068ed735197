"""The list of dates: snapshot, query, filters, entries, feed. No page type, no template of one event."""
