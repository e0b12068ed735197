"""Calendars behind a secret address: a registrant's own, and those of people on duty."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from ...calendars.entries import EventWords, calendar_facts
from ...calendars.feeds import FeedState, feed_response, window_start
from ...calendars.vevent import write_vevent
from ...core.rate_limits import is_rate_limited
from ...occurrences.models import Occurrence
from ...occurrences.service_catalogue import service_label
from ...registration.messages.own_calendars import people_of
from ...registration.messages.personal_calendar import sync_entries
from ...registration.models.calendars import PrivateFeed
from ...registration.models.registrations import Registration
from ...registration.models.service_requests import ServiceRequest
from ...registration.permissions import may_serve
from ..models import EventPage
from ..tree.queries import with_organisations

READS_AN_HOUR = 60
DUTY_PAST, DUTY_AHEAD, DUTY_DATES = timedelta(days=7), timedelta(days=92), 500
"""What a calendar for people on duty holds: last week and the next three months, at most so many dates."""


@require_http_methods(["GET", "HEAD"])
def private_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar that a secret address opens. 404 for one taken back or never given, 429 in haste."""
    feed = PrivateFeed.objects.select_related("page", "user").opened_by(token)
    if feed is None or (feed.page_id and not may_serve(feed)):
        text = _(
            "This calendar address is not valid, or it was taken back. Ask for a new one where it came from."
        )
        return _secret(HttpResponse(text, status=404, content_type="text/plain; charset=utf-8"))
    if is_rate_limited("private feed", str(feed.pk), READS_AN_HOUR):
        text = _("This calendar is asked for too often. Once an hour is plenty.")
        response = HttpResponse(text, status=429, content_type="text/plain; charset=utf-8")
        response["Retry-After"] = "3600"
        return _secret(response)
    _note_reading(feed)
    rows, name = _personal(feed) if feed.kind == PrivateFeed.Kind.PERSONAL else _duty(feed)
    content_hash = hashlib.sha256("".join(text for _zone, text in rows).encode()).hexdigest()
    return _secret(
        feed_response(
            request,
            lambda: [(zone, text.encode()) for zone, text in rows],
            state=FeedState(content_hash, timezone.now()),
            name=name,
            url="",
            filename="calendar.ics",
            private=True,
        )
    )


def _personal(feed: PrivateFeed) -> tuple[list[tuple[str, str]], str]:
    people = people_of(feed)
    entries = [entry for entry in sync_entries(people) if entry.end >= window_start()]
    with override(people[0].language if people else None):
        return [(entry.time_zone, entry.text) for entry in entries], _("My events")


def _duty(feed: PrivateFeed) -> tuple[list[tuple[str, str]], str]:
    """The published dates of an organisation and all below it, with where to be and what is expected.

    Volunteers read what everyone may read, staff also what is behind a restriction.
    """
    page: Any = feed.page
    now = timezone.now()
    with_numbers = feed.kind == PrivateFeed.Kind.STAFF
    readable = Occurrence.objects.filter(event__live=True) if with_numbers else Occurrence.objects.public()
    dates = list(
        readable.within(page)
        .filter(end__gte=now - DUTY_PAST, start__lte=now + DUTY_AHEAD, calendar_entry__isnull=False)
        .select_related("venue", "calendar_entry")
        .order_by("start", "id")[:DUTY_DATES]
    )
    live = EventPage.objects.filter(pk__in={date.event_id for date in dates}).specific()
    events = {event.pk: event for event in with_organisations(live)}
    numbers = _Numbers(events) if with_numbers else None
    rows = []
    for date in dates:
        event, entry = events[date.event_id], date.calendar_entry
        date.event = event
        said = numbers.lines(date) if numbers else []
        facts = calendar_facts(_duty_words(event, said), date)
        modified = max(filter(None, [entry.modified, numbers.latest(date) if numbers else None]))
        text = write_vevent(
            replace(facts, html=""),
            uid=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{feed.pk}:{entry.uid}:{date.key}")),
            sequence=entry.sequence,
            modified=modified.replace(microsecond=0),
        )
        rows.append((date.time_zone, text))
    return rows, _("On duty: %(organisation)s") % {"organisation": page.title}


def _duty_words(event: Any, said: Iterable[str]) -> EventWords:
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


class _Numbers:
    """How many are expected at each date and what they need, counted for all events at once; no persons."""

    def __init__(self, events: dict[int, Any]) -> None:
        signed_up = Registration.objects.filter(event__in=events).order_by()
        rows = signed_up.values_list("event_id", "occurrence_id").annotate(
            coming=Count("pk", filter=Q(state="confirmed")),
            waiting=Count("pk", filter=Q(state="waiting")),
            latest=Max(Greatest("created_at", Coalesce("cancelled_at", "created_at"))),
        )
        self._counts = {(event_id, date_id): counts for event_id, date_id, *counts in rows}
        wanted = ServiceRequest.objects.filter(registration__event__in=events).exclude(
            registration__state__in=("cancelled", "repeated")
        )
        self._services: dict[tuple[int, int | None], list[tuple[str, int]]] = {}
        grouped = wanted.order_by("quota__service").values_list(
            "registration__event_id", "registration__occurrence_id", "quota__service"
        )
        for event_id, date_id, service, count in grouped.annotate(count=Count("pk")):
            self._services.setdefault((event_id, date_id), []).append((service, count))

    def lines(self, date: Occurrence) -> list[str]:
        whole, own = (date.event_id, None), (date.event_id, date.pk)
        counts = [self._counts[key] for key in (whole, own) if key in self._counts]
        coming, waiting = (sum(count[n] for count in counts) for n in (0, 1))
        lines = [_("Signed up: %(coming)s, waiting: %(waiting)s") % {"coming": coming, "waiting": waiting}]
        services = [item for key in (whole, own) for item in self._services.get(key, ())]
        if services:
            said = "、".join(f"{service_label(service)} {count}" for service, count in services)
            lines.append(_("Services wanted: %(services)s") % {"services": said})
        return lines

    def latest(self, date: Occurrence) -> Any:
        """When the last of these numbers changed; None where nobody has signed up."""
        keys = ((date.event_id, None), (date.event_id, date.pk))
        return max((self._counts[key][2] for key in keys if key in self._counts), default=None)


def _note_reading(feed: PrivateFeed) -> None:
    """Staff see which calendars are in use; the day is enough."""
    today = timezone.localdate()
    if feed.read_on != today:
        PrivateFeed.objects.filter(pk=feed.pk).update(read_on=today)


def _secret(response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Cache-Control", "private, no-store")
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
