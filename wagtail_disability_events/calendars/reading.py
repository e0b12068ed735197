"""Calendar files of others: read with patience, and what cannot be is said event by event.

RFC 5545 with the quirks that are met in the field: byte order marks, UTF-16 and GB 18030, bare line feeds,
names of zones that Windows or a file itself defines, floating times, missing ends. Alarms, attendees and
attachments are not read.
"""

from dataclasses import replace

from .incoming import Change, IncomingEvent, Reading, Refusal, Refused
from .incoming_event import EventReading
from .incoming_file import CalendarFile
from .incoming_text import decoded, words_of


def read_calendar(content: bytes, zone: str) -> Reading:
    """Read the events of a calendar file for a reader in an IANA zone. Raises NotACalendar."""
    file = CalendarFile(decoded(content), zone)
    reading = Reading(name=file.name)
    found: dict[str, IncomingEvent] = {}
    overrides: dict[str, list[tuple[Change, IncomingEvent]]] = {}
    for chunk in file.events:
        try:
            read = EventReading(file, chunk)
            event, change = read.event(), read.change()
        except Refused as error:
            summary, uid = words_of(chunk)
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
