"""Uploads of staff: the same as by a link, for those who have signed in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ..uploads.uploads import Sender
from ..uploads.views import answer_begin, answer_part, answer_status
from .access import event_of_photos


@never_cache
@require_http_methods(["GET", "POST"])
def staff_uploads(request: HttpRequest, event_id: int) -> HttpResponse:
    """GET: how one's uploads stand, by their ``key``s. POST: announce a file."""
    event = event_of_photos(request.user, event_id)
    sender = Sender(user=request.user)
    if request.method == "POST":
        return answer_begin(request, event, sender)
    return answer_status(request, event, sender)


@never_cache
@require_POST
def staff_part(request: HttpRequest, event_id: int, key: UUID) -> HttpResponse:
    """Take in one part of a file."""
    event = event_of_photos(request.user, event_id)
    return answer_part(request, event, Sender(user=request.user), key)
