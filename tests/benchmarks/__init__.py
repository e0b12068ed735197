"""Every number that we promise, measured beside a baseline in the same run: ``make bench``."""
