"""The iCalendar text of one date, written by the icalendar package.

RFC 5545 §3.6.1 (VEVENT), RFC 5546 §2.1.4 (SEQUENCE), RFC 7986 §5.3 (UID without a host).
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from icalendar import Event, vDatetime, vGeo


@dataclass(frozen=True)
class CalendarFacts:
    """Everything that a VEVENT says, apart from its identity and stamps. Moments are aware UTC."""

    start: datetime
    end: datetime
    all_day: bool
    time_zone: str
    status: str
    summary: str
    description: str
    location: str
    url: str
    categories: tuple[str, ...]
    organizer: str
    geo: tuple[float, float] | None = None

    def schedule_digest(self) -> str:
        """Changes with what makes an attendee plan anew (RFC 5546 §2.1.4), the place included."""
        return _digest(self.start, self.end, self.all_day, self.time_zone, self.status, self.location)

    def content_digest(self) -> str:
        """Changes with anything that the text says."""
        return _digest(*(getattr(self, name) for name in self.__dataclass_fields__))


def write_vevent(facts: CalendarFacts, *, uid: str, sequence: int, modified: datetime) -> str:
    """Return the folded, CRLF-terminated text from BEGIN:VEVENT to END:VEVENT."""
    return vevent_of(facts, uid=uid, sequence=sequence, modified=modified).to_ical().decode("utf-8")


def vevent_of(facts: CalendarFacts, *, uid: str, sequence: int, modified: datetime) -> Event:
    """The VEVENT component of a date.

    A timed event carries TZID with local times; a whole day is VALUE=DATE with an exclusive end.
    """
    stamp = modified.astimezone(UTC).replace(microsecond=0)
    vevent = Event()
    vevent.add("uid", uid)
    vevent.add("dtstamp", stamp)
    vevent.add("last-modified", vDatetime(stamp))
    vevent.add("sequence", sequence)
    vevent.add("dtstart", _moment(facts.start, facts))
    vevent.add("dtend", _moment(facts.end, facts))
    vevent.add("summary", facts.summary)
    vevent.add("status", facts.status)
    vevent.add("transp", "TRANSPARENT" if facts.status == "CANCELLED" else "OPAQUE")
    for name in ("description", "location", "url"):
        if value := getattr(facts, name):
            vevent.add(name, value)
    if facts.categories:
        vevent.add("categories", list(facts.categories))
    if facts.geo:
        vevent.add("geo", vGeo(facts.geo))
    return vevent


def _moment(moment: datetime, facts: CalendarFacts) -> date | datetime:
    there = moment.astimezone(ZoneInfo(facts.time_zone))
    return there.date() if facts.all_day else there


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8")).hexdigest()
