"""Messages are rows first: written with the fact, carried afterwards, recognisable when carried twice."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from ...calendars.invitations import CalendarPart, packed
from ...core import conf
from ...core.dates import moment_phrase, span_phrase
from ...occurrences.models import Status
from ...occurrences.operations import public_reason
from ..models.message_texts import MessageText
from ..models.outbox import OutboxMessage
from ..models.registrations import Registration
from ..seats.slots import slot_phrase
from ..values.message_kinds import KINDS, filled_in, short_text
from ..values.quiet_hours import after_quiet_hours
from .calendar_parts import calendars_of
from .delivery import deliver_messages

DATES_SHOWN = 10
TEMPLATE = "wagtail_disability_events/registration/messages/message.txt"
_WITH_CALENDAR = {"confirmed", "promoted", "changed", "moved", "called-off", "cancelled", "updated"}


@dataclass
class _News:
    """What is told about an event, with what all its messages share."""

    event: Any
    kind: str
    note: str
    dates: list[Any]
    root: str
    domain: str
    texts: dict[str, tuple[str, str, str]]
    services: list[Any] | None
    calendars: dict[int, list[CalendarPart]] = field(default_factory=dict)


def announce(
    registration: Registration, kind: str, *, note: str = "", services: list[Any] | None = None
) -> list[OutboxMessage]:
    """Queue the messages about a registration: by mail, by text message, or for a call by staff.

    ``kind`` is one of ``message_texts.KINDS``; ``note`` what staff have to say. ``services`` are what it has
    asked for, where that is at hand. Call it inside the transaction of the fact; delivery starts after
    commit.
    """
    return announce_all(registration.event, [registration], kind, note=note, services=services)


def announce_all(
    event: Any,
    registrations: Iterable[Registration],
    kind: str,
    *,
    note: str = "",
    once: str = "",
    services: list[Any] | None = None,
) -> list[OutboxMessage]:
    """Queue the messages about registrations of one event; queries do not grow with them.

    ``note`` is what staff have to say. With ``once`` it is told one time only. ``services`` are what a single
    registration has asked for, where that is at hand. Of a group its contact is told, once. Call it inside
    the transaction of the fact. Delivery starts after commit.
    """
    people = _addressees(registrations)
    tell = [person for person in people if _channels(person, kind)]
    if not tell:
        return []
    for person in tell:
        person.event = event
    if services is None:
        prefetch_related_objects(tell, "service_requests__quota", "quota__occurrence")
    root = event.site_root_url
    news = _News(
        event=event,
        kind=kind,
        note=note,
        dates=event.known_dates(),
        root=root,
        domain=root.partition("://")[2].partition(":")[0] or "localhost",
        texts=_own_words(event, kind),
        services=services,
    )
    mailed = [person for person in tell if _email(person) and person.group is None]
    if kind in _WITH_CALENDAR and mailed:
        news.calendars = calendars_of(mailed)
    rows = [message for person in tell for message in _messages(person, news, once)]
    messages = OutboxMessage.objects.bulk_create(rows, batch_size=200, ignore_conflicts=bool(once))
    if once:
        keys = [row.once for row in rows]
        messages = list(OutboxMessage.objects.filter(once__in=keys, state=OutboxMessage.State.QUEUED))
    due = timezone.now()
    ids = [m.pk for m in messages if m.channel != OutboxMessage.Channel.CALL and m.next_attempt_at <= due]
    if ids:
        transaction.on_commit(lambda: deliver_messages.enqueue(ids), robust=True)
    return messages


def _addressees(registrations: Iterable[Registration]) -> list[Registration]:
    """Each one, and one of each group."""
    people, groups = [], set()
    for person in registrations:
        if person.erased_at is not None or person.group_id in groups:
            continue
        if person.group_id is not None:
            groups.add(person.group_id)
        people.append(person)
    return people


def _email(person: Registration) -> str:
    return person.group.email if person.group is not None else person.email


def _phone(person: Registration) -> str:
    return person.group.phone if person.group is not None else person.phone


def _channels(person: Registration, kind: str) -> list[str]:
    """How somebody is reached; by a call where nothing else is there and the news must arrive.

    What repeats a first sign-up tells nobody twice: only addresses that the first one does not have.
    """
    first = person.repeats
    told = (_email(first), _phone(first)) if first is not None else ()
    channels: list[str] = []
    if _email(person) and _email(person) not in told:
        channels.append(OutboxMessage.Channel.EMAIL)
    if conf.get("SMS_WEBHOOK_URL") and _is_mobile(_phone(person)) and _phone(person) not in told:
        channels.append(OutboxMessage.Channel.WEBHOOK)
    if not channels and KINDS[kind].needs_a_call and first is None:
        channels.append(OutboxMessage.Channel.CALL)
    return channels


def _is_mobile(phone: str) -> bool:
    return len(phone) == 11 and phone.startswith("1")


def _own_words(event: Any, kind: str) -> dict[str, tuple[str, str, str]]:
    """The organisation's own subject, opening and short text by language: of the nearest organisation
    upwards that has any."""
    if not MessageText.objects.any_there():
        return {}
    steps = range(event.steplen, len(event.path), event.steplen)
    above = [event.path[:end] for end in steps]
    rows = MessageText.objects.filter(kind=kind, organisation__path__in=above).order_by("organisation__depth")
    return {row[0]: row[1:] for row in rows.values_list("language", "subject", "opening", "short")}


def _messages(person: Registration, news: _News, once: str) -> list[OutboxMessage]:
    now, chosen = timezone.now(), person.occurrence_id
    channels = _channels(person, news.kind)
    own = [date for date in news.dates if chosen in (None, date.pk)]
    own = [date for date in own if date.end >= now] or own
    with override(person.language):
        values = _values(person, news, own)
        usual = KINDS[news.kind]
        own_subject, own_opening, own_short = news.texts.get(person.language, ("", "", ""))
        subject = filled_in(own_subject or str(usual.subject), values)
        body = ""
        if OutboxMessage.Channel.EMAIL in channels:
            opening = filled_in(own_opening or str(usual.opening), values)
            body = render_to_string(TEMPLATE, _context(person, news, own, opening))
        short = short_text(own_short or str(usual.short), values)
    found = []
    for channel in channels:
        by_mail = channel == OutboxMessage.Channel.EMAIL
        found.append(
            OutboxMessage(
                registration=person,
                kind=news.kind,
                channel=channel,
                once=f"{once}:{person.pk}:{channel}" if once else None,
                message_id=f"<{uuid.uuid4()}@{news.domain}>",
                recipient=_email(person) if by_mail else _phone(person),
                subject=subject,
                body=body,
                short=short,
                calendar=packed(news.calendars.get(person.pk, ())) if by_mail else "",
                next_attempt_at=_first_attempt(channel, news, now, own),
            )
        )
    return found


def _context(person: Registration, news: _News, own: list[Any], opening: str) -> dict[str, Any]:
    """What the text of a mail says."""
    return {
        "opening": opening,
        "registration": person,
        "group": person.group,
        "event": news.event,
        "dates": [_date_line(date) for date in own[:DATES_SHOWN]],
        "more_dates": max(0, len(own) - DATES_SHOWN),
        "services": _services_of(person, news),
        "slot": slot_phrase(person.quota),
        "private_url": news.root + private_path(person),
    }


def _services_of(person: Registration, news: _News) -> Any:
    """The requested services; those of a group are looked up on its page."""
    if person.group is not None:
        return ()
    return person.service_requests.all() if news.services is None else news.services


def private_path(person: Registration) -> str:
    """The path of the page where a sign-up, or the group it came with, is looked up and changed."""
    if person.group is not None:
        return reverse("wagtail_disability_events:group", args=[person.group.token])
    return reverse("wagtail_disability_events:registration", args=[person.token])


def _values(person: Registration, news: _News, own: list[Any]) -> dict[str, str]:
    event, first = news.event, own[0] if own else None
    venue = (first.venue if first is not None else None) or event.venue
    return {
        "name": person.group.name if person.group is not None else person.name,
        "event": event.title,
        "when": _when(first) if first is not None else "",
        "location": " ".join(part for part in (venue.name if venue else "", event.location_note) if part),
        "number": person.group.reference if person.group is not None else person.reference,
        "deadline": moment_phrase(person.offer_ends_at, event.time_zone) if person.offer_ends_at else "",
        "contact": event.contact["phone"],
        "organisation": event.organisation_name,
        "note": news.note,
    }


def _first_attempt(channel: str, news: _News, now: datetime, own: list[Any]) -> datetime:
    """Now, or when quiet hours are over: for text messages that can wait that long."""
    if channel != OutboxMessage.Channel.WEBHOOK or not KINDS[news.kind].waits_for_morning:
        return now
    morning = after_quiet_hours(now, news.event.time_zone)
    starts = [date.start for date in own if date.start > now]
    return now if starts and min(starts) <= morning else morning


def _when(occurrence: Any) -> str:
    return span_phrase(
        occurrence.start, occurrence.end, all_day=occurrence.all_day, zone=occurrence.time_zone
    )


def _date_line(occurrence: Any) -> str:
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
