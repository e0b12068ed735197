"""The list laid out as a month or a week. Long days are cut and lead to the list of that day."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from django.utils.dates import WEEKDAYS_ABBR

from ...core.dates import day_phrase, month_phrase, period_bounds
from .bits import positions_of
from .chosen import Chosen
from .entries import Entry, LineLoader, ShortEntry
from .facts import DateLine
from .spans import View

SHOWN_IN_MONTH = 3
SHOWN_IN_WEEK = 5


@dataclass(frozen=True)
class Day:
    """One day with its entries; ``more`` are left out, ``address`` lists all of them."""

    day: date
    label: str
    entries: Sequence[Entry | ShortEntry]
    more: int
    address: str
    is_today: bool

    @property
    def count(self) -> int:
        return len(self.entries) + self.more


@dataclass(frozen=True)
class CalendarView:
    """The days of a month or week. ``blanks`` are the weekdays before the first of a month."""

    label: str
    days: list[Day]
    total: int
    earlier: str
    later: str
    today: str
    blanks: int
    weekdays: list[str]


def build_calendar(chosen: Chosen, loader: LineLoader) -> CalendarView:
    """The month or week that the query asks for, or the one of today."""
    query = chosen.query
    today = chosen.now.astimezone(chosen.zone).date()
    first, last = query.shown_days(today) or (today, today)
    is_month = query.view == View.MONTH
    before = (first - timedelta(days=1)).replace(day=1) if is_month else first - timedelta(days=7)
    has_earlier, has_later = _neighbours(chosen, first, last)
    mask = chosen.mask()
    return CalendarView(
        label=_label(first, last, is_month=is_month),
        days=_days(chosen, loader, mask, SHOWN_IN_MONTH if is_month else SHOWN_IN_WEEK),
        total=mask.bit_count(),
        earlier=query.address(around=before) if has_earlier else "",
        later=query.address(around=last + timedelta(days=1)) if has_later else "",
        today=query.address(around=None),
        blanks=first.weekday(),
        weekdays=[str(WEEKDAYS_ABBR[number]) for number in range(7)],
    )


def _label(first: date, last: date, *, is_month: bool) -> str:
    if is_month:
        return month_phrase(first, year=True)
    return f"{day_phrase(first)}–{day_phrase(last, year=last.year != first.year)}"


def _days(chosen: Chosen, loader: LineLoader, mask: int, shown: int) -> list[Day]:
    today = chosen.now.astimezone(chosen.zone).date()
    first, last = chosen.query.shown_days(today) or (today, today)
    by_day = _positions_by_day(chosen, mask, first, last)
    lines = chosen.snapshot.lines
    wanted = sorted({position for positions in by_day.values() for position in positions[:shown]})
    is_month = chosen.query.view == View.MONTH
    load: Callable[[Iterable[DateLine]], Sequence[Entry | ShortEntry]] = (
        loader.short_entries if is_month else loader.entries
    )
    loaded = {entry.occurrence.pk: entry for entry in load(lines[position] for position in wanted)}
    return [
        Day(
            day=day,
            label=day_phrase(day, year=False),
            entries=[loaded[pk] for position in positions[:shown] if (pk := lines[position].pk) in loaded],
            more=max(0, len(positions) - shown),
            address=chosen.query.address(
                view=View.LIST, around=None, first=day, last=day, when="", past=False
            ),
            is_today=day == today,
        )
        for day, positions in by_day.items()
    ]


def _positions_by_day(chosen: Chosen, mask: int, first: date, last: date) -> dict[date, list[int]]:
    """Dates under each day of a span on which they take place, in the order of their start."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    begins = [period_bounds(day, day, chosen.zone)[0].astimezone(UTC) for day in days]
    found: list[list[int]] = [[] for _day in days]
    lines = chosen.snapshot.lines
    for position in positions_of(mask):
        line = lines[position]
        start = max(0, bisect_right(begins, line.start) - 1)
        end = max(start, bisect_left(begins, line.end) - 1)
        for number in range(start, end + 1):
            found[number].append(position)
    return dict(zip(days, found, strict=True))


def _neighbours(chosen: Chosen, first: date, last: date) -> tuple[bool, bool]:
    """Whether there is any date before and after a span: links lead no further, and crawlers neither."""
    start, end = period_bounds(first, last, chosen.zone)
    mask = chosen.at_any_time()
    lines = chosen.snapshot.lines
    lowest = lines[(mask & -mask).bit_length() - 1].start if mask else None
    highest = lines[mask.bit_length() - 1].start if mask else None
    return lowest is not None and lowest < start, highest is not None and highest >= end
