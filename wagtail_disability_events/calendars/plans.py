"""Which VEVENTs an event has: one a date, or one for a series and one for each of its dates that differs.

RFC 5545 §3.8.4.4 (RECURRENCE-ID) and §3.8.5 (EXDATE, RDATE, RRULE). The rows of an event say what holds; the
rule on its page says how most of them follow from each other.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from ..occurrences.event import Event
from ..occurrences.models import Occurrence, Status
from ..occurrences.recurrence import Rule, RuleError, dates_of, first_date
from ..occurrences.schedule import PlannedSeries, horizon, last_day
from .vevent import CalendarFacts


@dataclass
class EntryPlan:
    """One VEVENT to be: what it says, and the rows that it stands for.

    ``series`` is the block id of its rule, ``recurrence_id`` the key of one changed date of it. ``start`` and
    ``end`` bound the time in which feeds must carry it.
    """

    facts: CalendarFacts
    rows: list[Occurrence]
    start: datetime
    end: datetime
    series: str = ""
    recurrence_id: str = ""


@dataclass
class _Series:
    """The dates of one rule, sorted into those that follow it and those that do not."""

    planned: PlannedSeries
    regular: list[Occurrence] = field(default_factory=list)
    changed: list[tuple[Occurrence, datetime]] = field(default_factory=list)
    alone: list[Occurrence] = field(default_factory=list)
    excluded: list[datetime] = field(default_factory=list)
    added: list[datetime] = field(default_factory=list)


def single_plan(row: Occurrence, facts: CalendarFacts) -> EntryPlan:
    """The VEVENT of a date that belongs to no series."""
    return EntryPlan(facts, [row], facts.start, facts.end)


def series_plans(
    planned: PlannedSeries,
    rows: Iterable[Occurrence],
    event: Event,
    said: Callable[[Occurrence], CalendarFacts],
    next_date: date | None,
) -> list[EntryPlan]:
    """The VEVENTs of a rule: the series, its changed dates, and added dates that cannot be part of it.

    ``said`` turns a row into facts; ``next_date`` is the first day that is not projected yet.
    """
    listed = list(rows)
    try:
        first = first_date(planned.rule, planned.first)
    except RuleError:
        return [single_plan(row, said(row)) for row in listed]
    found = _sorted(planned, listed, event, next_date)
    start, end, all_day = planned.span(first, event.time_zone)
    common = replace(
        said(_common_row(planned, listed, event, (start, end, all_day))),
        rule=_rule_text(planned, event.time_zone, all_day=all_day),
        excluded=tuple(sorted(found.excluded)),
        added=tuple(sorted(found.added)),
    )
    over = max(row.end for row in listed)
    plans = [EntryPlan(common, found.regular, start, over, planned.block_id)]
    plans += [
        EntryPlan(
            replace(said(row), instance=instance),
            [row],
            min(row.start, instance),
            max(over, row.end),
            planned.block_id,
            row.recurrence_id or row.block_id,
        )
        for row, instance in found.changed
    ]
    return plans + [single_plan(row, said(row)) for row in found.alone]


def _sorted(planned: PlannedSeries, rows: list[Occurrence], event: Event, next_date: date | None) -> _Series:
    found = _Series(planned)
    last = next_date - timedelta(days=1) if next_date else last_day(planned.first, horizon())
    days = {f"{day:%Y%m%d}": day for day in dates_of(planned.rule, planned.first, last)}
    there = {row.recurrence_id for row in rows}
    gone = [day for key, day in days.items() if key not in there]
    gone += [day for day in planned.left_out if day > last]
    found.excluded = [planned.span(day, event.time_zone)[0] for day in gone]
    usual_start, usual_end, all_day = planned.span(planned.first, event.time_zone)
    for row in rows:
        day = days.get(row.recurrence_id)
        if day is not None:
            start, end, _all_day = planned.span(day, event.time_zone)
        elif row.planned_all_day == all_day:  # an added date, or one that the rule has no more
            start = row.planned_start
            end = start + (usual_end - usual_start)
            found.added.append(start)
        else:
            found.alone.append(row)
            continue
        if _is_usual(row, planned, event) and (row.start, row.end, row.all_day) == (start, end, all_day):
            found.regular.append(row)
        else:
            found.changed.append((row, start))
    return found


def _is_usual(row: Occurrence, planned: PlannedSeries, event: Event) -> bool:
    """Whether a date says nothing that the series does not say.

    A date that once had a VEVENT of its own keeps it, so that its SEQUENCE never falls.
    """
    entry = row.calendar_entry
    if entry is not None and entry.series == planned.block_id and entry.recurrence_id:
        return False
    usual = (
        planned.topic,
        planned.teacher,
        planned.venue_id or event.venue_id,
        planned.location or event.location_note,
    )
    return row.status == Status.SCHEDULED and (row.topic, row.teacher, row.venue_id, row.location) == usual


def _common_row(
    planned: PlannedSeries, rows: list[Occurrence], event: Event, span: tuple[datetime, datetime, bool]
) -> Occurrence:
    """A date as the series says it, to be put into words; never saved."""
    start, end, all_day = span
    venue_id = planned.venue_id or event.venue_id
    row = Occurrence(
        event_id=event.pk,
        start=start,
        end=end,
        all_day=all_day,
        time_zone=event.time_zone,
        topic=planned.topic,
        teacher=planned.teacher,
        venue_id=venue_id,
        location=planned.location or event.location_note,
    )
    known = next((other.venue for other in rows if other.venue_id == venue_id), None)
    if known is not None:
        row.venue = known
    return row


def _rule_text(planned: PlannedSeries, zone: str, *, all_day: bool) -> str:
    """The RRULE value. UNTIL of a timed series is a moment in UTC (RFC 5545 §3.3.10)."""
    rule: Rule = planned.rule
    if rule.until is None or all_day or planned.start_time is None:
        return rule.text()
    until = datetime.combine(rule.until, planned.start_time, ZoneInfo(zone)).astimezone(UTC)
    return replace(rule, until=None, count=None).text() + f";UNTIL={until:%Y%m%dT%H%M%SZ}"
