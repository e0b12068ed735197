"""What a message about a sign-up gives a mail program to put into the calendar."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone

from ...calendars.invitations import CalendarPart, calendar_part, invitation_method
from ...calendars.vevent import write_vevent
from ..models.calendars import PersonalEntry
from ..models.registrations import Registration
from .personal_calendar import sync_entries

MAX_DATES = 50


def calendars_of(registrations: Iterable[Registration]) -> dict[int, list[CalendarPart]]:
    """By sign-up, the calendars to mail with a message; queries do not grow with the sign-ups.

    One date is a REQUEST or a PUBLISH as configured; several dates, which are no series, can only be
    published together (RFC 5546 §3.2.2 wants one UID in a REQUEST). Each date that does not hold any more is
    a CANCEL of its own. Who waits for a place is not invited yet.
    """
    method = invitation_method()
    people = [person for person in registrations if person.displayed_state != Registration.State.WAITING]
    if not method or not people:
        return {}
    now = timezone.now()
    by_person: dict[int, list[PersonalEntry]] = {}
    for entry in sync_entries(people):
        if entry.end >= now:
            by_person.setdefault(entry.registration_id, []).append(entry)
    return {person_id: _parts(entries[:MAX_DATES], method) for person_id, entries in by_person.items()}


def _parts(entries: list[PersonalEntry], method: str) -> list[CalendarPart]:
    active = [entry for entry in entries if entry.facts.status != "CANCELLED"]
    gone = [entry for entry in entries if entry.facts.status == "CANCELLED"]
    parts = []
    if active:
        used = method if len(active) == 1 else "PUBLISH"
        parts.append(calendar_part(used, [_line(entry, used) for entry in active]))
    return parts + [calendar_part("CANCEL", [_line(entry, method)]) for entry in gone]


def _line(entry: PersonalEntry, method: str) -> tuple[str, str]:
    """The entry as it is mailed: with the one who is invited where that is asked for, without reminders."""
    attendee = entry.registration.email if method == "REQUEST" else ""
    facts = replace(entry.facts, attendee=attendee, alarms=())
    text = write_vevent(facts, uid=entry.uid, sequence=entry.sequence, modified=entry.modified)
    return entry.time_zone, text
