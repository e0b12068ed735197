"""The three reviews as tasks of a Wagtail workflow: which there are, and whether an article waits in one.

Doing a review is in ``review/``.
"""
