"""An event that is unpublished, or a page that is deleted, leaves an answer at its addresses."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import override

from ...calendars.entries import language_of
from ...calendars.models import CalendarEntry
from ...occurrences.locking import lock_facts
from ...occurrences.shared_facts import facts_id
from ..kept_addresses import FormerAddress, GonePage
from ..models import EventIndexPage, EventPage

_WITHDRAWN = "withdrawn"
"""In place of the hashes of an entry: what is published again is written anew, with a higher SEQUENCE."""


@transaction.atomic
def withdraw_event(event: EventPage) -> None:
    """Keep a calendar that says “cancelled” for an event whose last page was unpublished.

    Nothing is kept of an event that not everyone could read.
    """
    if GonePage.objects.filter(page_id=event.pk).exists() or event.get_view_restrictions().exists():
        return
    lock_facts([facts_id(event)])
    _keep(event, is_event=True)


def welcome_back(event: EventPage) -> None:
    """It is published again, and answers for itself."""
    GonePage.objects.filter(page_id=event.pk).delete()


@transaction.atomic
def keep_what_leads_to(page: EventPage | EventIndexPage) -> None:
    """Before a public page is deleted: where it stood, also formerly, and what its calendar says then."""
    gone = GonePage.objects.filter(page_id=page.pk).first()
    if gone is None:
        if not page.live or page.get_view_restrictions().exists():
            return
        gone = _keep(page, is_event=isinstance(page, EventPage))
    if gone.is_deleted:  # each class of a page tells of the deletion
        return
    gone.is_deleted, gone.url_path, gone.slug = True, page.url_path, page.slug
    gone.save(update_fields=["is_deleted", "url_path", "slug"])
    FormerAddress.objects.bulk_create(
        FormerAddress(page=gone, path=path, site_id=site_id) for path, site_id in _redirects_to(page.pk)
    )


def _keep(page: EventPage | EventIndexPage, *, is_event: bool) -> GonePage:
    other = _other_page_of(page) if isinstance(page, EventPage) else None
    entries = _withdrawn_entries(page) if isinstance(page, EventPage) and other is None else []
    return GonePage.objects.create(
        page_id=page.pk,
        url_path=page.url_path,
        slug=page.slug,
        title=page.title,
        is_event=is_event,
        calendar="".join(entry.text for entry in entries),
        time_zones=sorted({entry.time_zone for entry in entries}),
        goes_on_as=other,
    )


def _other_page_of(event: EventPage) -> int | None:
    """The id of another published page of an event: its original first; None without one."""
    held_by = facts_id(event)
    pages = EventPage.objects.filter(Q(pk=held_by) | Q(facts_from=held_by), live=True).exclude(pk=event.pk)
    return pages.order_by(F("facts_from").asc(nulls_first=True), "pk").values_list("pk", flat=True).first()


def _withdrawn_entries(event: EventPage) -> list[CalendarEntry]:
    """Its entries, of which those that are not over are cancelled now. What took place stays as it was."""
    from ...calendars.withdrawn import withdrawn_text  # icalendar, where an event is withdrawn and not before

    now = timezone.now()
    entries = list(CalendarEntry.objects.filter(event_id=facts_id(event)).order_by("id"))
    ahead = [entry for entry in entries if entry.end >= now]
    with override(language_of(event)):
        for entry in ahead:
            entry.sequence += 1
            entry.modified = now.replace(microsecond=0)
            entry.schedule_hash = entry.content_hash = _WITHDRAWN
            entry.text = withdrawn_text(
                entry.text,
                title=event.title,
                contact=event.contact_line,
                sequence=entry.sequence,
                modified=entry.modified,
            )
    CalendarEntry.objects.bulk_update(ahead, CalendarEntry.STORED, batch_size=500)
    return entries


def _redirects_to(page_id: Any) -> Iterable[tuple[str, int | None]]:
    """Path and site of the redirects that lead to a page itself, not to something below it."""
    if not apps.is_installed("wagtail.contrib.redirects"):
        return []
    redirects = apps.get_model("wagtailredirects", "Redirect").objects.filter(redirect_page_id=page_id)
    found: Iterable[tuple[str, int | None]] = redirects.filter(redirect_page_route_path="").values_list(
        "old_path", "site_id"
    )
    return found
