"""What staff meet first: home panel, report of events, an event's next step. No rule."""
