"""Recurrence rules by RFC 5545 §3.3.10: read, written, expanded. At most one date a day.

What a rule says in words is in ``recurrence_words``.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateutil.rrule import rrule as DateutilRule  # noqa: N812

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MAX_DATES = 1000
"""A rule with more dates than this, up to the horizon, is refused: it is several rules."""

_LOOK_AHEAD = timedelta(days=366 * 40)
"""A rule that has no date within 40 years (29 February on a Monday comes every 28) never happens."""

_LIMITS = {"BYMONTHDAY": 31, "BYMONTH": 12, "BYSETPOS": 366}
_UNSUPPORTED = ("BYSECOND", "BYMINUTE", "BYHOUR", "BYWEEKNO", "BYYEARDAY")
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


class RuleError(ValueError):
    """A rule that is not one, or that this package does not carry out.

    ``code`` is ``syntax``, ``unsupported``, ``value``, ``conflict``, ``never`` or ``too-many``;
    ``part`` is the part of the rule that is meant.
    """

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(f"{code}: {part}")
        self.code = code
        self.part = part


ToLocal = Callable[[datetime], datetime]
"""Turns a moment in UTC into the wall clock of a zone, both naive."""


@dataclass(frozen=True)
class Rule:
    """A rule whose dates are days in the wall clock of the event.

    ``weekdays`` are pairs of an ordinal (0: every one) and a day (0 Monday … 6 Sunday). ``until`` is the
    last day that may be a date.
    """

    frequency: str
    interval: int = 1
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    count: int | None = None
    until: date | None = None
    week_start: int = 0

    def text(self) -> str:
        """The RRULE value, UNTIL as a date.

        >>> Rule("MONTHLY", weekdays=((-1, 5),), count=3).text()
        'FREQ=MONTHLY;COUNT=3;BYDAY=-1SA'
        """
        parts = [f"FREQ={self.frequency}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        if self.months:
            parts.append("BYMONTH=" + ",".join(map(str, self.months)))
        if self.month_days:
            parts.append("BYMONTHDAY=" + ",".join(map(str, self.month_days)))
        if self.weekdays:
            parts.append("BYDAY=" + ",".join(f"{n or ''}{DAYS[day]}" for n, day in self.weekdays))
        if self.positions:
            parts.append("BYSETPOS=" + ",".join(map(str, self.positions)))
        if self.week_start:
            parts.append(f"WKST={DAYS[self.week_start]}")
        return ";".join(parts)


def parse_rule(text: str, *, to_local: ToLocal | None = None) -> Rule:
    """Read an RRULE value, with or without its name.

    ``to_local`` turns an UNTIL with a time, which is UTC in the standard, into a local day; without
    it the day is taken as written. Raises RuleError.
    """
    parts = _split(text)
    frequency = parts.pop("FREQ", "")
    if not frequency:
        raise RuleError("syntax", "FREQ")
    if frequency not in FREQUENCIES:
        known = frequency in ("SECONDLY", "MINUTELY", "HOURLY")
        raise RuleError("unsupported" if known else "value", f"FREQ={frequency}")
    rule = Rule(frequency)
    for name, value in parts.items():
        rule = _with_part(rule, name, value, to_local)
    _check(rule)
    return rule


def dates_of(rule: Rule, first: date, last: date) -> Iterator[date]:
    """The days of a rule from ``first`` on, none after ``last``, in order.

    ``first`` anchors intervals; it is itself a date only when the rule says so.
    """
    last = min(last, rule.until) if rule.until else last
    days = (moment.date() for moment in _expander(rule, first, last))
    try:
        yield from islice(days, rule.count)
    except (OverflowError, ValueError):  # pragma: no cover - the calendar ends with the year 9999
        return


def first_date(rule: Rule, first: date) -> date:
    """The first day of a rule. Raises RuleError("never")."""
    if rule.months and rule.month_days and not _is_in_some_month(rule):
        raise RuleError("never")  # known without looking through 40 years
    try:
        last = first + _LOOK_AHEAD
    except OverflowError:
        last = date.max
    found = next(dates_of(rule, first, last), None)
    if found is None:
        raise RuleError("never")
    return found


def _is_in_some_month(rule: Rule) -> bool:
    """Whether one of its months has one of its days; in a leap year."""
    return any(abs(day) <= monthrange(2000, month)[1] for month in rule.months for day in rule.month_days)


def next_date(rule: Rule, first: date, after: date) -> date | None:
    """The first day of a rule after a day; None when there is none in the next 40 years."""
    try:
        last = after + _LOOK_AHEAD
    except OverflowError:
        last = date.max
    return next((day for day in dates_of(rule, first, last) if day > after), None)


def check_size(rule: Rule, first: date, last: date) -> None:
    """Raises RuleError("too-many") for a rule with more than ``MAX_DATES`` days until ``last``."""
    if rule.count is not None and rule.count > MAX_DATES:
        raise RuleError("too-many", f"COUNT={rule.count}")
    if next(islice(dates_of(rule, first, last), MAX_DATES, None), None) is not None:
        raise RuleError("too-many")


def _expander(rule: Rule, first: date, last: date) -> "DateutilRule":
    """The days until ``last``; without a bound a rule that never happens would be looked for until 9999."""
    from dateutil import rrule  # where a rule is expanded, and not in each process

    return rrule.rrule(
        getattr(rrule, rule.frequency),
        dtstart=datetime.combine(first, time.min),
        interval=rule.interval,
        wkst=rule.week_start,
        until=datetime.combine(last, time.min),
        bysetpos=rule.positions or None,
        bymonth=rule.months or None,
        bymonthday=rule.month_days or None,
        byweekday=[rrule.weekday(day, n or None) for n, day in rule.weekdays] or None,
    )


def _split(text: str) -> dict[str, str]:
    text = re.sub(r"\s+", "", text).upper().removeprefix("RRULE:")
    parts: dict[str, str] = {}
    for part in filter(None, text.split(";")):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts:
            raise RuleError("syntax", part)
        parts[name] = value
    return parts


def _with_part(rule: Rule, name: str, value: str, to_local: ToLocal | None) -> Rule:
    written = f"{name}={value}"
    match name:
        case "INTERVAL":
            return replace(rule, interval=_number(value, written))
        case "COUNT":
            return replace(rule, count=_number(value, written))
        case "UNTIL":
            return replace(rule, until=_until(value, to_local))
        case "WKST" if value in DAYS:
            return replace(rule, week_start=DAYS.index(value))
        case "BYDAY":
            return replace(rule, weekdays=tuple(_weekday(item, written) for item in value.split(",")))
        case "BYMONTHDAY":
            return replace(rule, month_days=_numbers(name, value, signed=True))
        case "BYMONTH":
            return replace(rule, months=_numbers(name, value, signed=False))
        case "BYSETPOS":
            return replace(rule, positions=_numbers(name, value, signed=True))
        case _ if name in _UNSUPPORTED:
            raise RuleError("unsupported", name)
        case "WKST":
            raise RuleError("value", written)
    raise RuleError("syntax", written)


def _number(value: str, written: str) -> int:
    if not re.fullmatch(r"0*[1-9]\d{0,4}", value, re.ASCII):
        raise RuleError("value", written)
    return int(value)


def _numbers(name: str, value: str, *, signed: bool) -> tuple[int, ...]:
    found = []
    for item in value.split(","):
        if not re.fullmatch(r"[+-]?\d{1,3}" if signed else r"\d{1,2}", item, re.ASCII):
            raise RuleError("value", f"{name}={value}")
        number = int(item)
        if not 1 <= abs(number) <= _LIMITS[name]:
            raise RuleError("value", f"{name}={value}")
        found.append(number)
    return tuple(dict.fromkeys(found))


def _weekday(item: str, written: str) -> tuple[int, int]:
    match = _WEEKDAY.fullmatch(item)
    if match is None:
        raise RuleError("value", written)
    ordinal = int(match[1] or 0)
    if abs(ordinal) > 53 or (match[1] and not ordinal):
        raise RuleError("value", written)
    return ordinal, DAYS.index(match[2])


def _until(value: str, to_local: ToLocal | None) -> date:
    match = re.fullmatch(r"(\d{8})(?:T(\d{6})(Z?))?", value, re.ASCII)
    if match is None:
        raise RuleError("value", f"UNTIL={value}")
    try:
        if match[2] is None:
            return datetime.strptime(match[1], "%Y%m%d").date()
        moment = datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S")
        return (to_local(moment) if match[3] and to_local else moment).date()
    except (ValueError, OverflowError) as error:
        raise RuleError("value", f"UNTIL={value}") from error


def _check(rule: Rule) -> None:
    """What the standard forbids together (RFC 5545 §3.3.10)."""
    if rule.count is not None and rule.until is not None:
        raise RuleError("conflict", "COUNT, UNTIL")
    numbered = any(ordinal for ordinal, _day in rule.weekdays)
    if numbered and rule.frequency not in ("MONTHLY", "YEARLY"):
        raise RuleError("conflict", f"FREQ={rule.frequency}, BYDAY")
    if rule.month_days and rule.frequency == "WEEKLY":
        raise RuleError("conflict", "FREQ=WEEKLY, BYMONTHDAY")
    if rule.positions and not (rule.weekdays or rule.month_days or rule.months):
        raise RuleError("conflict", "BYSETPOS")
