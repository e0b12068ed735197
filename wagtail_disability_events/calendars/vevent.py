"""The iCalendar text of a date or a series, written by the icalendar package.

RFC 5545 §3.6.1 (VEVENT) and §3.8.5 (recurrence), RFC 5546 §2.1.4 (SEQUENCE), RFC 7986 §5.3 (UID without a
host), §5.10 (IMAGE), §5.11 (CONFERENCE). X-ALT-DESC is what Outlook reads of HTML; no program reads
STYLED-DESCRIPTION (RFC 9073) yet.
"""

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Alarm, Event, vCalAddress

# The package icalendar is imported where a text is written: 3 MB that a process without calendars spares.


@dataclass(frozen=True)
class CalendarFacts:
    """Everything that a VEVENT says, apart from its identity and stamps. Moments are aware UTC.

    Of a series ``rule`` is the RRULE value, ``excluded`` and ``added`` the starts of EXDATE and RDATE; of one
    changed date of a series ``instance`` is the start that the series gives it (RECURRENCE-ID).
    """

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
    html: str = ""
    organizer_email: str = ""
    image: str = ""
    conference: str = ""
    rule: str = ""
    excluded: tuple[datetime, ...] = ()
    added: tuple[datetime, ...] = ()
    instance: datetime | None = None
    attendee: str = ""
    """The mail address of the one person who is invited; in mail only."""
    alarms: tuple[int, ...] = ()
    """Minutes before the start at which a person is reminded; in private feeds only."""

    def schedule_hash(self) -> str:
        """Changes with what makes an attendee plan anew (RFC 5546 §2.1.4), the place included."""
        return _hash(
            self.start,
            self.end,
            self.all_day,
            self.time_zone,
            self.status,
            self.location,
            self.rule,
            self.excluded,
            self.added,
        )

    def content_hash(self, *, of: tuple[object, ...] = ()) -> str:
        """Changes with anything that the text says; what is left at its default adds nothing.

        ``of`` is what else the text says: the identity of what it is a text of.
        """
        said = {item.name: getattr(self, item.name) for item in fields(self)}
        named = {item.name: said[item.name] for item in fields(self) if said[item.name] != item.default}
        return _hash(named, *of)


def write_vevent(facts: CalendarFacts, *, uid: str, sequence: int, modified: datetime) -> str:
    """Return the folded, CRLF-terminated text from BEGIN:VEVENT to END:VEVENT."""
    return vevent_of(facts, uid=uid, sequence=sequence, modified=modified).to_ical().decode("utf-8")


def vevent_of(facts: CalendarFacts, *, uid: str, sequence: int, modified: datetime) -> "Event":
    """The VEVENT component of a date, a series, or one changed date of a series.

    A timed event carries TZID with local times; a whole day is VALUE=DATE with an exclusive end.
    """
    from icalendar import Event, vDatetime, vGeo  # see above

    stamp = modified.astimezone(UTC).replace(microsecond=0)
    vevent = Event()
    vevent.add("uid", uid)
    vevent.add("dtstamp", stamp)
    vevent.add("last-modified", vDatetime(stamp))
    vevent.add("sequence", sequence)
    vevent.add("dtstart", _moment(facts.start, facts))
    vevent.add("dtend", _moment(facts.end, facts))
    _add_recurrence(vevent, facts)
    vevent.add("summary", facts.summary)
    vevent.add("status", facts.status)
    vevent.add("transp", "TRANSPARENT" if facts.status == "CANCELLED" else "OPAQUE")
    for name in ("description", "location", "url"):
        if value := getattr(facts, name):
            vevent.add(name, value)
    if facts.html:
        vevent.add("x-alt-desc", facts.html, {"FMTTYPE": "text/html"})
    if facts.categories:
        vevent.add("categories", list(facts.categories))
    if facts.organizer and facts.organizer_email:
        vevent.add("organizer", _organizer(facts))
    if facts.attendee:
        vevent.add("attendee", _attendee(facts.attendee))
    if facts.geo:
        vevent.add("geo", vGeo(facts.geo))
    if facts.image:
        kind = "image/png" if facts.image.endswith(".png") else "image/jpeg"
        vevent.add("image", facts.image, {"VALUE": "URI", "FMTTYPE": kind, "DISPLAY": "BADGE"})
    if facts.conference:
        vevent.add("conference", facts.conference, {"VALUE": "URI", "FEATURE": "VIDEO"})
    for minutes in facts.alarms:
        vevent.add_component(_alarm(facts.summary, minutes))
    return vevent


def _alarm(words: str, minutes: int) -> "Alarm":
    from icalendar import Alarm  # see above

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(minutes=-minutes))
    alarm.add("description", words)
    return alarm


def _add_recurrence(vevent: "Event", facts: CalendarFacts) -> None:
    if facts.instance is not None:
        vevent.add("recurrence-id", _moment(facts.instance, facts))
    if facts.rule:
        from icalendar import vRecur  # see above

        vevent.add("rrule", vRecur.from_ical(facts.rule))
    for name, moments in (("exdate", facts.excluded), ("rdate", facts.added)):
        if moments:
            vevent.add(name, [_moment(moment, facts) for moment in moments])


def _organizer(facts: CalendarFacts) -> "vCalAddress":
    from icalendar import vCalAddress  # see above

    address = vCalAddress(f"mailto:{facts.organizer_email}")
    address.params["CN"] = facts.organizer
    return address


def _attendee(address: str) -> "vCalAddress":
    """Somebody who has signed up already, and is not asked whether they come."""
    from icalendar import vCalAddress  # see above

    attendee = vCalAddress(f"mailto:{address}")
    for name, value in (("CUTYPE", "INDIVIDUAL"), ("PARTSTAT", "ACCEPTED"), ("RSVP", "FALSE")):
        attendee.params[name] = value
    return attendee


def _moment(moment: datetime, facts: CalendarFacts) -> date | datetime:
    there = moment.astimezone(ZoneInfo(facts.time_zone))
    return there.date() if facts.all_day else there


def _hash(*parts: object) -> str:
    """The same facts have the same digest on any database, version of Python or class of datetime."""
    text = json.dumps(parts, default=_moment_text, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _moment_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
