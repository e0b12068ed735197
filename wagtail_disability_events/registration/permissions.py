"""Who may see registrations: an editor of the event who also has the permission for personal data."""

from typing import Literal

from ..core.page_models import EVENT, model
from ..core.users import User
from ..occurrences.shared_facts import original_of
from .event import EventOnPage, ProtectedPage
from .models.calendars import PrivateFeed

APP = "wagtail_disability_events"
Action = Literal["view", "change", "reveal", "export"]
"""What somebody wants to do with registrations. ``reveal`` shows personal data."""


class UnknownEvent(LookupError):
    """There is no such event."""


class NotPermitted(Exception):
    """This user may not do this with the registrations of this event."""


def may(user: User, action: Action, event: ProtectedPage) -> bool:
    """Whether a user may do this; each action needs the right to edit the event as well."""
    if not event.permissions_for_user(user).can_edit():
        return False
    return user.has_perm(f"{APP}.{action}_registration")


def permitted_event(user: User, event_id: int, action: Action) -> EventOnPage:
    """The event, if the user may do this with its registrations. Raises UnknownEvent and NotPermitted.

    Of a translation it is the original, which has the registrations.
    """
    page = original_of(model(EVENT).objects, event_id)
    if page is None:
        raise UnknownEvent(event_id)
    event: EventOnPage = page.specific
    if not may(user, action, event):
        raise NotPermitted(action)
    return event


def may_serve(feed: PrivateFeed) -> bool:
    """Whether the one who made a calendar for people on duty still may: an active editor there."""
    user, page = feed.user, feed.page
    if user is None or page is None or not user.is_active:
        return False
    if feed.kind == PrivateFeed.Kind.STAFF:
        return may(user, "view", page)
    return bool(page.permissions_for_user(user).can_edit())
