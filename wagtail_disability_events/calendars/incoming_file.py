"""The lines of a calendar file, sorted into events and time zones."""

from collections.abc import Iterator
from datetime import tzinfo
from zoneinfo import ZoneInfo

from .incoming import MAX_EVENTS, NotACalendar, Refused
from .incoming_text import one_line, property_value, unfolded
from .incoming_zones import defined_zone, known_zone


class CalendarFile:
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
        self._sort(unfolded(text))

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
            self._zones[property_value(chunk, "TZID")] = chunk
        elif len(self.events) >= MAX_EVENTS:
            raise NotACalendar("many")
        else:
            self.events.append(chunk)

    def _head(self, line: str) -> None:
        name, _colon, value = line.partition(":")
        match name.partition(";")[0].upper():
            case "X-WR-CALNAME" | "NAME":
                self.name = self.name or one_line(value)[:120]
            case "X-WR-TIMEZONE":
                self.floating = known_zone(value.strip()) or self.zone

    def zone_named(self, name: str) -> tzinfo:
        """A zone by the name that a time bears: of the almanac, of Windows, or as the file defines it.

        Raises Refused("zone").
        """
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> tzinfo:
        found = known_zone(name)
        if found is not None:
            return found
        if name in self._zones:
            try:
                return defined_zone(self._zones[name])
            except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError):
                pass
        raise Refused("zone", name)
