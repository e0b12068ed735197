"""From what an editor wrote to dates: plain functions over the schedule's blocks, no database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class PlannedDate:
    """One date as written: aware UTC moments, ``end`` exclusive for a whole day."""

    block_id: str
    recurrence_id: str
    start: datetime
    end: datetime
    all_day: bool
    topic: str = ""
    venue_id: int | None = None
    place: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.block_id, self.recurrence_id)


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
    or doubles is read as PEP 495 does with fold=0.

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


def planned_dates(schedule: Iterable[Any], zone: str) -> Iterator[PlannedDate]:
    """The dates of a schedule StreamField value, in the order in which they are written."""
    for child in schedule:
        value = child.value
        if value["start_date"] is None:  # an unfinished draft
            continue
        start, end, all_day = span_of(
            value["start_date"], value["start_time"], value["end_date"], value["end_time"], zone
        )
        venue = value.get("venue")
        yield PlannedDate(
            block_id=str(child.id),
            recurrence_id="",
            start=start,
            end=end,
            all_day=all_day,
            topic=value.get("topic") or "",
            venue_id=venue.pk if venue else None,
            place=value.get("place") or "",
        )
