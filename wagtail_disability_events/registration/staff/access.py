"""The event of a staff view, or the answer that HTTP has for it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from ..event import EventOnPage
from ..permissions import Action, NotPermitted, UnknownEvent, permitted_event


def event_or_404(request: HttpRequest, event_id: int, action: Action) -> EventOnPage:
    """The event, if whoever asks may do this with its registrations. Raises Http404 and PermissionDenied."""
    try:
        return permitted_event(request.user, event_id, action)
    except UnknownEvent as error:
        raise Http404 from error
    except NotPermitted as error:
        raise PermissionDenied from error
