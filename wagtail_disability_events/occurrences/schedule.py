"""From what an editor wrote to dates: plain functions over the schedule's blocks, no database.

Each block type of a schedule says by itself which dates it stands for (``planned_dates``), so that a site can
add one of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol
from uuid import uuid4
from zoneinfo import ZoneInfo

from ..core import conf
from ..core.dates import today_here
from .event import ScheduledEvent
from .recurrence import Rule, next_date


class ScheduleChild(Protocol):
    """One block of a schedule. Its ``block`` gives ``planned_dates``, and may give ``planned_series``."""

    @property
    def id(self) -> str | None: ...
    @property
    def block(self) -> Any: ...
    @property
    def value(self) -> Any: ...


@dataclass(frozen=True)
class PlannedDate:
    """One date as written: aware UTC moments, ``end`` exclusive for a whole day.

    ``recurrence_id`` is the local day (``20260517``) by which a rule gives it; ``series`` the block id of
    that rule, also of a date that was added to it.
    """

    block_id: str
    recurrence_id: str
    start: datetime
    end: datetime
    all_day: bool
    topic: str = ""
    teacher: str = ""
    venue_id: int | None = None
    location: str = ""
    series: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.block_id, self.recurrence_id)


@dataclass(frozen=True)
class PlannedSeries:
    """A rule as written: ``first`` is the day it counts from, ``next_date`` the first beyond the horizon.

    The rest is what holds for each of its dates that is not an exception; ``left_out`` are days of the rule.
    """

    block_id: str
    rule: Rule
    first: date
    next_date: date | None
    start_time: time | None = None
    end_time: time | None = None
    left_out: tuple[date, ...] = ()
    topic: str = ""
    teacher: str = ""
    venue_id: int | None = None
    location: str = ""

    def span(self, day: date, zone: str) -> tuple[datetime, datetime, bool]:
        """Start, end and whole-dayness of the date of a day, aware in UTC."""
        return repeated_span(day, self.start_time, self.end_time, zone)


class ScheduleError(ValueError):
    """The written times cannot be a date: ``field`` names the one to mend."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


def span_of(
    start_date: date,
    start_time: time | None,
    end_date: date | None,
    end_time: time | None,
    zone: str,
) -> tuple[datetime, datetime, bool]:
    """Turn dates and wall-clock times in ``zone`` into (start, end, all_day), aware in UTC.

    Without times it is a whole day, or several, and ``end`` is the local midnight after the last one.
    With a start time only, it lasts one hour. A wall-clock time that a change to daylight saving skips
    or doubles is read as PEP 495 does with fold=0, which is what RFC 5545 §3.3.5 asks for.

    Raises ScheduleError (``end_date``/``before-start``, ``end_time``/``before-start``,
    ``start_time``/``missing``).
    """
    tz = ZoneInfo(zone)
    last_date = end_date or start_date
    if last_date < start_date:
        raise ScheduleError("end_date", "before-start")
    if start_time is None:
        if end_time is not None:
            raise ScheduleError("start_time", "missing")
        start = datetime.combine(start_date, time.min, tz)
        end = datetime.combine(last_date + timedelta(days=1), time.min, tz)
        return start.astimezone(UTC), end.astimezone(UTC), True
    start = datetime.combine(start_date, start_time, tz).astimezone(UTC)
    if end_time is None:
        if end_date is not None and end_date > start_date:
            end = datetime.combine(end_date + timedelta(days=1), time.min, tz).astimezone(UTC)
        else:
            end = start + timedelta(hours=1)
        return start, end, False
    end = datetime.combine(last_date, end_time, tz).astimezone(UTC)
    if end <= start:
        raise ScheduleError("end_time", "before-start")
    return start, end, False


def repeated_span(
    day: date, start_time: time | None, end_time: time | None, zone: str
) -> tuple[datetime, datetime, bool]:
    """One date of a rule, aware in UTC.

    Every date lasts as long as the clock says, whatever daylight saving does that night (RFC 5545 §3.3.10:
    the same exact duration applies to all); an end before the start is on the next day.

    Raises ScheduleError (``start_time``/``missing``).
    """
    if start_time is None:
        return span_of(day, None, None, end_time, zone)
    start = datetime.combine(day, start_time, ZoneInfo(zone)).astimezone(UTC)
    return start, start + duration_of(start_time, end_time), False


def duration_of(start_time: time, end_time: time | None) -> timedelta:
    """From one clock time to the next, at most a day; one hour without an end.

    >>> duration_of(time(22), time(1, 30))
    datetime.timedelta(seconds=12600)
    """
    if end_time is None:
        return timedelta(hours=1)
    written = datetime.combine(date.min, end_time) - datetime.combine(date.min, start_time)
    return written if written > timedelta() else written + timedelta(days=1)


def horizon(today: date | None = None) -> date:
    """The last day until which rules become dates."""
    return (today or today_here()) + timedelta(days=conf.get("RECURRENCE_HORIZON_DAYS"))


def last_day(first: date, until: date) -> date:
    """The last day to project of a rule that begins on ``first``: its first year is always projected."""
    return max(until, min(first, date.max - timedelta(days=800)) + (until - today_here()))


def next_beyond(rule: Rule, first: date, until: date) -> date | None:
    """The first day of a rule that is not projected yet."""
    return next_date(rule, first, last_day(first, until))


def planned_dates(
    schedule: Iterable[ScheduleChild], zone: str, until: date | None = None
) -> Iterator[PlannedDate]:
    """The dates of a schedule StreamField value, in the order in which they are written.

    Rules are carried on until ``until``, the horizon by default. Unfinished blocks of a draft give no dates.
    """
    until = until or horizon()
    for child in schedule:
        yield from child.block.planned_dates(child.value, str(child.id or uuid4()), zone, until)


def planned_series(schedule: Iterable[ScheduleChild], until: date | None = None) -> Iterator[PlannedSeries]:
    """The rules of a schedule StreamField value."""
    until = until or horizon()
    for child in schedule:
        if hasattr(child.block, "planned_series"):
            series = child.block.planned_series(child.value, str(child.id), until)
            if series is not None:
                yield series


def rhythm_of(event: ScheduledEvent) -> list[str]:
    """The rules of an event's schedule, each said in the active language."""
    said = (child.block.describe(child.value) for child in event.schedule if hasattr(child.block, "describe"))
    return [sentence for sentence in said if sentence]
