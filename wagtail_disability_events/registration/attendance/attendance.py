"""Who came. Marking somebody twice has the effect of once; taking it back deletes the row."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Aggregate, Count, IntegerField, OuterRef, QuerySet, Subquery, Sum

from ...core.page_models import EVENT, model
from ...core.users import User
from ...occurrences.event import Event
from ...occurrences.models import Headcount, Occurrence
from ..models.attendances import Attendance
from ..models.registrations import Registration


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


class OtherDate(ValueError):
    """Somebody signed up for another date of the event."""


def may_come_to(registration: Registration, occurrence: Occurrence) -> bool:
    """Whether somebody signed up for this date, or for the event as a whole."""
    return registration.occurrence_id in (None, occurrence.pk)


def mark_attended(
    registration: Registration, occurrence: Occurrence, user: User | None, *, companions: int = 0
) -> Attendance:
    """Record that a registrant came to a date, and how many came along; ``user`` is who noted it.

    Raises OtherDate.
    """
    if not may_come_to(registration, occurrence):
        raise OtherDate
    attendance, _created = Attendance.objects.get_or_create(
        registration=registration,
        occurrence=occurrence,
        defaults={"recorded_by_id": user.pk if user is not None else None, "companions": companions},
    )
    return attendance


def unmark_attended(registration: Registration, occurrence: Occurrence) -> None:
    """Take the record back. Raises OtherDate."""
    if not may_come_to(registration, occurrence):
        raise OtherDate
    Attendance.objects.filter(registration=registration, occurrence=occurrence).delete()


def turnout(event: Event) -> Turnout:
    """Count from records, at this moment; one query."""
    came = Attendance.objects.filter(occurrence__event=OuterRef("pk"))
    heads = Headcount.objects.filter(occurrence__event=OuterRef("pk"))
    signed_up = Registration.objects.filter(event=OuterRef("pk"))
    states = [str(state) for state in Registration.State.values]
    counted = (
        model(EVENT)
        ._base_manager.filter(pk=event.pk)
        .values_list(
            _one("occurrence__event", came, Count("pk")),
            _one("occurrence__event", came, Count("registration__person_hash", distinct=True)),
            _one("occurrence__event", came, Sum("companions")),
            *(_one("occurrence__event", heads, Sum(n)) for n in ("walk_ins", "companions", "volunteers")),
            *(_one("event", signed_up.filter(state=state), Count("pk")) for state in states),
        )
    )
    attended, people, with_them, walk_ins, companions, volunteers, *numbers = (n or 0 for n in counted.get())
    by_state = dict(zip(states, numbers, strict=True))
    return Turnout(
        attendances=attended + walk_ins,
        people=people,
        companions=companions + with_them,
        volunteers=volunteers,
        signed_up=by_state["confirmed"],
        by_state=by_state,
    )


def _one(event: str, rows: QuerySet[Any], number: Aggregate) -> Subquery:
    """One number of these rows, which name their event by ``event``."""
    return Subquery(rows.order_by().values(event).values_list(number), output_field=IntegerField())
