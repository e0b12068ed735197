"""The calendar of people on duty at an organisation's events."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from ...calendars.event_words import EventWords, calendar_facts
from ...calendars.models import CalendarEntry
from ...calendars.vevent import CalendarFacts, write_vevent
from ...core.page_models import EVENT, model
from ...occurrences.models import Occurrence
from ...registration.models.calendars import PrivateFeed
from ..mixins import EventPageMixin
from ..tree.page import Branch, Organisation
from ..tree.queries import with_organisations
from .numbers import ExpectedNumbers

DUTY_PAST, DUTY_AHEAD, DUTY_DATES = timedelta(days=7), timedelta(days=92), 500
"""It holds last week and the next three months, at most so many dates."""


@dataclass(frozen=True)
class PrivateCalendar:
    """The name of a calendar, and of each entry its time zone and its VEVENT."""

    name: str
    entries: list[tuple[str, str]]


def duty_calendar(feed: PrivateFeed, page: Organisation) -> PrivateCalendar:
    """The published dates of an organisation and all below it, with where to be and what is expected.

    Volunteers read what everyone may read, staff also what is behind a restriction, and numbers.
    """
    with_numbers = feed.kind == PrivateFeed.Kind.STAFF
    dates = _dates(page, restricted_too=with_numbers)
    live = model(EVENT).objects.filter(pk__in={date.event_id for date in dates}).specific()
    events: dict[int, EventPageMixin] = {event.pk: event for event in with_organisations(live)}
    numbers = ExpectedNumbers(events) if with_numbers else None
    entries = []
    for date in dates:
        if (entry := date.calendar_entry) is not None:
            words = _words(events[date.event_id], numbers.lines(date) if numbers else [])
            date.event = events[date.event_id]  # type: ignore[assignment]
            latest = numbers.latest(date) if numbers else None
            entries.append((date.time_zone, _text(feed, entry, calendar_facts(words, date), date, latest)))
    return PrivateCalendar(_("On duty: %(organisation)s") % {"organisation": page.title}, entries)


def _dates(page: Branch, *, restricted_too: bool) -> list[Occurrence]:
    readable = Occurrence.objects.filter(event__live=True) if restricted_too else Occurrence.objects.public()
    now = timezone.now()
    shown = readable.within(page).filter(
        end__gte=now - DUTY_PAST, start__lte=now + DUTY_AHEAD, calendar_entry__isnull=False
    )
    return list(shown.select_related("venue", "calendar_entry").order_by("start", "id")[:DUTY_DATES])


def _text(
    feed: PrivateFeed, entry: CalendarEntry, facts: CalendarFacts, date: Occurrence, latest: datetime | None
) -> str:
    """The VEVENT of a date. Its identifier is of this calendar alone; its stamp follows date and numbers."""
    modified = max(entry.modified, latest) if latest else entry.modified
    return write_vevent(
        replace(facts, html=""),
        uid=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{feed.pk}:{entry.uid}:{date.key}")),
        sequence=entry.sequence,
        modified=modified.replace(microsecond=0),
    )


def _words(event: EventPageMixin, said: Iterable[str]) -> EventWords:
    contact = _("Questions: %(contact)s") % {"contact": event.contact_line} if event.contact_line else ""
    url = event.full_url or ""
    return EventWords(
        title=event.title,
        summary=event.summary,
        url=url,
        categories=(),
        organizer=event.organisation_name,
        closing=(*said, contact, url),
    )
