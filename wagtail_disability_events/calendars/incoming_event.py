"""One VEVENT of a file (RFC 5545 §3.6.1) as an event that can be imported."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from ..occurrences.recurrence import RuleError, dates_of, parse_rule
from .incoming import FIRST_YEAR, LAST_YEAR, MAX_DATES, Change, IncomingEvent, Refused, Span
from .incoming_file import CalendarFile
from .incoming_text import one_line, paragraphs
from .incoming_zones import last_day_in, offset_of

if TYPE_CHECKING:
    from icalendar import vRecur

MAX_LINE = 100_000


class EventReading:
    """One VEVENT of a file."""

    def __init__(self, file: CalendarFile, chunk: list[str]) -> None:
        from icalendar import Event  # 3 MB, for an import and not before

        self.file = file
        if any(len(line) > MAX_LINE for line in chunk):
            raise Refused("too-long")
        try:
            self.component: Any = Event.from_ical("\r\n".join(chunk) + "\r\n")
        except (ValueError, IndexError, KeyError, TypeError, RecursionError) as error:
            raise Refused("syntax", str(error)) from error
        self.uid = one_line(str(self.component.get("UID", "")))[:255]
        self.summary = one_line(self._text("SUMMARY"))[:200]
        self.notes: list[str] = []
        if not self.uid:
            raise Refused("no-uid")
        if not self.summary:
            raise Refused("no-title")
        self.span = self._span()
        self.instance = self._instance()

    @property
    def sequence(self) -> int:
        try:
            return max(0, min(int(self.component.get("SEQUENCE", 0)), 2**31 - 1))
        except (TypeError, ValueError):
            return 0

    @property
    def modified(self) -> str:
        """When it was changed last, as UTC text that sorts; empty where the file does not say."""
        for name in ("LAST-MODIFIED", "DTSTAMP"):
            moment = held_by(self.component.get(name), "dt")
            if isinstance(moment, datetime):
                aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
                return aware.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        return ""

    @property
    def cancelled(self) -> bool:
        return str(self.component.get("STATUS", "")).upper() == "CANCELLED"

    def change(self) -> Change | None:
        """What it says of one date of a series; None where it stands for itself."""
        if self.instance is None:
            return None
        return Change(self.instance, self.span, self.summary, self._place(), self.cancelled)

    def event(self) -> IncomingEvent:
        """The event without the dates that others change. Raises Refused."""
        rule, added = self._rule()
        return IncomingEvent(
            uid=self.uid,
            sequence=self.sequence,
            modified=self.modified,
            summary=self.summary,
            description=paragraphs(self._text("DESCRIPTION")),
            location=self._place(),
            url=self._address(),
            categories=self._categories(),
            cancelled=self.cancelled,
            span=self.span,
            zone=self.file.zone.key,
            rule=rule,
            excluded=tuple(self._moments("EXDATE")) if rule or added else (),
            added=tuple(added),
            notes=tuple(dict.fromkeys(self.notes)),
        )

    def _place(self) -> str:
        return one_line(self._text("LOCATION"))[:200]

    def _text(self, name: str) -> str:
        value = self.component.get(name, "")
        return str(value[0] if isinstance(value, list) else value)

    def _address(self) -> str:
        url = self._text("URL").strip()
        return url if re.match(r"https?://\S+$", url) and len(url) <= 200 else ""

    def _categories(self) -> tuple[str, ...]:
        value = self.component.get("CATEGORIES", [])
        listed = value if isinstance(value, list) else [value]
        names = [one_line(str(name)) for item in listed for name in held_by(item, "cats") or ()]
        return tuple(dict.fromkeys(name[:60] for name in names if name))[:10]

    def _span(self) -> Span:
        start_prop = self.component.get("DTSTART")
        if start_prop is None or isinstance(start_prop, list):
            raise Refused("no-start", str(start_prop or ""))
        start, all_day = self._moment(start_prop)
        end_prop, duration = self.component.get("DTEND"), held_by(self.component.get("DURATION"), "dt")
        if end_prop is not None and not isinstance(end_prop, list):
            end, end_all_day = self._moment(end_prop)
            if end_all_day != all_day:
                raise Refused("mixed")
        elif isinstance(duration, timedelta):
            end = start + duration
        else:
            end = start + (timedelta(days=1) if all_day else timedelta())
        if all_day and end == start:
            self.notes.append("end")  # an inclusive end, as some programs write it
            end = start + timedelta(days=1)
        if end < start:
            raise Refused("end")
        return Span(start, end, all_day)

    def _instance(self) -> datetime | None:
        value = self.component.get("RECURRENCE-ID")
        return self._moment(value)[0] if value is not None and not isinstance(value, list) else None

    def _moment(self, value: object) -> tuple[datetime, bool]:
        """A moment as naive local time, and whether it is a day. Raises Refused."""
        found = held_by(value, "dt")
        if not isinstance(found, date):
            raise Refused("time", str(value))
        return self._local(found, str(getattr(value, "params", {}).get("TZID", "")))

    def _local(self, found: date, zone_name: str) -> tuple[datetime, bool]:
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise Refused("year", str(found.year))
        if not isinstance(found, datetime):
            return datetime(found.year, found.month, found.day), True
        naive = found.replace(tzinfo=None)
        if zone_name:
            zone = self.file.zone_named(zone_name)
        elif found.tzinfo is not None:
            zone = UTC
        else:
            zone = self.file.floating
            self.notes.append("floating")
        return naive.replace(tzinfo=zone).astimezone(self.file.zone).replace(tzinfo=None), False

    def _moments(self, name: str) -> Iterator[datetime]:
        for dts in listed(self.component.get(name)):
            zone_name = str(dts.params.get("TZID", ""))
            for item in dts.dts:
                if isinstance(item.dt, date):
                    yield self._local(item.dt, zone_name)[0]

    def _rule(self) -> tuple[str, list[Span]]:
        """The rule in the reader's wall clock, and the dates that stand beside it. Raises Refused."""
        length = self.span.end - self.span.start
        added = [Span(start, start + length, self.span.all_day) for start in self._moments("RDATE")]
        if len(added) > MAX_DATES:
            raise Refused("many-dates")
        value = self.component.get("RRULE")
        if value is None:
            return "", added
        if isinstance(value, list):
            raise Refused("rules")
        text = value.to_ical().decode()
        if self.span.all_day or self._keeps_the_clock():
            return text, added
        return self._as_dates(value, added)

    def _keeps_the_clock(self) -> bool:
        """Whether the series has the same hour on the same days for the reader, all year round."""
        zone, start = self._own_zone(), self.component["DTSTART"].dt
        january = datetime(self.span.start.year, 1, 15, 12, tzinfo=UTC)
        moments = [january + timedelta(days=91 * quarter) for quarter in range(8)]
        ahead = {offset_of(m, self.file.zone) - offset_of(m, zone) for m in moments}
        return len(ahead) == 1 and start.date() == self.span.start.date()

    def _own_zone(self) -> tzinfo:
        start = self.component["DTSTART"]
        name = str(start.params.get("TZID", ""))
        if name:
            return self.file.zone_named(name)
        return UTC if start.dt.tzinfo is not None else self.file.floating

    def _as_dates(self, value: "vRecur", added: list[Span]) -> tuple[str, list[Span]]:
        """A series of another clock, date by date: two years of it at most."""
        zone, start = self._own_zone(), self.component["DTSTART"].dt
        local = start.replace(tzinfo=None)
        try:
            rule = parse_rule(value.to_ical().decode(), to_local=last_day_in(zone, local.time()))
            last = local.date() + timedelta(days=730)
            days = []
            for day in dates_of(rule, local.date(), last):
                days.append(day)
                if len(days) > MAX_DATES:
                    raise Refused("many-dates")
        except RuleError as error:
            raise Refused("rule", f"{error.code} {error.part}") from error
        self.notes.append("other-clock")
        length = self.span.end - self.span.start
        for day in days:
            moment = datetime.combine(day, local.time(), zone).astimezone(self.file.zone).replace(tzinfo=None)
            if moment != self.span.start:
                added.append(Span(moment, moment + length, all_day=False))
        return "", added


def held_by(value: object, name: str) -> Any:
    """What a property holds; None where there is none, or where it could not be read."""
    from icalendar import BrokenCalendarProperty  # as above

    try:
        return getattr(value, name, None)
    except BrokenCalendarProperty:
        return None


def listed(value: object) -> list[Any]:
    """The dates of a property that may stand several times; nothing where they cannot be read."""
    if value is None:
        return []
    return [item for item in (value if isinstance(value, list) else [value]) if held_by(item, "dts")]
