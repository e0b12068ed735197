"""What happens to a date apart from editing words: it is cancelled, postponed, moved, reopened.

An operation is a fact at once; it needs no publishing and no older draft can undo it.
"""

from datetime import datetime

from django.db import transaction
from django.dispatch import Signal

from .models import Occurrence, Status
from .projection import REMOVED

occurrence_changed = Signal()
"""Sent within the transaction of an operation: ``sender=Occurrence, occurrence=…, previous=Status``."""


class ImpossibleSpan(ValueError):
    """The new end is not after the new start."""


def cancel(occurrence: Occurrence, reason: str) -> None:
    """Cancel a date; ``reason`` is shown to the public."""
    _set(occurrence, Status.CANCELLED, reason)


def postpone(occurrence: Occurrence, reason: str) -> None:
    """The date does not hold, and the new one is not known yet."""
    _set(occurrence, Status.POSTPONED, reason)


def move(occurrence: Occurrence, start: datetime, end: datetime, reason: str = "") -> None:
    """Move a date to new aware moments. The schedule on the page keeps what was written.

    Raises ImpossibleSpan.
    """
    if end <= start:
        raise ImpossibleSpan
    occurrence.start, occurrence.end = start, end
    _set(occurrence, Status.MOVED, reason)


def reopen(occurrence: Occurrence) -> None:
    """Take back an operation: the date holds again as it is written on the page."""
    occurrence.start, occurrence.end = occurrence.planned_start, occurrence.planned_end
    _set(occurrence, Status.SCHEDULED, "")


def public_reason(occurrence: Occurrence) -> str:
    """Why a date does not hold as planned, for readers; empty where nothing was written."""
    return "" if occurrence.status_reason == REMOVED else occurrence.status_reason


@transaction.atomic
def _set(occurrence: Occurrence, status: Status, reason: str) -> None:
    previous = Status(occurrence.status)
    occurrence.status, occurrence.status_reason = status, reason
    occurrence.save(update_fields=["start", "end", "status", "status_reason"])
    occurrence_changed.send(sender=Occurrence, occurrence=occurrence, previous=previous)
