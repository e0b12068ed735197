"""Events that wait for somebody: without an announcement, without photos, without a report."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from ..gallery.photos.models import Photo
from ..occurrences.models import Occurrence
from ..pages.models import ArticlePage, EventPage
from ..publicity.drafting.genres import BEFORE

AHEAD, BACK = timedelta(days=30), timedelta(days=60)
Items = Iterator[tuple[str, str]]
"""Titles with the addresses at which something is to be done."""


def unannounced(editable: QuerySet, now: datetime) -> Items:
    """Events of the next 30 days without an announcement."""
    soon = Occurrence.objects.taking_place().filter(
        event=OuterRef("pk"), start__gt=now, start__lt=now + AHEAD
    )
    written = ArticlePage.objects.filter(event=OuterRef("pk"), genre__in=BEFORE)
    events = EventPage.objects.live().filter(pk__in=editable).filter(Exists(soon), ~Exists(written))
    events = events.annotate(next_start=Subquery(soon.order_by("start").values("start")[:1]))
    events = events.order_by("next_start")
    yield from _events(events, "wde_draft_article")


def _over(editable: QuerySet, now: datetime) -> QuerySet:
    dates = Occurrence.objects.taking_place().filter(event=OuterRef("pk"))
    recent = dates.filter(end__gt=now - BACK, end__lte=now)
    ahead = dates.filter(end__gt=now)
    events = EventPage.objects.live().filter(pk__in=editable).filter(Exists(recent), ~Exists(ahead))
    return events.annotate(last_end=Subquery(recent.order_by("-end").values("end")[:1])).order_by("-last_end")


def without_photos(editable: QuerySet, now: datetime) -> Items:
    """Events that were over in the last 60 days, without a photo."""
    photos = Photo.objects.filter(event=OuterRef("pk"))
    yield from _events(_over(editable, now).filter(~Exists(photos)), "wde_photos")


def unreported(editable: QuerySet, now: datetime) -> Items:
    """The same without a report."""
    written = ArticlePage.objects.filter(event=OuterRef("pk")).exclude(genre__in=BEFORE)
    yield from _events(_over(editable, now).filter(~Exists(written)), "wde_draft_article")


def _events(events: QuerySet, view: str) -> Items:
    for event in events.only("pk", "title", "path", "depth"):
        yield event.title, reverse(view, args=[event.pk])
