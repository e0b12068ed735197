"""Partners' calendars become drafts of ours: read, guessed, planned, carried out, kept in step.

Above ``pages``. No operation on our own dates: that is ``scheduling``.
"""
