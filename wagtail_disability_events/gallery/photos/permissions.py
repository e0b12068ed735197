"""Who may do what with the photos of an event: Wagtail's permissions on its page.

Who may edit the event sees, describes and arranges its photos; who may publish it decides that others see
them.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from .models import Photo


def event_of_photos(user: Any, event_id: int) -> Any:
    """The event, if the user may work on its photos. Raises Http404 and PermissionDenied."""
    event_model = Photo._meta.get_field("event").related_model
    event: Any = get_object_or_404(event_model, pk=event_id)
    event = event.specific
    if not event.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return event


def may_show(user: Any, event: Any) -> bool:
    """Whether the user may decide that others see photos of the event."""
    return bool(event.permissions_for_user(user).can_publish())


def photo_of(event: Any, photo_id: int) -> Photo:
    """A photo of this event and no other. Raises Http404."""
    photo: Photo = get_object_or_404(
        Photo.objects.with_hold().select_related("image"), pk=photo_id, event=event
    )
    photo.event = event
    return photo
