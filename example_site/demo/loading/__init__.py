"""Puts the content of the demo into a site, by the same functions that people call."""
