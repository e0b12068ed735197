"""What follows from publishing, moving and operating: facts are brought up to date."""

from typing import Any

from django.db import transaction
from wagtail.signals import page_published, page_slug_changed, post_page_move

from ..calendars.entries import refresh_entries
from ..occurrences.operations import occurrence_changed
from .facts import publish_facts
from .models import EventIndexPage, EventPage
from .tasks import refresh_events_below


def event_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Drafts, autosaves and previews never come here: only what is live makes facts."""
    if isinstance(instance, EventPage) and instance.live:
        publish_facts(instance)


def organisation_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    """The organisation's name and time zone are part of the dates of its events."""
    if isinstance(instance, EventIndexPage):
        refresh_below(instance)


def page_address_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Calendar texts carry addresses: after a move or a new slug they are written anew."""
    if isinstance(instance, EventPage):
        if instance.live:
            refresh_entries(EventPage.objects.get(pk=instance.pk).specific)
    else:
        refresh_below(instance)


def operation_done(sender: Any, occurrence: Any, **kwargs: Any) -> None:
    """An operation on a date is seen in feeds at once."""
    refresh_entries(occurrence.event.specific)


def refresh_below(page: Any) -> None:
    """Bring the facts of every published event below a page up to date, by a task, after commit."""
    transaction.on_commit(lambda: refresh_events_below.enqueue(page.pk))


def connect() -> None:
    page_published.connect(event_published, dispatch_uid="wde_event_published")
    page_published.connect(organisation_published, dispatch_uid="wde_organisation_published")
    page_slug_changed.connect(page_address_changed, dispatch_uid="wde_slug_changed")
    post_page_move.connect(page_address_changed, dispatch_uid="wde_page_moved")
    occurrence_changed.connect(operation_done, dispatch_uid="wde_operation_done")
