"""Calendar files of others: read with patience, and what cannot be is said event by event.

RFC 5545 with the quirks that are met in the field: byte order marks, UTF-16 and GB 18030, bare line feeds,
names of zones that Windows or a file itself defines, floating times, missing ends. Alarms, attendees and
attachments are not read.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import nh3
from icalendar import BrokenCalendarProperty, Component, Event, Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from ..occurrences.recurrence import RuleError, dates_of, parse_rule

MAX_EVENTS = 20_000
MAX_LINE = 100_000
MAX_DATES = 400
FIRST_YEAR, LAST_YEAR = 1990, 2200

_BREAKS = re.compile(r"\r\n|\r|\n")
_SPACES = re.compile(r"[ \t\u3000]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MARKUP = re.compile(r"<(?:br|p|div|a|b|i|u|ul|ol|li|span|html|script|style)\b", re.IGNORECASE)
_NEW_LINES = re.compile(r"<br\s*/?>|</(?:p|div|li)>", re.IGNORECASE)
_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class NotACalendar(ValueError):
    """The file as a whole cannot be read: ``code`` is ``web-page``, ``no-calendar``, ``encoding`` or
    ``many``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Refused(ValueError):
    """One event cannot be read; ``code`` says why, ``part`` which text is meant."""

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(f"{code}: {part}")
        self.code = code
        self.part = part[:120]


@dataclass(frozen=True)
class Span:
    """A time in the wall clock of ``zone``; of a whole day the end is exclusive, at midnight."""

    start: datetime
    end: datetime
    all_day: bool


@dataclass(frozen=True)
class Change:
    """What one date of a series says instead. ``instance`` is the start that the series gives it."""

    instance: datetime
    span: Span
    summary: str
    location: str
    cancelled: bool


@dataclass(frozen=True)
class IncomingEvent:
    """One event of a file, its times naive in the wall clock of the reader's zone.

    ``rule`` is an RRULE value that holds in that wall clock; a series that does not is given as ``added``
    dates. ``notes`` are codes of what was assumed.
    """

    uid: str
    sequence: int
    modified: str
    summary: str
    description: str
    location: str
    url: str
    categories: tuple[str, ...]
    cancelled: bool
    span: Span
    zone: str
    rule: str = ""
    excluded: tuple[datetime, ...] = ()
    added: tuple[Span, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def age(self) -> tuple[int, str]:
        return self.sequence, self.modified

    def with_changes(self, changes: list[tuple[Change, "IncomingEvent"]]) -> "IncomingEvent":
        """A series with its changed dates, as new as the newest of them."""
        events = [self, *(event for _change, event in changes)]
        return replace(
            self,
            sequence=max(event.sequence for event in events),
            modified=max(event.modified for event in events),
            changes=tuple(sorted((change for change, _event in changes), key=lambda one: one.instance)),
            notes=tuple(dict.fromkeys(note for event in events for note in event.notes)),
        )

    def content_hash(self) -> str:
        """Changes with anything that is imported; not with stamps alone."""
        facts = {
            name: value
            for name, value in asdict(self).items()
            if name not in ("sequence", "modified", "notes")
        }
        text = json.dumps(facts, default=datetime.isoformat, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Refusal:
    """An event that was left out, with what to call it and why."""

    uid: str
    summary: str
    code: str
    part: str = ""


@dataclass
class Reading:
    """What a file holds: its name, the events that can be imported, and those that cannot."""

    name: str = ""
    events: list[IncomingEvent] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def read_calendar(content: bytes, zone: str) -> Reading:
    """Read the events of a calendar file for a reader in an IANA zone. Raises NotACalendar."""
    file = _File(decoded(content), zone)
    reading = Reading(name=file.name)
    found: dict[str, IncomingEvent] = {}
    overrides: dict[str, list[tuple[Change, IncomingEvent]]] = {}
    for chunk in file.events:
        try:
            read = _Read(file, chunk)
            event, change = read.event(), read.change()
        except Refused as error:
            summary, uid = _words_of(chunk)
            reading.refused.append(Refusal(uid, summary, error.code, error.part))
            continue
        if change is not None:
            overrides.setdefault(read.uid, []).append((change, event))
        elif read.uid not in found:
            found[read.uid] = event
        else:
            newer, older = sorted((found[read.uid], event), key=lambda one: one.age, reverse=True)
            found[read.uid] = newer
            reading.refused.append(Refusal(older.uid, older.summary, "twice"))
    for uid, changes in overrides.items():
        if uid not in found:
            _change, alone = changes.pop(0)
            found[uid] = replace(alone, notes=(*alone.notes, "alone"))
        found[uid] = found[uid].with_changes(changes)
    reading.events = list(found.values())
    return reading


def decoded(content: bytes) -> str:
    """The text of a file, in the encoding that it is written in. Raises NotACalendar."""
    encoding = next((name for mark, name in _ENCODINGS if content.startswith(mark)), "")
    if not encoding:
        zeros = content[:200].count(b"\x00")
        encoding = ("utf-16-be" if content[:1] == b"\x00" else "utf-16-le") if zeros > 20 else "utf-8"
    for candidate in (encoding, "gb18030"):
        try:
            return content.decode(candidate)
        except UnicodeDecodeError:
            continue
    raise NotACalendar("encoding")


class _File:
    """The lines of a file, sorted into events and time zones, each read by itself so that one bad event
    leaves the others whole."""

    def __init__(self, text: str, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self.name = ""
        self.floating: tzinfo = self.zone
        self.events: list[list[str]] = []
        self._zones: dict[str, list[str]] = {}
        self._resolved: dict[str, tzinfo] = {}
        head = text.lstrip("\ufeff \t\r\n")[:2000].upper()
        if not head.startswith("BEGIN:VCALENDAR"):
            raise NotACalendar("web-page" if "<HTML" in head or "<!DOCTYPE" in head else "no-calendar")
        self._sort(_unfolded(text))

    def _sort(self, lines: Iterator[str]) -> None:
        chunk: list[str] | None = None
        depth, kind = 0, ""
        for line in lines:
            upper = line[:40].upper().rstrip()
            if chunk is None:
                if upper in ("BEGIN:VEVENT", "BEGIN:VTIMEZONE"):
                    chunk, depth, kind = [line], 1, upper[6:]
                else:
                    self._head(line)
                continue
            chunk.append(line)
            depth += upper.startswith("BEGIN:") - upper.startswith("END:")
            if depth == 0:
                self._keep(kind, chunk)
                chunk = None
        if chunk is not None:
            self._keep(kind, [*chunk, *(["END:" + kind] * depth)])

    def _keep(self, kind: str, chunk: list[str]) -> None:
        if kind == "VTIMEZONE":
            self._zones[_value_of(chunk, "TZID")] = chunk
        elif len(self.events) >= MAX_EVENTS:
            raise NotACalendar("many")
        else:
            self.events.append(chunk)

    def _head(self, line: str) -> None:
        name, _colon, value = line.partition(":")
        match name.partition(";")[0].upper():
            case "X-WR-CALNAME" | "NAME":
                self.name = self.name or _clean(value)[:120]
            case "X-WR-TIMEZONE":
                self.floating = _known_zone(value.strip()) or self.zone

    def zone_named(self, name: str) -> tzinfo:
        """A zone by the name that a time bears: of the almanac, of Windows, or as the file defines it.

        Raises Refused("zone").
        """
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> tzinfo:
        found = _known_zone(name)
        if found is not None:
            return found
        if name in self._zones:
            try:
                return _defined_zone(self._zones[name])
            except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError):
                pass
        raise Refused("zone", name)


class _Read:
    """One VEVENT of a file."""

    def __init__(self, file: _File, chunk: list[str]) -> None:
        self.file = file
        if any(len(line) > MAX_LINE for line in chunk):
            raise Refused("too-long")
        try:
            self.component: Any = Event.from_ical("\r\n".join(chunk) + "\r\n")
        except (ValueError, IndexError, KeyError, TypeError, RecursionError) as error:
            raise Refused("syntax", str(error)) from error
        self.uid = _clean(str(self.component.get("UID", "")))[:255]
        self.summary = _clean(self._text("SUMMARY"))[:200]
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
            moment = _part(self.component.get(name), "dt")
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
            description=_paragraphs(self._text("DESCRIPTION")),
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
        return _clean(self._text("LOCATION"))[:200]

    def _text(self, name: str) -> str:
        value = self.component.get(name, "")
        return str(value[0] if isinstance(value, list) else value)

    def _address(self) -> str:
        url = self._text("URL").strip()
        return url if re.match(r"https?://\S+$", url) and len(url) <= 200 else ""

    def _categories(self) -> tuple[str, ...]:
        value = self.component.get("CATEGORIES", [])
        listed = value if isinstance(value, list) else [value]
        names = [_clean(str(name)) for item in listed for name in _part(item, "cats") or ()]
        return tuple(dict.fromkeys(name[:60] for name in names if name))[:10]

    def _span(self) -> Span:
        start_prop = self.component.get("DTSTART")
        if start_prop is None or isinstance(start_prop, list):
            raise Refused("no-start", str(start_prop or ""))
        start, all_day = self._moment(start_prop)
        end_prop, duration = self.component.get("DTEND"), _part(self.component.get("DURATION"), "dt")
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

    def _moment(self, value: Any) -> tuple[datetime, bool]:
        """A moment as naive local time, and whether it is a day. Raises Refused."""
        found = _part(value, "dt")
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
        for dts in _listed(self.component.get(name)):
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
        ahead = {_offset(m, self.file.zone) - _offset(m, zone) for m in moments}
        return len(ahead) == 1 and start.date() == self.span.start.date()

    def _own_zone(self) -> tzinfo:
        start = self.component["DTSTART"]
        name = str(start.params.get("TZID", ""))
        if name:
            return self.file.zone_named(name)
        return UTC if start.dt.tzinfo is not None else self.file.floating

    def _as_dates(self, value: Any, added: list[Span]) -> tuple[str, list[Span]]:
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


def _unfolded(text: str) -> Iterator[str]:
    """Lines with what was folded put together again (RFC 5545 §3.1)."""
    parts: list[str] = []
    for line in _BREAKS.split(text):
        if line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
        else:
            if parts:
                yield "".join(parts)
            parts = [line] if line.strip() else []
    if parts:
        yield "".join(parts)


def _known_zone(name: str) -> tzinfo | None:
    """A zone of the almanac by its name, a Windows name, or a long name that ends in one."""
    name = name.strip().strip('"')
    for candidate in (name, WINDOWS_TO_OLSON.get(name, ""), "/".join(name.split("/")[-2:])):
        try:
            return ZoneInfo(candidate) if candidate else None
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None


def _defined_zone(chunk: list[str]) -> tzinfo:
    """The zone that a VTIMEZONE describes, kept out of what icalendar remembers of zones by name."""
    named_otherwise = ["BEGIN:X-ZONE", *chunk[1:-1], "END:X-ZONE"]
    described = Component.from_ical("\r\n".join(named_otherwise) + "\r\n")
    zone = Timezone()
    for name, value in described.items():
        zone[name] = value
    zone.subcomponents = list(described.subcomponents)  # type: ignore[arg-type]
    return zone.to_tz(lookup_tzid=False)


def last_day_in(zone: tzinfo, hour: time | None) -> Callable[[datetime], datetime]:
    """How an UNTIL in UTC becomes the last day in a zone: one that ends before that day's hour leaves it
    out.
    """

    def to_local(moment: datetime) -> datetime:
        local = moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
        return local - timedelta(days=1) if hour is not None and local.time() < hour else local

    return to_local


def _offset(moment: datetime, zone: tzinfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _part(value: Any, name: str) -> Any:
    """What a property holds; None where there is none, or where it could not be read."""
    try:
        return getattr(value, name, None)
    except BrokenCalendarProperty:
        return None


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return [item for item in (value if isinstance(value, list) else [value]) if _part(item, "dts")]


def _words_of(chunk: list[str]) -> tuple[str, str]:
    """Title and identifier of an event that could not be read, to name it by."""
    return _clean(_value_of(chunk, "SUMMARY"))[:200], _clean(_value_of(chunk, "UID"))[:255]


def _value_of(chunk: list[str], name: str) -> str:
    for line in chunk:
        head, _colon, value = line.partition(":")
        if head.partition(";")[0].upper() == name:
            return value.strip()
    return ""


def _clean(text: str) -> str:
    """One line without control characters."""
    return _SPACES.sub(" ", _CONTROLS.sub("", text.replace("\n", " "))).strip()


def _paragraphs(text: str) -> str:
    """Lines without markup and control characters, at most one empty line between them.

    Google writes HTML into descriptions; scripts and styles go with what stands in them.
    """
    if _MARKUP.search(text):
        text = unescape(nh3.clean(_NEW_LINES.sub("\n", text), tags=set()))
    lines = (_SPACES.sub(" ", _CONTROLS.sub("", line)).strip() for line in _BREAKS.split(text))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:20_000]
