"""From a received file to a photo: what a task does once every part is here."""

import io

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from ...core.encryption import decrypt_bytes
from ...core.private_storage import delete_quietly, private_storage
from ..photos.models import Photo
from ..photos.upload_models import PhotoUpload
from .intake import AlreadyThere, take_in

State = PhotoUpload.State


def finish_upload(upload_id: int) -> None:
    """Make a photo of a received file. Done twice, or by two at once, it makes one photo."""
    upload = (
        PhotoUpload.objects.filter(pk=upload_id, state=State.WAITING).select_related("event", "link").first()
    )
    if upload is None:
        return
    event = upload.event.specific
    try:
        content = io.BytesIO(content_of(upload))
        photo = take_in(event, content, upload.name, user=upload.user, link=upload.link)
    except AlreadyThere as already:
        _end(upload, State.DUPLICATE, photo=already.photo)
    except ValidationError as error:
        _end(upload, State.REFUSED, reason=" ".join(error.messages))
    except FileNotFoundError:
        _end(upload, State.REFUSED, reason=_("The file was lost on its way. Please send it again."))
    else:
        _end(upload, State.STORED, photo=photo)


def content_of(upload: PhotoUpload) -> bytes:
    """The file as it was sent. Raises FileNotFoundError where a part is gone."""
    pieces = []
    for part in upload.parts:
        with private_storage().open(part, "rb") as file:
            pieces.append(decrypt_bytes(file.read()))
    return b"".join(pieces)


def _end(upload: PhotoUpload, state: str, *, photo: Photo | None = None, reason: str = "") -> None:
    """Say what became of a file, unless another process has said so; its parts are of no use any more."""
    PhotoUpload.objects.filter(pk=upload.pk, state=State.WAITING).update(
        state=state, photo=photo, reason=reason[:300], parts=[], changed_at=timezone.now()
    )
    delete_quietly(private_storage(), *upload.parts)
