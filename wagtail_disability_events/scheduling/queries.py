"""The dates of an organisation that a member of staff may work on."""

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..core.dates import period_bounds
from ..core.users import User
from ..occurrences.models import Occurrence
from ..pages.models import EventIndexPage, EventPage

if TYPE_CHECKING:
    from ..occurrences.queries import OccurrenceQuerySet


def editable_events_below(user: User, index: EventIndexPage) -> QuerySet:
    """Ids of the events at or below an organisation that somebody may edit.

    Raises PermissionDenied for who may edit nothing there.
    """
    policy = PagePermissionPolicy()
    allowed = policy.instances_user_has_permission_for(user, "change").descendant_of(index, inclusive=True)
    if not user.is_superuser and not allowed.exists():
        raise PermissionDenied
    below: QuerySet = EventPage.objects.descendant_of(index)
    return below.filter(pk__in=allowed.values("pk")).values("pk")


def dates_between(events: QuerySet, first: date, last: date, zone: ZoneInfo) -> "OccurrenceQuerySet":
    """Dates of events that take place on any of these days in a zone, with what a line says of them."""
    begins, ends = period_bounds(first, last, zone)
    return (
        Occurrence.objects.filter(event__in=events, start__lt=ends, end__gt=begins)
        .select_related("event", "venue")
        .prefetch_related("venue__facilities")
        .order_by("start", "id")
    )
