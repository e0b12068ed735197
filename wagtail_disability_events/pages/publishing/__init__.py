"""What publishing an event sets in motion: occurrences, quotas, calendar texts, caches. No screen.

Above ``models``.
"""
