"""Figures of events, each traceable to records. No figure that is typed in."""
