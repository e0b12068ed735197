"""Figures that are counted from records, and the names under which a text asks for them: ``{{参加人次}}``.

A figure that nobody has counted is None: a text shows a gap to fill in its place, never a number that was
not counted.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..occurrences.models import Headcount, Occurrence
from ..registration.attendance.attendance import turnout
from ..registration.models.attendances import Attendance
from ..registration.models.service_requests import ServiceRequest
from .outcome_lines import MedalOrOther, contest_lines, prizes_of

Numbers = Mapping[str, Any]
TOKEN = re.compile(r"(?:\{\{|｛｛)\s*([^{}｛｝]{1,40}?)\s*(?:\}\}|｝｝)")
GAP = re.compile(r"【(?:待补|to fill)[：:]\s*([^】]*)】")


class FigureSource(models.TextChoices):
    """Where a figure comes from: typed, or counted from the records of the event or the period."""

    MANUAL = "manual", gettext_lazy("typed here")
    ATTENDANCES = "attendances", gettext_lazy("attendances of residents (人次)")
    PEOPLE = "people", gettext_lazy("different people (人数)")
    COMPANIONS = "companions", gettext_lazy("family and companions")
    VOLUNTEERS = "volunteers", gettext_lazy("volunteers")
    SIGNED_UP = "signed_up", gettext_lazy("sign-ups")
    SERVICES = "services", gettext_lazy("access services given")
    CONTESTS = "contests", gettext_lazy("contests")
    MEDALS = "medals", gettext_lazy("medals")
    WORKS = "works", gettext_lazy("works on show")
    PRIZES = "prizes", gettext_lazy("works with a prize")
    EVENTS = "events", gettext_lazy("events held in the period")


CHINESE_NAMES = {
    "参加人次": FigureSource.ATTENDANCES,
    "参加人数": FigureSource.PEOPLE,
    "家属人数": FigureSource.COMPANIONS,
    "志愿者人数": FigureSource.VOLUNTEERS,
    "报名人数": FigureSource.SIGNED_UP,
    "服务人次": FigureSource.SERVICES,
    "比赛项目数": FigureSource.CONTESTS,
    "奖牌数": FigureSource.MEDALS,
    "作品数": FigureSource.WORKS,
    "获奖作品数": FigureSource.PRIZES,
    "活动场次": FigureSource.EVENTS,
}
COUNTED = [source for source in FigureSource if source != FigureSource.MANUAL]


def figure_named(name: str) -> FigureSource | None:
    """The figure that a text asks for by its Chinese name or its code; None for another word.

    >>> figure_named("参加人次").value
    'attendances'
    """
    if name in CHINESE_NAMES:
        return CHINESE_NAMES[name]
    return FigureSource(name) if name in COUNTED else None


def gap(words: str) -> str:
    """A marked place for a fact that is missing: an article with one cannot be approved."""
    return f"【{_('to fill')}：{words}】"


def event_figures(event: Any) -> dict[str, int | None]:
    """Every figure of an event, counted at this moment; None where nobody has counted."""
    people = turnout(event)
    contests = list(getattr(event, "contests", []))
    lines = [line for child in contests for line in contest_lines(child.value, event)]
    works = [child for child in getattr(event, "works", []) if child.value["consent"]]
    counts = {
        FigureSource.ATTENDANCES: people.attendances,
        FigureSource.PEOPLE: people.people,
        FigureSource.COMPANIONS: people.companions,
        FigureSource.VOLUNTEERS: people.volunteers,
        FigureSource.SIGNED_UP: people.signed_up,
        FigureSource.SERVICES: _services_given(Q(registration__event_id=event.pk)),
        FigureSource.CONTESTS: len(contests),
        FigureSource.MEDALS: sum(line.medal != MedalOrOther.OTHER for line in lines),
        FigureSource.WORKS: len(works),
        FigureSource.PRIZES: len(prizes_of(event)) if works else 0,
    }
    return {str(key): number or None for key, number in counts.items()}


def period_figures(organisation: Any, first: date, last: date) -> dict[str, Any]:
    """The figures of an organisation and all below it, for dates from ``first`` to ``last``, both included.

    ``event_lines`` beside the numbers: title, day (ISO) and attendances of each event that was held.
    """
    dates = list(
        Occurrence.objects.taking_place()
        .within(organisation)
        .filter(start__date__gte=first, start__date__lte=last)
        .select_related("event")
        .order_by("start")
    )
    ids = [each.pk for each in dates]
    came = dict(
        Attendance.objects.filter(occurrence__in=ids)
        .order_by()
        .values_list("occurrence__event")
        .annotate(Count("pk"))
    )
    heads: dict[Any, dict[str, Any]] = {
        row.pop("occurrence__event"): row
        for row in Headcount.objects.filter(occurrence__in=ids)
        .order_by()
        .values("occurrence__event")
        .annotate(walk_ins=Sum("walk_ins"), companions=Sum("companions"), volunteers=Sum("volunteers"))
    }
    people = (
        Attendance.objects.filter(occurrence__in=ids).values("registration__person_hash").distinct().count()
    )
    with_them = Attendance.objects.filter(occurrence__in=ids).aggregate(Sum("companions"))
    first_dates = {each.event_id: each for each in reversed(dates)}
    attendances = {
        event: came.get(event, 0) + (heads.get(event, {}).get("walk_ins") or 0) for event in first_dates
    }
    counts = {
        FigureSource.EVENTS: len(first_dates),
        FigureSource.ATTENDANCES: sum(attendances.values()),
        FigureSource.PEOPLE: people,
        FigureSource.COMPANIONS: (with_them["companions__sum"] or 0)
        + sum(row["companions"] or 0 for row in heads.values()),
        FigureSource.VOLUNTEERS: sum(row["volunteers"] or 0 for row in heads.values()),
        FigureSource.SERVICES: _services_given(Q(registration__attendances__occurrence__in=ids)),
    }
    lines = [
        [each.event.title, each.start.date().isoformat(), attendances[each.event_id] or None]
        for each in sorted(first_dates.values(), key=lambda each: each.start)
    ]
    return {str(key): number or None for key, number in counts.items()} | {"event_lines": lines}


def _services_given(whose: Q) -> int:
    """Services that were arranged for people who came."""
    given = ServiceRequest.objects.filter(
        whose, arrangement=ServiceRequest.Arrangement.ARRANGED, registration__attendances__isnull=False
    )
    return given.distinct().count()


def with_figures(stream: Any, numbers: Numbers) -> Any:
    """A stream value in which every ``{{figure}}`` has become its number, or a gap where there is none."""
    return stream.stream_block.to_python(_replaced(stream.get_prep_value(), numbers))


def filled(text: str, numbers: Numbers) -> str:
    """A text with its figures; words in braces that name no figure stay as they are."""

    def number(match: re.Match[str]) -> str:
        source = figure_named(match[1])
        if source is None:
            return match[0]
        found = numbers.get(source)
        return gap(str(source.label)) if found is None else str(found)

    return TOKEN.sub(number, text)


def texts_in(raw: Any) -> Iterator[str]:
    """Every text in the stored form of a stream."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for value in raw.values():
            yield from texts_in(value)
    elif isinstance(raw, (list, tuple)):
        for value in raw:
            yield from texts_in(value)


def _replaced(raw: Any, numbers: Numbers) -> Any:
    if isinstance(raw, str):
        return filled(raw, numbers)
    if isinstance(raw, dict):
        return {key: _replaced(value, numbers) for key, value in raw.items()}
    if isinstance(raw, (list, tuple)):
        return [_replaced(value, numbers) for value in raw]
    return raw
