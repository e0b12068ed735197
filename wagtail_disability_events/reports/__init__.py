"""Figures of events, each traceable to records. Stores nothing."""
