"""A registrant's dates as calendar entries of their own: seats, time, meeting point. Nothing of disability.

Their identity and stamps are stored, so that a change arrives as an update of the same entry; the words are
those of the event at the moment they are asked for.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ...calendars.event_words import EventWords, calendar_facts
from ...calendars.vevent import CalendarFacts
from ...occurrences.models import Occurrence
from ..event import BookableEvent
from ..models.calendars import PersonalEntry
from ..models.registrations import Registration

REMINDERS = (24 * 60, 2 * 60)
"""Minutes before the start: the day before, to plan the way; two hours before, to set out."""


def sync_entries(registrations: Iterable[Registration]) -> list[PersonalEntry]:
    """Bring the entries of sign-ups in step with what holds; return them, soonest first.

    A date that was cancelled before it was ever told has none. Expects ``event`` and ``quota`` loaded, and of
    each event the same instance. Queries grow with events, not with people.
    """
    people = list(registrations)
    ids = {person.event_id for person in people}
    found = Occurrence.objects.filter(event_id__in=ids).select_related("venue").order_by("start", "id")
    dates: dict[int, list[Occurrence]] = {}
    for date in found:
        dates.setdefault(date.event_id, []).append(date)
    pairs = [
        (person, date)
        for person in people
        for date in dates.get(person.event_id, ())
        if person.occurrence_id in (None, date.pk)
    ]
    words = _Words()
    entries, differing = _compare(pairs, words)
    if differing:
        with transaction.atomic():
            locked = Registration.objects.select_for_update(no_key=True).filter(
                pk__in=[person.pk for person in people]
            )
            states = {
                pk: (state, displayed)
                for pk, state, displayed in locked.order_by("pk").values_list("pk", "state", "displayed_as")
            }
            for person in people:  # somebody may have cancelled since they were read
                person.state, person.displayed_as = states.get(person.pk, (person.state, person.displayed_as))
            entries, differing = _compare(pairs, words)
            new = [entry for entry in differing if entry.pk is None]
            changed = [entry for entry in differing if entry.pk is not None]
            PersonalEntry.objects.bulk_create(new, batch_size=200)
            PersonalEntry.objects.bulk_update(changed, PersonalEntry.STORED, batch_size=200)
    return sorted(entries, key=lambda entry: (entry.start, entry.pk))


def _compare(
    pairs: list[tuple[Registration, Occurrence]], words: "_Words"
) -> tuple[list[PersonalEntry], list[PersonalEntry]]:
    """The entries as they ought to be, and those of them that are not stored so."""
    stored = PersonalEntry.objects.filter(registration__in={person.pk for person, _date in pairs})
    known = {(entry.registration_id, entry.occurrence_id): entry for entry in stored}
    entries, differing = [], []
    for person, date in pairs:
        with override(person.language):
            facts = personal_facts(words.of(person), person, words.said(person, date))
        entry = known.get((person.pk, date.pk))
        if entry is None and facts.status == "CANCELLED":
            continue
        entry = entry or PersonalEntry()
        entry.registration, entry.occurrence, entry.facts = person, date, facts
        if entry.write(facts):
            differing.append(entry)
        entries.append(entry)
    return entries, differing


def personal_facts(words: EventWords, person: Registration, date: Occurrence) -> CalendarFacts:
    """What a registrant's own calendar says of a date, in the active language."""
    facts = calendar_facts(words, date)
    slot = person.quota if person.quota.starts_at and person.quota.occurrence_id == date.pk else None
    seats = ngettext("%(count)s place", "%(count)s places", person.seats) % {"count": person.seats}
    lines = [
        slot.label if slot else "",
        _("Your sign-up: %(seats)s, number %(number)s") % {"seats": seats, "number": person.reference},
        facts.description,
    ]
    status, summary = facts.status, facts.summary
    if person.displayed_state == Registration.State.CANCELLED and status != "CANCELLED":
        status, summary = "CANCELLED", _("Sign-up cancelled: %(title)s") % {"title": summary}
    elif person.displayed_state == Registration.State.WAITING and status != "CANCELLED":
        status, summary = "TENTATIVE", _("Waiting list: %(title)s") % {"title": summary}
    return replace(
        facts,
        start=slot.starts_at if slot and slot.starts_at else facts.start,
        end=slot.ends_at if slot and slot.ends_at else facts.end,
        all_day=facts.all_day and slot is None,
        status=status,
        summary=summary,
        description="\n".join(line for line in lines if line),
        html="",
        alarms=() if status == "CANCELLED" else REMINDERS,
    )


class _Words:
    """What is public of events and of use on the way there; services and kind say too much in a calendar."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], EventWords] = {}
        self._events: dict[tuple[int, str], BookableEvent] = {}

    def of(self, person: Registration) -> EventWords:
        """The words of a sign-up's event, in the active language."""
        key = (person.event_id, person.language)
        if key not in self._known:
            self._known[key] = self._gather(self._event(person))
        return self._known[key]

    def said(self, person: Registration, date: Occurrence) -> Occurrence:
        """A date as the event's page in the language of a sign-up says it."""
        return self._event(person).in_its_words([date])[0]

    def _event(self, person: Registration) -> BookableEvent:
        key = (person.event_id, person.language)
        if key not in self._events:
            self._events[key] = person.event.in_language(person.language)
        return self._events[key]

    def _gather(self, event: BookableEvent) -> EventWords:
        url = event.full_url or ""
        contact = _("Questions: %(contact)s") % {"contact": event.contact_line} if event.contact_line else ""
        return EventWords(
            title=event.title,
            summary="",
            url=url,
            categories=(),
            organizer=event.organisation_name,
            closing=(contact, url),
            conference=event.online_url,
        )
