"""The event or photo of a view, or the answer that HTTP has where there is none."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from ...core.users import User
from ...registration.permissions import NotPermitted, UnknownEvent
from ..photos.event import EventWithPhotos
from ..photos.models import Photo
from ..photos.permissions import permitted_event


def event_of_photos(user: User, event_id: int) -> EventWithPhotos:
    """The event, if the user may work on its photos. Raises Http404 and PermissionDenied."""
    try:
        return permitted_event(user, event_id)
    except UnknownEvent as error:
        raise Http404 from error
    except NotPermitted as error:
        raise PermissionDenied from error


def photo_of(event: EventWithPhotos, photo_id: int) -> Photo:
    """A photo of this event and no other. Raises Http404."""
    found = Photo.objects.with_hold().select_related("image")
    photo = cast(Photo, get_object_or_404(found, pk=photo_id, event_id=event.pk))
    photo.event = event  # type: ignore[assignment]  # the page that is at hand
    return photo
