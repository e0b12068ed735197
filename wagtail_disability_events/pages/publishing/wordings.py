"""What follows when a page that shows the facts of another one is published, changed, or left behind."""

from typing import Any
from weakref import WeakKeyDictionary

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from ...calendars.entries import refresh_entries
from ...calendars.models import TranslatedEntry
from ...occurrences.listing_changes import note_change
from ...occurrences.locking import lock_facts
from ...occurrences.shared_facts import facts_id, successors
from ...registration.models.quotas import Quota
from ..mixins.shared_facts import facts_to_hand_on, take_over
from ..models import EventPage
from .publish import publish_facts

_left: WeakKeyDictionary[EventPage, tuple[int, dict[str, Any]]] = WeakKeyDictionary()
"""Events that are being deleted, each with the page that takes over its facts, and with these."""


@transaction.atomic(savepoint=False)
def write_words(event_id: int) -> None:
    """Write the calendar texts of an event anew, asked for by the id of any of its pages; tell the lists.

    Publishing a translation or an alias does this and nothing else: its words are new, the facts are not.
    """
    page = EventPage.objects.filter(pk=event_id).first()
    held_by = facts_id(page) if page is not None else event_id
    lock_facts([held_by])
    holder = EventPage.objects.filter(pk=held_by).first()
    if holder is not None:
        refresh_entries(holder.specific)
    note_change(held_by)


def event_leaving(sender: object, instance: EventPage, **kwargs: object) -> None:
    """Remember the facts of an event that is about to be deleted, for the page that takes them over."""
    if instance.facts_from_id or (page_id := successors([instance.pk]).get(instance.pk)) is None:
        return
    others = EventPage.objects.filter(facts_from=instance.pk).exclude(pk=page_id)
    others.update(facts_from=page_id)
    page, holder = EventPage.objects.get(pk=page_id).specific, instance.specific
    if type(page) is type(holder):
        _left[instance] = (page_id, facts_to_hand_on(page, holder))


def event_left(sender: object, instance: EventPage, **kwargs: object) -> None:
    """Its rows are with the page that takes over by now; so are the facts that stand on the page itself."""
    page_id, facts = _left.pop(instance, (0, {}))
    page = EventPage.objects.filter(pk=page_id).first()
    if page is None:
        return
    page = page.specific
    page.facts_from = None
    take_over(page, facts)
    page.save(clean=False)
    if page.latest_revision_id:
        draft = page.get_latest_revision_as_object()
        take_over(draft, facts_to_hand_on(draft, page))
        draft.save_revision(changed=False, clean=False)
        page = EventPage.objects.get(pk=page_id).specific
    TranslatedEntry.objects.filter(page_id=page_id).delete()
    if page.live:
        prefetch_related_objects([page], Prefetch("quotas", Quota.objects.locked()))
        publish_facts(page, is_locked=True)
    note_change(page_id)
