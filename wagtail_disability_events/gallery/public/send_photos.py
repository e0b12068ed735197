"""The edge of uploads: files in parts from a script, or whole from a form; from staff, or by a link."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ...core.dates import moment_phrase
from ...core.security_headers import keep_secret
from ...core.tokens import token_hash
from ..photos.permissions import event_of_photos
from ..photos.upload_models import PhotoUpload, UploadLink
from ..staff.forms import PhotoUploadForm
from ..uploads.states_in_words import state_in_words
from ..uploads.uploads import (
    PART_BYTES,
    OutOfStep,
    Sender,
    begin,
    receive_part,
    receive_whole,
)

SEND_TEMPLATE = "wagtail_disability_events/gallery/public/send_photos.html"


@never_cache
@require_http_methods(["GET", "POST"])
def staff_uploads(request: HttpRequest, event_id: int) -> HttpResponse:
    """GET: how one's uploads stand, by their ``key``s. POST: announce a file."""
    event = event_of_photos(request.user, event_id)
    sender = Sender(user=request.user)
    if request.method == "POST":
        return _begin(request, event, sender)
    return _status_page(request, event, sender)


@never_cache
@require_POST
def staff_part(request: HttpRequest, event_id: int, key: UUID) -> HttpResponse:
    """Take in one part of a file."""
    event = event_of_photos(request.user, event_id)
    return _part(request, event, Sender(user=request.user), key)


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
        return _begin(request, event, Sender(link=link))
    return _status_page(request, event, Sender(link=link))


@never_cache
@require_POST
def link_part(request: HttpRequest, token: str, key: UUID) -> HttpResponse:
    link = _link(token)
    if not link.is_open:
        return _closed()
    return _part(request, link.event.specific, Sender(link=link), key)


def _begin(request: HttpRequest, event: Any, sender: Sender) -> HttpResponse:
    try:
        size = int(request.POST.get("size", ""))
    except ValueError:
        return JsonResponse({"problem": _("The file is not described as it should be.")}, status=400)
    try:
        upload = begin(
            event,
            sender,
            name=request.POST.get("name", "photo"),
            size=size,
            fingerprint=request.POST.get("fingerprint", ""),
        )
    except ValidationError as error:
        return JsonResponse({"problem": " ".join(error.messages)}, status=400)
    return JsonResponse(_facts(upload))


def _part(request: HttpRequest, event: Any, sender: Sender, key: UUID) -> HttpResponse:
    upload = PhotoUpload.objects.filter(event_id=event.pk, sender=sender.key, key=key).first()
    if upload is None:
        raise Http404
    try:
        offset = int(request.headers.get("Upload-Offset", ""))
        upload = receive_part(upload, offset, request.read(PART_BYTES + 1))
    except (ValueError, OutOfStep):
        upload.refresh_from_db()
        return JsonResponse(_facts(upload), status=409)
    except ValidationError as error:
        return JsonResponse({"problem": " ".join(error.messages)}, status=400)
    return JsonResponse(_facts(upload))


def _status_page(request: HttpRequest, event: Any, sender: Sender) -> HttpResponse:
    """How the uploads stand whose keys were asked for."""
    keys = []
    for text in request.GET.getlist("key")[:500]:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    found = PhotoUpload.objects.filter(event_id=event.pk, sender=sender.key, key__in=keys)
    return JsonResponse({"uploads": [_facts(upload) for upload in found]})


def _facts(upload: PhotoUpload) -> dict[str, Any]:
    return {
        "key": str(upload.key),
        "state": upload.state,
        "received": upload.received,
        "said": state_in_words(upload),
    }


def _closed() -> HttpResponse:
    return JsonResponse(
        {"problem": _("This link no longer works. Please ask the organiser for a new one.")}, status=410
    )


def _link(token: str) -> UploadLink:
    return get_object_or_404(UploadLink.objects.select_related("event"), token_hash=token_hash(token))


def _send_page(
    request: HttpRequest,
    link: UploadLink,
    event: Any,
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
