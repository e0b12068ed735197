"""Who may see registrations: an editor of the event who also has the permission for personal data."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from .models.calendars import PrivateFeed
from .models.registrations import Registration

APP = "wagtail_disability_events"


def may(user: Any, action: str, event: Any) -> bool:
    """``action`` is view, change, reveal or export; each needs the right to edit the event as well."""
    if not event.permissions_for_user(user).can_edit():
        return False
    return user.has_perm(f"{APP}.{action}_registration")


def event_for(user: Any, event_id: int, action: str) -> Any:
    """The event, if the user may do this with its registrations. Raises Http404 and PermissionDenied."""
    event_model = Registration._meta.get_field("event").related_model
    event: Any = get_object_or_404(event_model, pk=event_id)
    event = event.specific
    if not may(user, action, event):
        raise PermissionDenied
    return event


def may_serve(feed: PrivateFeed) -> bool:
    """Whether the one who made a calendar for people on duty still may: an active editor there."""
    user, page = feed.user, feed.page
    if user is None or page is None or not user.is_active:
        return False
    if feed.kind == PrivateFeed.Kind.STAFF:
        return may(user, "view", page)
    return page.permissions_for_user(user).can_edit()
