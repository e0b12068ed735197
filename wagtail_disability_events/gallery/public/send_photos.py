"""The edge of uploads: files in parts from a script, or whole from a form; from staff, or by a link."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ...core.dates import moment_phrase
from ...core.security_headers import keep_secret
from ...core.tokens import token_hashes
from ..forms import PhotoUploadForm
from ..photos.event import EventWithPhotos
from ..photos.upload_models import UploadLink
from ..uploads.states_in_words import state_in_words
from ..uploads.uploads import (
    Sender,
    receive_whole,
)
from ..uploads.views import answer_begin, answer_part, answer_status

SEND_TEMPLATE = "wagtail_disability_events/gallery/public/send_photos.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send_photos(request: HttpRequest, token: str) -> HttpResponse:
    """The page that an upload link opens: what consent means, and a way to add photos. It shows none."""
    link = _link(token)
    event = link.event.specific
    results: list[tuple[str, str]] = []
    if not link.is_open:
        return keep_secret(_send_page(request, link, event, status=410))
    if request.method == "POST":
        for file in request.FILES.getlist("photos"):
            upload = receive_whole(event, Sender(link=link), file)
            results.append((upload.name, state_in_words(upload)))
    return keep_secret(_send_page(request, link, event, results=results))


@never_cache
@require_http_methods(["GET", "POST"])
def link_uploads(request: HttpRequest, token: str) -> HttpResponse:
    """The same as for staff, by a link."""
    link = _link(token)
    if not link.is_open:
        return _closed()
    event = link.event.specific
    if request.method == "POST":
        return answer_begin(request, event, Sender(link=link))
    return answer_status(request, event, Sender(link=link))


@never_cache
@require_POST
def link_part(request: HttpRequest, token: str, key: UUID) -> HttpResponse:
    link = _link(token)
    if not link.is_open:
        return _closed()
    return answer_part(request, link.event.specific, Sender(link=link), key)


def _closed() -> HttpResponse:
    return JsonResponse(
        {"problem": _("This link no longer works. Please ask the organiser for a new one.")}, status=410
    )


def _link(token: str) -> UploadLink:
    return get_object_or_404(UploadLink.objects.select_related("event"), token_hash__in=token_hashes(token))


def _send_page(
    request: HttpRequest,
    link: UploadLink,
    event: EventWithPhotos,
    *,
    results: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> TemplateResponse:
    context = {
        "link": link,
        "event": event,
        "organisation": event.organisation,
        "until": moment_phrase(link.expires_at, event.time_zone),
        "form": PhotoUploadForm(for_volunteers=True),
        "results": results,
        "begin": reverse("wagtail_disability_events:send_photos_begin", args=[link.token]),
    }
    return TemplateResponse(request, SEND_TEMPLATE, context, status=status)
