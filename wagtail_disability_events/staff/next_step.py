"""What is to be done next about an event, in the order of its life."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..pages.models import EventPage
from .event_summaries import EventSummary


@dataclass(frozen=True)
class Step:
    """What to do, and where."""

    label: str
    url: str


def next_step(event: EventPage, summary: EventSummary) -> Step | None:
    """The one thing to do next; None when nothing is open."""
    edit = reverse("wagtailadmin_pages:edit", args=[event.pk])
    if not event.live:
        return None if event.first_published_at else Step(_("Finish and publish it"), edit)
    if not summary.is_over:
        return _before(event, summary)
    return _after(event, summary)


def _before(event: EventPage, summary: EventSummary) -> Step | None:
    if summary.unmet:
        words = ngettext(
            "See to %(count)s need that is not met", "See to %(count)s needs that are not met", summary.unmet
        )
        return Step(words % {"count": summary.unmet}, reverse("wde_registrations", args=[event.pk]))
    if not summary.articles:
        return Step(_("Draft the announcement"), reverse("wde_draft_article", args=[event.pk]))
    return None


def _after(event: EventPage, summary: EventSummary) -> Step | None:
    if not summary.came:
        return Step(_("Write down who came"), reverse("wde_registrations", args=[event.pk]))
    if not summary.photos or summary.waiting_photos:
        return Step(_("Describe and release photos"), reverse("wde_photos", args=[event.pk]))
    if not summary.articles:
        return Step(_("Draft the report"), reverse("wde_draft_article", args=[event.pk]))
    if event.yearly and not summary.next_editions:
        return Step(_("Plan the next one"), reverse("wde_duplicate", args=[event.pk]))
    return None
