"""What is said about an event to several people: what all the messages share, and the words for each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from ...calendars.invitations import CalendarPart
from ...core.dates import moment_phrase, span_phrase
from ...occurrences.models import Occurrence, Status
from ...occurrences.operations import public_reason
from ..event import BookableEvent
from ..models.message_texts import MessageText
from ..models.registrations import Registration
from ..models.service_requests import ServiceRequest
from ..seats.slots import slot_phrase
from ..values.message_kinds import MessageKind
from ..values.names import name_in_messages
from ..values.placeholders import filled_in, short_text
from ..values.usual_words import USUAL_WORDS, UsualWords

DATES_SHOWN = 10
TEMPLATE = "wagtail_disability_events/registration/messages/message.txt"


@dataclass(frozen=True)
class OwnWords:
    """An organisation's own words for a kind of message in one language; what is empty is said as usual."""

    subject: str = ""
    opening: str = ""
    short: str = ""


@dataclass(frozen=True)
class Wording:
    """One message in words; ``body`` is empty where nothing is mailed."""

    subject: str
    body: str
    short: str


@dataclass(frozen=True)
class News:
    """What is said about an event, with what all its messages share.

    ``root`` is scheme and host of its site. ``services`` are what a single registration has asked for, where
    that is at hand. ``calendars`` are the parts to mail, by the id of the registration.
    """

    event: BookableEvent
    kind: MessageKind
    note: str
    dates: list[Occurrence]
    root: str
    own_words: dict[str, OwnWords]
    services: Sequence[ServiceRequest] | None
    calendars: dict[int, list[CalendarPart]]
    _said: dict[str, BookableEvent] = field(default_factory=dict)

    def event_in(self, language: str) -> BookableEvent:
        """The event in the words of its page in a language; one query a language."""
        if language not in self._said:
            self._said[language] = self.event.in_language(language)
        return self._said[language]

    @property
    def domain(self) -> str:
        """The host without its port, for Message-IDs."""
        return self.root.partition("://")[2].partition(":")[0] or "localhost"

    @property
    def usual(self) -> UsualWords:
        """What this kind of message usually says."""
        return USUAL_WORDS[self.kind]


def own_words(event: BookableEvent, kind: MessageKind) -> dict[str, OwnWords]:
    """The organisation's own words by language: of the nearest organisation upwards that has any."""
    if not MessageText.objects.any_there():
        return {}
    page = event.original
    above = [page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)]
    rows = MessageText.objects.filter(kind=kind, organisation__path__in=above).order_by("organisation__depth")
    return {row.language: OwnWords(row.subject, row.opening, row.short) for row in rows}


def wording_for(person: Registration, news: News, dates: list[Occurrence], *, mailed: bool) -> Wording:
    """The message to one person about their ``dates``, in their language."""
    with override(person.language):
        dates = news.event_in(person.language).in_its_words(dates)
        values = _values(person, news, dates)
        usual, own = news.usual, news.own_words.get(person.language, OwnWords())
        body = ""
        if mailed:
            opening = filled_in(own.opening or str(usual.opening), values)
            body = render_to_string(TEMPLATE, _context(person, news, dates, opening))
        return Wording(
            subject=filled_in(own.subject or str(usual.subject), values),
            body=body,
            short=short_text(own.short or str(usual.short), values),
        )


def private_path(person: Registration) -> str:
    """The path of the page where a sign-up, or the group it came with, is looked up and changed."""
    if person.group is not None:
        return reverse("wagtail_disability_events:group", args=[person.group.token])
    return reverse("wagtail_disability_events:registration", args=[person.token])


def _context(person: Registration, news: News, own: list[Occurrence], opening: str) -> dict[str, Any]:
    """What the text of a mail says."""
    return {
        "opening": opening,
        "registration": person,
        "group": person.group,
        "event": news.event_in(person.language),
        "dates": [_date_line(date) for date in own[:DATES_SHOWN]],
        "more_dates": max(0, len(own) - DATES_SHOWN),
        "services": _services_of(person, news),
        "slot": slot_phrase(person.quota),
        "private_url": news.root + private_path(person),
    }


def _services_of(person: Registration, news: News) -> Sequence[ServiceRequest]:
    """The requested services; those of a group are looked up on its page."""
    if person.group is not None:
        return ()
    return list(person.service_requests.all()) if news.services is None else news.services


def _values(person: Registration, news: News, own: list[Occurrence]) -> dict[str, str]:
    """The placeholders and what stands for them."""
    event, first = news.event_in(person.language), own[0] if own else None
    venue = (first.venue if first is not None else None) or event.venue
    return {
        "name": name_in_messages(person.group.name if person.group is not None else person.name),
        "event": event.title,
        "when": _when(first) if first is not None else "",
        "location": " ".join(part for part in (venue.name if venue else "", event.location_note) if part),
        "number": person.group.reference if person.group is not None else person.reference,
        "deadline": moment_phrase(person.offer_ends_at, event.time_zone) if person.offer_ends_at else "",
        "contact": event.contact["phone"],
        "organisation": event.organisation_name,
        "note": news.note,
    }


def _when(occurrence: Occurrence) -> str:
    return span_phrase(
        occurrence.start, occurrence.end, all_day=occurrence.all_day, zone=occurrence.time_zone
    )


def _date_line(occurrence: Occurrence) -> str:
    """When, and what has become of it: ``5 月 17 日 星期日 9:00–11:30 已取消：台风``."""
    parts = [_when(occurrence), occurrence.topic]
    if (
        occurrence.venue_id != occurrence.planned_venue_id
        or occurrence.location != occurrence.planned_location
    ):
        parts += [occurrence.venue.name if occurrence.venue else "", occurrence.location]
    if occurrence.status != Status.SCHEDULED:
        parts += [str(occurrence.get_status_display()), public_reason(occurrence)]
    return " ".join(part for part in parts if part)
