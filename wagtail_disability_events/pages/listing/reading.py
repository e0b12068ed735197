"""Reads from the database what lists hold in memory; of some events, or of all where no ids are given."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.models import Site

from ...calendars.models import CalendarEntry
from ...core.page_models import ARTICLE_INDEX, EVENT, ORGANISATION, model
from ...occurrences.models import Occasion, Occurrence, Venue
from ...occurrences.service_catalogue import forget_services
from ...registration.models.quotas import Quota
from ...registration.seats.seats_left import sum_of_limits
from .facts import Common, DateLine, Facets

_PAGE = (
    "event_id",
    *(f"event__{name}" for name in ("path", "locale_id", "expire_at", "live")),
    *(f"event__wordings__{name}" for name in ("pk", "path", "locale_id", "expire_at", "live")),
)
"""A page of a date's event, and another one that shows the same facts; mostly there is none."""
_DATE = (
    *("pk", "calendar_entry__uid", "start", "end", "event__kind", "event__occasion_id", "venue_id", "status"),
    *(
        f"event__{name}"
        for name in (
            "registration_enabled",
            "register_for",
            "waitlist",
            "registration_opens",
            "registration_closes",
        )
    ),
    "all_day",
)
_OFFERED = (Quota.Kind.SERVICE, Quota.Kind.SLOT, Quota.Kind.GROUP)


def read_dates(event_ids: set[int] | None) -> Iterator[DateLine]:
    """The dates of live events, on each live page of theirs: one query, in batches."""
    dates = Occurrence.objects.filter(Q(event__live=True) | Q(event__wordings__live=True))
    if event_ids is not None:
        dates = dates.filter(event__in=event_ids)
    rows = dates.order_by().values_list(*_PAGE, *_DATE)
    seen: set[tuple[int, int]] = set()
    for row in rows.iterator(chunk_size=2000):
        event_id, date = row[0], row[10:]
        for page_id, path, locale_id, expires, live in (row[:5], row[5:10]):
            if not live or (date[0], page_id) in seen:
                continue
            if row[5] is not None:  # the event comes once for each of its other pages
                seen.add((date[0], page_id))
            yield _line(event_id, page_id, path, locale_id, expires, date)


def _line(
    event_id: int, page_id: int, path: str, locale_id: int, expires: datetime | None, row: tuple[Any, ...]
) -> DateLine:
    pk, uid, start, end, kind, occasion_id, venue_id, status, enabled, register_for = row[:10]
    waitlist, opens, closes, all_day = row[10:]
    return DateLine(
        pk=pk,
        event_id=event_id,
        page_id=page_id,
        locale_id=locale_id,
        uid=uid or "",
        path=path,
        start=start,
        end=end,
        expires=expires,
        kind=kind,
        occasion_id=occasion_id,
        venue_id=venue_id,
        all_day=all_day,
        status=status,
        takes_place=status in ("scheduled", "moved"),
        registration_enabled=enabled,
        registers_by_date=register_for == "date",
        waitlist=waitlist,
        registration_opens=opens,
        registration_closes=closes,
    )


def read_facets(event_ids: set[int] | None) -> dict[int, Facets]:
    """Services that are offered, what is left of seats and times, partners, by event: two queries."""
    quotas = Quota.objects.filter(Q(kind=Quota.Kind.SEAT) | Q(kind__in=_OFFERED, offered=True))
    if event_ids is not None:
        quotas = quotas.filter(event__in=event_ids)
    found: dict[int, Facets] = defaultdict(Facets)
    columns = ("event_id", "kind", "service", "occurrence_id", "planned_capacity", "taken", "starts_at")
    rows = quotas.exclude(kind=Quota.Kind.GROUP, for_volunteers=False).order_by()
    for event_id, kind, service, occurrence_id, planned, taken, starts_at in rows.values_list(*columns):
        facets, left = found[event_id], None if planned is None else max(0, planned - taken)
        if kind == Quota.Kind.SERVICE:
            facets.services.append(service)
        elif kind == Quota.Kind.SEAT:
            facets.seats[occurrence_id] = left
        elif kind == Quota.Kind.SLOT:
            facets.times.append((starts_at, left or 0))
        else:
            facets.volunteers[occurrence_id] = sum_of_limits(facets.volunteers.get(occurrence_id, 0), left)
    for event_id, path in _partners(event_ids):
        found[event_id].partners.append(path)
    return dict(found)


def _partners(event_ids: set[int] | None) -> Iterable[tuple[int, str]]:
    """Events that are held jointly, with the tree path of each partner."""
    joint = model(EVENT).objects.filter(partners__isnull=False)
    if event_ids is not None:
        joint = joint.filter(pk__in=event_ids)
    return joint.order_by().values_list("pk", "partners__path")


def read_stamps(event_ids: set[int] | None) -> dict[int, str]:
    """By event its time zone, and a digest of what its calendar entries say: one query.

    A text follows from its facts, of which ``content_hash`` is the digest, and from identity and stamps. The
    clock decides nothing: what changes twice within a second has two digests.
    """
    entries = CalendarEntry.objects.order_by("event_id", "id", "translations__id")
    if event_ids is not None:
        entries = entries.filter(event__in=event_ids)
    said = entries.annotate(
        written=Cast("modified", CharField()), other=Cast("translations__modified", CharField())
    )
    digests: dict[int, tuple[str, Any]] = {}
    for event_id, zone, *facts in said.values_list(
        *("event_id", "time_zone", "id", "sequence", "written", "content_hash"),
        *("translations__id", "other", "translations__content_hash"),
    ).iterator(chunk_size=2000):
        known, digest = digests.setdefault(event_id, (zone, hashlib.sha256()))
        digest.update(f"{zone if zone != known else ''}{facts};".encode())
    return {event_id: f"{zone} {digest.hexdigest()}" for event_id, (zone, digest) in digests.items()}


def read_common() -> Common:
    """What many events share; the number of queries does not grow with it.

    A process whose cache is its own learns here that a site has another host: Wagtail keeps it for an hour.
    """
    forget_services()
    Site.clear_site_root_paths_cache()
    venues = Venue.objects.prefetch_related("facilities", "photos__image__renditions")
    return Common(
        organisations=list(model(ORGANISATION).objects.live().order_by("path").defer("body", "intro")),
        article_indexes=list(model(ARTICLE_INDEX).objects.live().order_by("path")),
        venues={venue.pk: venue for venue in venues},
        occasions={occasion.pk: occasion for occasion in Occasion.objects.all()},
    )
