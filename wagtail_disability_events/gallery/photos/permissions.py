"""Who may do what with the photos of an event: Wagtail's permissions on its page.

Who may edit the event sees, describes and arranges its photos; who may publish it decides that others see
them.
"""

from ...core.page_models import EVENT, model
from ...core.users import User
from ...occurrences.shared_facts import original_of
from ...registration.permissions import NotPermitted, UnknownEvent
from .event import EventWithPhotos


def permitted_event(user: User, event_id: int) -> EventWithPhotos:
    """The event, if the user may work on its photos. Raises UnknownEvent and NotPermitted."""
    page = original_of(model(EVENT).objects, event_id)
    if page is None:
        raise UnknownEvent(event_id)
    event: EventWithPhotos = page.specific
    if not event.permissions_for_user(user).can_edit():
        raise NotPermitted("edit")
    return event


def may_show(user: User, event: EventWithPhotos) -> bool:
    """Whether the user may decide that others see photos of the event."""
    return event.permissions_for_user(user).can_publish()
