"""The event of a staff view, or the answer that HTTP has for it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ..event import EventOnPage
from ..models.registrations import Registration, RegistrationQuerySet
from ..permissions import Action, NotPermitted, UnknownEvent, permitted_event
from ..privacy.gate import NAMES_AN_HOUR, SearchRefused, search_people


def event_or_404(request: HttpRequest, event_id: int, action: Action) -> EventOnPage:
    """The event, if whoever asks may do this with its registrations. Raises Http404 and PermissionDenied."""
    try:
        return permitted_event(request.user, event_id, action)
    except UnknownEvent as error:
        raise Http404 from error
    except NotPermitted as error:
        raise PermissionDenied from error


def searched(request: HttpRequest, event: EventOnPage, text: str) -> RegistrationQuerySet:
    """The sign-ups that a search finds for whoever asks; nobody, and why, where it is refused."""
    try:
        return search_people(request.user, event, text)
    except NotPermitted as error:
        raise PermissionDenied from error
    except SearchRefused as refused:
        messages.warning(request, why_refused(refused))
        return Registration.objects.none()


def why_refused(refused: SearchRefused) -> str:
    """Why a search finds nobody, in a sentence that says how to go on."""
    if refused.too_often:
        words = _(
            "You have looked for %(count)s names within an hour. Go on later, or use the numbers of sign-ups."
        )
        return words % {"count": NAMES_AN_HOUR}
    return _(
        "By phone, only those can search who may see phone numbers. "
        "Use the number of the sign-up, or the whole name."
    )
