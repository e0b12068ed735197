"""Telling those who signed up that their date has changed."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from ...occurrences.models import Occurrence, Status
from ...occurrences.operations import public_reason
from ..models.registrations import Registration
from . import outbox


def tell_registrants(event: Any, occurrences: Iterable[Occurrence]) -> None:
    """Queue one message to everyone who signed up for any of these dates; what is over is not told of."""
    now = timezone.now()
    ahead = [date for date in occurrences if max(date.end, date.planned_end) >= now]
    if not ahead:
        return
    people = (
        Registration.objects.displayed_as("confirmed", "offered", "waiting")
        .for_occurrences(event, [date.pk for date in ahead])
        .select_related("group", "quota", "repeats__group")
    )
    outbox.announce_all(event, people, _kind(ahead), note=public_reason(ahead[0]))


def _kind(dates: list[Occurrence]) -> str:
    """What has happened to all of these dates."""
    kinds = {
        Status.CANCELLED: "called-off",
        Status.POSTPONED: "called-off",
        Status.MOVED: "moved",
    }
    found = {kinds.get(Status(date.status), "changed") for date in dates}
    return found.pop() if len(found) == 1 else "changed"
