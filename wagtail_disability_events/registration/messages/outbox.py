"""Messages are written in the transaction of what they announce, and delivered after it.

What is delivered twice is recognisable by its ``message_id``.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from ...calendars.invitations import packed
from ...occurrences.models import Occurrence
from ..event import BookableEvent
from ..models.outbox import OutboxMessage
from ..models.registrations import Registration
from ..models.service_requests import ServiceRequest
from ..values.message_kinds import MessageKind
from ..values.quiet_hours import after_quiet_hours
from .addressees import Channel, addressees, channels_for, channels_named, email_of, phone_of
from .allowance import allowed
from .calendar_parts import calendars_of
from .delivery import deliver_messages
from .news import News, own_words, wording_for

_WITH_CALENDAR = {
    MessageKind.CONFIRMED,
    MessageKind.PROMOTED,
    MessageKind.CHANGED,
    MessageKind.MOVED,
    MessageKind.CALLED_OFF,
    MessageKind.CANCELLED,
    MessageKind.UPDATED,
}


def announce(
    registration: Registration,
    kind: MessageKind,
    *,
    note: str = "",
    services: Sequence[ServiceRequest] | None = None,
    counted: bool = True,
) -> list[OutboxMessage]:
    """Queue the messages about a registration: by mail, by text message, or for a call by staff.

    ``note`` is what staff have to say. ``services`` are what it has asked for, where that is at hand. Unless
    ``counted`` is False, what strangers can cause is sent to one recipient a few times an hour and no more.
    Call it inside the transaction of the fact; delivery starts after commit.
    """
    return announce_all(
        registration.event, [registration], kind, note=note, services=services, counted=counted
    )


def announce_all(
    event: BookableEvent,
    registrations: Iterable[Registration],
    kind: MessageKind,
    *,
    note: str = "",
    once: str = "",
    services: Sequence[ServiceRequest] | None = None,
    counted: bool = True,
) -> list[OutboxMessage]:
    """Queue the messages about registrations of one event; queries do not grow with them.

    ``note`` is what staff have to say. With ``once`` each is written to one time only. ``services`` are what
    a single registration has asked for, where that is at hand. Of a group its contact is written to, once.
    Call it inside the transaction of the fact. Delivery starts after commit.
    """
    # what repeats a first sign-up is worded like any other, and not sent: it takes as long
    people = [person for person in addressees(registrations) if channels_named(person, kind)]
    if not people:
        return []
    for person in people:
        person.event = event
    if services is None:
        prefetch_related_objects(people, "service_requests__quota", "quota__occurrence")
    mailed = [person for person in people if email_of(person) and person.group is None]
    news = News(
        event=event,
        kind=kind,
        note=note,
        dates=event.known_dates(),
        root=event.site_root_url,
        own_words=own_words(event, kind),
        services=services,
        calendars=calendars_of(mailed) if kind in _WITH_CALENDAR and mailed else {},
    )
    rows = [message for person in people for message in _messages(person, news, once, counted=counted)]
    messages = OutboxMessage.objects.bulk_create(rows, batch_size=200, ignore_conflicts=bool(once))
    if once:
        keys = [row.deduplication_key for row in rows]
        messages = list(
            OutboxMessage.objects.filter(deduplication_key__in=keys, state=OutboxMessage.State.QUEUED)
        )
    _deliver_after_commit(messages, at_any_rate=any(person.repeats_id for person in people))
    return messages


def _deliver_after_commit(messages: list[OutboxMessage], *, at_any_rate: bool) -> None:
    due = timezone.now()
    ids = [m.pk for m in messages if m.channel != Channel.CALL and m.next_attempt_at <= due]
    if ids or at_any_rate:
        transaction.on_commit(lambda: deliver_messages.enqueue(ids), robust=True)


def _messages(person: Registration, news: News, once: str, *, counted: bool) -> list[OutboxMessage]:
    """The messages to one person, one a channel."""
    now, chosen = timezone.now(), person.occurrence_id
    channels = channels_for(person, news.kind)
    if counted:
        channels = allowed(person, news.kind, channels)
    own = [date for date in news.dates if chosen in (None, date.pk)]
    own = [date for date in own if date.end >= now] or own
    words = wording_for(person, news, own, mailed=Channel.EMAIL in channels_named(person, news.kind))
    return [
        OutboxMessage(
            registration=person,
            kind=news.kind,
            channel=channel,
            deduplication_key=f"{once}:{person.pk}:{channel}" if once else None,
            message_id=f"<{uuid.uuid4()}@{news.domain}>",
            recipient=email_of(person) if channel == Channel.EMAIL else phone_of(person),
            subject=words.subject,
            body=words.body,
            short=words.short,
            calendar=packed(news.calendars.get(person.pk, ())) if channel == Channel.EMAIL else "",
            next_attempt_at=_first_attempt(channel, news, now, own),
        )
        for channel in channels
    ]


def _first_attempt(channel: Channel, news: News, now: datetime, own: list[Occurrence]) -> datetime:
    """Now, or when quiet hours are over: for text messages that can wait that long."""
    if channel != Channel.WEBHOOK or not news.usual.waits_for_morning:
        return now
    morning = after_quiet_hours(now, news.event.time_zone)
    starts = [date.start for date in own if date.start > now]
    return now if starts and min(starts) <= morning else morning
