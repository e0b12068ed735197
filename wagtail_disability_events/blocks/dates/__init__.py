"""Blocks of a schedule: single dates, courses, rhythms, lunar dates. Each says which dates it stands for."""
