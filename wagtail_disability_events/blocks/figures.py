"""Figures that are counted from records, of one event or of a period.

A figure that nobody has counted is None, never a number that was not counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypedDict

from django.db.models import Count, Sum

from ..core.dates import local_day, period_bounds
from ..occurrences.models import Headcount, Occurrence
from ..registration.attendance.attendance import turnout
from ..registration.models.attendances import Attendance
from ..registration.needs.given import services_given_at, services_given_on
from .base import EventInBlocks
from .figure_names import FigureSource
from .outcome_lines import MedalOrOther, contest_lines, contests_of, works_of

EventLine = list[str | int | None]
"""Title, local day (ISO) and attendances of an event that was held, as an approved version stores them."""


class PeriodFigures(TypedDict):
    """What a period shows; the keys are those of ``FigureSource``."""

    events: int | None
    attendances: int | None
    people: int | None
    companions: int | None
    volunteers: int | None
    services: int | None
    event_lines: list[EventLine]


class Organisation(Protocol):
    """Whose period is counted: its branch of the tree, in its time zone (an IANA key)."""

    @property
    def path(self) -> str: ...
    @property
    def translation_key(self) -> Any: ...
    @property
    def time_zone(self) -> str: ...


@dataclass(frozen=True)
class _Heads:
    """Head counts of an event in a period."""

    walk_ins: int = 0
    companions: int = 0
    volunteers: int = 0


def event_figures(event: EventInBlocks) -> dict[str, int | None]:
    """Every figure of an event, counted at this moment; None where nobody has counted."""
    people = turnout(event)
    contests = contests_of(event)
    lines = [line for child in contests for line in contest_lines(child.value, event)]
    works = [child for child in works_of(event) if child.value["consent"]]
    counts = {
        FigureSource.ATTENDANCES: people.attendances,
        FigureSource.PEOPLE: people.people,
        FigureSource.COMPANIONS: people.companions,
        FigureSource.VOLUNTEERS: people.volunteers,
        FigureSource.SIGNED_UP: people.signed_up,
        FigureSource.SERVICES: services_given_at(event.pk),
        FigureSource.CONTESTS: len(contests),
        FigureSource.MEDALS: sum(line.medal != MedalOrOther.OTHER for line in lines),
        FigureSource.WORKS: len(works),
        FigureSource.PRIZES: len(event.outcomes.prizes) if works else 0,
    }
    return {str(key): number or None for key, number in counts.items()}


def period_figures(organisation: Organisation, first: date, last: date) -> PeriodFigures:
    """The figures of an organisation and all below it, for dates from ``first`` to ``last``, both included.

    The days are those of the organisation's time zone; each event stands under the day on which it begins in
    its own.
    """
    begins, ends = period_bounds(first, last, organisation.time_zone)
    dates = list(
        Occurrence.objects.taking_place()
        .within_any_language(organisation)
        .filter(start__gte=begins, start__lt=ends)
        .select_related("event")
        .order_by("start")
    )
    ids = [each.pk for each in dates]
    here = Attendance.objects.filter(occurrence__in=ids)
    came = dict(here.order_by().values_list("occurrence__event").annotate(Count("pk")))
    heads = _heads_by_event(ids)
    first_dates = {each.event_id: each for each in reversed(dates)}
    visits = {event: came.get(event, 0) + heads.get(event, _Heads()).walk_ins for event in first_dates}
    registered_companions = here.aggregate(Sum("companions"))["companions__sum"] or 0
    return {
        "events": len(first_dates) or None,
        "attendances": sum(visits.values()) or None,
        "people": here.values("registration__person_hash").distinct().count() or None,
        "companions": registered_companions + sum(row.companions for row in heads.values()) or None,
        "volunteers": sum(row.volunteers for row in heads.values()) or None,
        "services": services_given_on(ids) or None,
        "event_lines": [
            [
                each.event.title,
                local_day(each.start, each.time_zone).isoformat(),
                visits[each.event_id] or None,
            ]
            for each in sorted(first_dates.values(), key=lambda each: each.start)
        ],
    }


def _heads_by_event(ids: Iterable[int]) -> dict[int, _Heads]:
    rows = (
        Headcount.objects.filter(occurrence__in=ids)
        .order_by()
        .values_list("occurrence__event")
        .annotate(Sum("walk_ins"), Sum("companions"), Sum("volunteers"))
    )
    return {event: _Heads(*(number or 0 for number in numbers)) for event, *numbers in rows}
