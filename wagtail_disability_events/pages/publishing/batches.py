"""Work on many published events: a few at a time, so that nobody waits long for what is locked."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from ...occurrences.listing_changes import note_change
from ...occurrences.locking import lock_facts
from ...occurrences.models import Occurrence
from ...registration.models.quotas import Quota
from ..models import EventPage
from ..tree.queries import with_organisations

BATCH = 100
NOTED_AFTER = 20
"""Batches after which a change is noted: each time the lists in memory read everything anew."""


def for_each_published(events: QuerySet, work: Callable[[EventPage], None], *, keep: bool = True) -> int:
    """Do something with each published event of a queryset; return how many there were.

    A translation stands for its event, which is published as long as one of its pages is.

    Each batch is a transaction of its own, in which the events and their quotas are locked and read fresh:
    what was published meanwhile is not overwritten, and a killed process leaves whole batches. The change is
    noted for the lists in memory now and then, and at the end. ``keep`` False takes every batch back.
    """
    held_by = events.order_by().annotate(held_by=Coalesce("facts_from_id", "pk"))
    ids = sorted(set(held_by.values_list("held_by", flat=True)))
    done = 0
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            done += _one_batch(ids[start : start + BATCH], work)
            is_last = start + BATCH >= len(ids)
            if keep and (is_last or start // BATCH % NOTED_AFTER == NOTED_AFTER - 1):
                note_change(None)
            if not keep:
                transaction.set_rollback(True)
    return done


def _one_batch(ids: list[int], work: Callable[[EventPage], None]) -> int:
    lock_facts(ids)
    wordings: dict[int | None, list[EventPage]] = defaultdict(list)
    others: Any = EventPage.objects.live().filter(facts_from__in=ids).order_by("pk")
    for page in others.specific():
        wordings[page.facts_from_id].append(page)
    shown = Q(live=True) | Q(pk__in=list(wordings), first_published_at__isnull=False)
    pages: Any = (
        EventPage.objects.filter(shown, pk__in=ids)
        .order_by("pk")
        .prefetch_related(Prefetch("quotas", Quota.objects.locked()))
    )
    events = list(with_organisations(pages.specific()))
    rows: dict[int, list[Occurrence]] = {event.pk: [] for event in events}
    locked = Occurrence.objects.select_for_update(of=("self",), no_key=True).filter(event_id__in=rows)
    for row in locked.select_related("calendar_entry", "venue"):
        rows[row.event_id].append(row)
    for event in events:
        event.known_rows = rows[event.pk]
        event.known_wordings = wordings[event.pk]
        work(event)
    return len(events)
