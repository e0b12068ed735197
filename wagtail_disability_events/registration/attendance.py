"""Who came. Marking twice is the same as once; taking it back leaves nothing behind."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Sum

from ..occurrences.models import Headcount, Occurrence
from .models import Attendance, Registration


@dataclass(frozen=True)
class Turnout:
    """People at an event. ``attendances`` is 人次 of residents over all dates, walk-ins included;
    ``people`` is 人数 of different registrants who came at least once."""

    attendances: int
    people: int
    companions: int
    volunteers: int
    signed_up: int
    by_state: dict[str, int] = field(default_factory=dict)


def mark_attended(
    registration: Registration, occurrence: Occurrence, user: Any, *, companions: int = 0
) -> Attendance:
    """Record that a registrant came to a date, and how many came along."""
    attendance, _created = Attendance.objects.get_or_create(
        registration=registration,
        occurrence=occurrence,
        defaults={"recorded_by": user, "companions": companions},
    )
    return attendance


def unmark_attended(registration: Registration, occurrence: Occurrence) -> None:
    """Take the record back."""
    Attendance.objects.filter(registration=registration, occurrence=occurrence).delete()


def turnout(event: Any) -> Turnout:
    """Count from records, at this moment."""
    came = Attendance.objects.filter(occurrence__event_id=event.pk).aggregate(
        attendances=Count("id"),
        people=Count("registration__person_hash", distinct=True),
        companions=Sum("companions"),
    )
    heads = Headcount.objects.filter(occurrence__event_id=event.pk).aggregate(
        walk_ins=Sum("walk_ins"), companions=Sum("companions"), volunteers=Sum("volunteers")
    )
    walk_ins = heads["walk_ins"] or 0
    states = Registration.objects.filter(event_id=event.pk).order_by().values_list("state")
    by_state = dict(states.annotate(n=Count("id")))
    return Turnout(
        attendances=came["attendances"] + walk_ins,
        people=came["people"],
        companions=(heads["companions"] or 0) + (came["companions"] or 0),
        volunteers=heads["volunteers"] or 0,
        signed_up=by_state.get("confirmed", 0),
        by_state=by_state,
    )
