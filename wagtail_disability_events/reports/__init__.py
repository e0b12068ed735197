"""Figures of events, each traceable to records."""
