"""What staff meet first: what waits for them, the report of events, an event's next step.

Above ``publicity``: it reads every room. Nothing is decided here.
"""
