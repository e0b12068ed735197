"""Edge: the protocol of uploads in parts, for staff and for links."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from ...occurrences.event import Event
from ..photos.upload_models import PhotoUpload
from .states_in_words import state_in_words
from .uploads import PART_BYTES, OutOfStep, Sender, begin, receive_part


def answer_begin(request: HttpRequest, event: Event, sender: Sender) -> HttpResponse:
    """Announce a file: its key and how far it is received, or why it is refused (400)."""
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
    return JsonResponse(facts_of_upload(upload))


def answer_part(request: HttpRequest, event: Event, sender: Sender, key: UUID) -> HttpResponse:
    """Take in one part; 409 where it does not continue what is there. Raises Http404."""
    upload = PhotoUpload.objects.filter(event_id=event.pk, sender=sender.key, key=key).first()
    if upload is None:
        raise Http404
    try:
        offset = int(request.headers.get("Upload-Offset", ""))
        upload = receive_part(upload, offset, request.read(PART_BYTES + 1))
    except (ValueError, OutOfStep):
        upload.refresh_from_db()
        return JsonResponse(facts_of_upload(upload), status=409)
    except ValidationError as error:
        return JsonResponse({"problem": " ".join(error.messages)}, status=400)
    return JsonResponse(facts_of_upload(upload))


def answer_status(request: HttpRequest, event: Event, sender: Sender) -> HttpResponse:
    """How the uploads stand whose keys were asked for."""
    keys = []
    for text in request.GET.getlist("key")[:500]:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    found = PhotoUpload.objects.filter(event_id=event.pk, sender=sender.key, key__in=keys)
    return JsonResponse({"uploads": [facts_of_upload(upload) for upload in found]})


def facts_of_upload(upload: PhotoUpload) -> dict[str, str | int]:
    """What the script on the page reads of an upload."""
    return {
        "key": str(upload.key),
        "state": upload.state,
        "received": upload.received,
        "said": state_in_words(upload),
    }
