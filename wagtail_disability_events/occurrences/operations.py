"""What happens to a date apart from editing words: it is cancelled, postponed, moved, reopened.

An operation is a fact at once; it needs no publishing and no older draft can undo it. Each is written to the
audit log of its event.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from wagtail.log_actions import log

from ..core.users import User
from .locking import lock_facts
from .models import Occurrence, Status
from .projection import REMOVED

occurrence_changed = Signal()
"""Sent within the transaction of an operation: ``sender=Occurrence, occurrence=…, previous=Status``."""

occurrence_cancelled = Signal()
"""Sent after it when a date is cancelled: ``sender=Occurrence, occurrence=…, reason=…``."""


class Operation(StrEnum):
    """What can be done to a date."""

    CANCEL = "cancel"
    POSTPONE = "postpone"
    MOVE = "move"
    REOPEN = "reopen"


_ALLOWED: dict[Status, tuple[Operation, ...]] = {
    Status.SCHEDULED: (Operation.CANCEL, Operation.POSTPONE, Operation.MOVE),
    Status.MOVED: (Operation.CANCEL, Operation.POSTPONE, Operation.MOVE, Operation.REOPEN),
    Status.POSTPONED: (Operation.CANCEL, Operation.MOVE, Operation.REOPEN),
    Status.CANCELLED: (Operation.REOPEN,),
}
"""The state machine of dates."""


class ImpossibleSpan(ValueError):
    """The new end is not after the new start."""


class ChangedMeanwhile(Exception):
    """Somebody else operated on the date, or published its event, since it was looked at."""


class OperationNotAllowed(Exception):
    """The state of a date does not allow this operation; ``allowed`` are those that it does."""

    def __init__(self, operation: Operation, allowed: tuple[Operation, ...]) -> None:
        super().__init__(operation)
        self.operation, self.allowed = operation, allowed


def allowed_operations(occurrence: Occurrence) -> tuple[Operation, ...]:
    """What can be done to a date in its state.

    A date that left the schedule is not reopened: no page says when it would be. That a date is over forbids
    nothing: what became of it can still be corrected.
    """
    if occurrence.status == Status.CANCELLED and not occurrence.in_schedule:
        return ()
    return _ALLOWED[Status(occurrence.status)]


def cancel(occurrence: Occurrence, reason: str, *, user: User | None = None, seen: str = "") -> None:
    """Cancel a date; ``reason`` is shown to the public.

    Raises ChangedMeanwhile if ``seen`` is old, and OperationNotAllowed.
    """
    _operate(occurrence, Operation.CANCEL, user, seen, status=Status.CANCELLED, status_reason=reason)


def cancel_all(
    occurrences: Iterable[Occurrence], reason: str, *, user: User | None = None
) -> list[Occurrence]:
    """Cancel every date that still takes place, all or none; return those that were cancelled."""
    with transaction.atomic():
        ids = [occurrence.pk for occurrence in occurrences]
        taking_place = Occurrence.objects.taking_place().filter(pk__in=ids).select_related("event")
        cancelled = list(taking_place.order_by("start", "id"))
        for occurrence in cancelled:
            cancel(occurrence, reason, user=user)
    return cancelled


def postpone(occurrence: Occurrence, reason: str, *, user: User | None = None, seen: str = "") -> None:
    """The date does not hold, and the new one is not known yet.

    Raises ChangedMeanwhile and OperationNotAllowed.
    """
    _operate(occurrence, Operation.POSTPONE, user, seen, status=Status.POSTPONED, status_reason=reason)


def move(
    occurrence: Occurrence,
    start: datetime,
    end: datetime,
    reason: str = "",
    *,
    all_day: bool | None = None,
    venue_id: int | None = None,
    location: str | None = None,
    user: User | None = None,
    seen: str = "",
) -> None:
    """Move a date to new aware moments or another place. The schedule on the page keeps what was written.

    What is None stays as it is. Raises ImpossibleSpan, ChangedMeanwhile and OperationNotAllowed.
    """
    if end <= start:
        raise ImpossibleSpan
    changes: dict[str, Any] = {"start": start, "end": end, "status": Status.MOVED, "status_reason": reason}
    if all_day is not None:
        changes["all_day"] = all_day
    if venue_id is not None:
        changes["venue_id"] = venue_id
    if location is not None:
        changes["location"] = location
    _operate(occurrence, Operation.MOVE, user, seen, **changes)


def reopen(occurrence: Occurrence, *, user: User | None = None, seen: str = "") -> None:
    """Take back an operation: the date holds again as it is written on the page.

    Raises ChangedMeanwhile and OperationNotAllowed.
    """
    planned = {name: getattr(occurrence, f"planned_{name}") for name in Occurrence.PLANNED}
    _operate(occurrence, Operation.REOPEN, user, seen, status=Status.SCHEDULED, status_reason="", **planned)


def public_reason(occurrence: Occurrence) -> str:
    """Why a date does not hold as planned, for readers; empty where nothing was written."""
    return "" if occurrence.status_reason == REMOVED else occurrence.status_reason


def state_seen(occurrence: Occurrence) -> str:
    """What a person saw of a date, to be given back with the operation they choose."""
    moments = (occurrence.start.timestamp(), occurrence.end.timestamp(), occurrence.venue_id)
    return f"{occurrence.status}:{moments}:{occurrence.location}"


@transaction.atomic
def _operate(
    occurrence: Occurrence, operation: Operation, user: User | None, seen: str, **changes: Any
) -> None:
    lock_facts([occurrence.event_id])
    current = Occurrence.objects.select_for_update(no_key=True).get(pk=occurrence.pk)
    if seen and state_seen(current) != seen:
        raise ChangedMeanwhile
    if operation not in (allowed := allowed_operations(current)):
        raise OperationNotAllowed(operation, allowed)
    previous = Status(current.status)
    for field, value in changes.items():
        setattr(occurrence, field, value)
    occurrence.save(update_fields=[field.removesuffix("_id") for field in changes])
    log(
        instance=occurrence.event,
        action=f"wde.occurrence.{operation}",
        user=user,
        data={
            "occurrence": occurrence.pk,
            "start": current.start.isoformat(),
            "new_start": occurrence.start.isoformat(),
            "reason": occurrence.status_reason,
        },
    )
    occurrence_changed.send(sender=Occurrence, occurrence=occurrence, previous=previous)
    if occurrence.status == Status.CANCELLED and previous != Status.CANCELLED:
        occurrence_cancelled.send(sender=Occurrence, occurrence=occurrence, reason=occurrence.status_reason)
