"""Files on their way: received in parts, taken up again where they stopped, each standing or falling alone.

Parts lie encrypted in the private storage until the whole file has been cleaned, so that nothing hidden in a
file is ever stored in clear.
"""

import os
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from ...core import conf
from ...core.encryption import encrypt_bytes
from ...core.private_storage import delete_quietly, private_storage, unguessable
from ...core.users import User
from ...occurrences.event import Event
from ..photos.models import Photo
from ..photos.upload_models import PhotoUpload, UploadLink
from .intake import hash_of
from .tasks import prepare_photo

PART_BYTES = 1024 * 1024
"""What one request may carry; less than Django's DATA_UPLOAD_MAX_MEMORY_SIZE."""
KEPT = timedelta(days=3)
"""How long an unfinished upload is kept for whoever comes back to it."""
STUCK = timedelta(minutes=10)
"""After this a task that prepares a file is taken for lost."""
State = PhotoUpload.State


class OutOfStep(Exception):
    """A part does not continue what is there; ``upload.received`` says where to go on."""

    def __init__(self, upload: PhotoUpload) -> None:
        super().__init__(str(upload))
        self.upload = upload


@dataclass(frozen=True)
class Sender:
    """Who sends: a user of the admin, or whoever has an upload link."""

    user: User | None = None
    link: UploadLink | None = None

    @property
    def key(self) -> str:
        """Tells one sender's uploads from another's."""
        return f"link {self.link.pk}" if self.link else f"user {self.user.pk}" if self.user else ""


def begin(event: Event, sender: Sender, *, name: str, size: int, fingerprint: str) -> PhotoUpload:
    """Announce a file of ``size`` bytes; return its upload, perhaps half received, perhaps done already.

    ``fingerprint`` is the SHA-256 of the file as hexadecimal digits, or any text of 64 characters at most
    that is the same for the same file. Raises ValidationError where the file would be refused.
    """
    if not 0 < len(fingerprint) <= 64:
        raise ValidationError(_("The file is not described as it should be."), code="fingerprint")
    _refuse_size(size)
    here = {"event_id": event.pk, "sender": sender.key, "fingerprint": fingerprint}
    facts = here | {
        "user": sender.user,
        "link": sender.link,
        "name": os.path.basename(name)[-120:],
        "size": size,
    }
    if there := Photo.objects.filter(event_id=event.pk, upload_hash=fingerprint).first():
        return PhotoUpload(**facts, state=State.DUPLICATE, photo=there)
    if (going := _unfinished(here)) and going.size == size:
        return going
    if going:
        throw_away(going)
    _refuse_flood(event)
    try:
        with transaction.atomic():
            return PhotoUpload.objects.create(**facts)
    except IntegrityError:  # the same file was announced twice at once
        return PhotoUpload.objects.get(**here, state=State.RECEIVING)


def receive_part(upload: PhotoUpload, offset: int, content: bytes) -> PhotoUpload:
    """Add the bytes that begin at ``offset``; the last part sets the task to work.

    Raises OutOfStep where ``offset`` is not where the upload stands, ValidationError where it grows too
    large.
    """
    if upload.state != State.RECEIVING or offset != upload.received:
        raise OutOfStep(upload)
    received = offset + len(content)
    if not content or received > upload.size:
        raise ValidationError(_("More was sent than the file has."), code="too-much")
    storage = private_storage()
    part = storage.save(f"uploads/{unguessable('part', '')}", ContentFile(encrypt_bytes(content)))
    state = State.WAITING if received == upload.size else State.RECEIVING
    moved = PhotoUpload.objects.filter(pk=upload.pk, received=offset, state=State.RECEIVING).update(
        received=received, parts=[*upload.parts, part], state=state, changed_at=timezone.now()
    )
    upload.refresh_from_db()
    if not moved:
        delete_quietly(storage, part)
        raise OutOfStep(upload)
    if state == State.WAITING:
        set_to_work(upload)
    return upload


def receive_whole(event: Event, sender: Sender, file: UploadedFile) -> PhotoUpload:
    """Take a file that came in one piece, from a form without JavaScript."""
    name, size = os.path.basename(file.name or "photo"), file.size or 0
    try:
        upload = begin(event, sender, name=name, size=size, fingerprint=hash_of(file))  # type: ignore[arg-type]
    except ValidationError as error:
        return PhotoUpload(
            event_id=event.pk, name=name, size=size, state=State.REFUSED, reason=" ".join(error.messages)
        )
    if upload.state != State.RECEIVING:
        return upload
    file.seek(upload.received)
    while upload.state == State.RECEIVING:
        try:
            upload = receive_part(upload, upload.received, file.read(PART_BYTES))
        except OutOfStep:  # the same form was sent twice at once: the other one goes on
            break
    return upload


def set_to_work(upload: PhotoUpload) -> None:
    """Let a task make a photo of a file that is here."""
    transaction.on_commit(lambda: prepare_photo.enqueue(upload.pk))
    upload.refresh_from_db()


def throw_away(upload: PhotoUpload) -> None:
    """Forget an upload and its parts."""
    delete_quietly(private_storage(), *upload.parts)
    upload.delete()


def maintain_uploads() -> dict[str, int]:
    """Forget what nobody came back for, and take up what a lost task left."""
    now = timezone.now()
    done = {"forgotten": 0, "taken_up": 0}
    for upload in PhotoUpload.objects.filter(changed_at__lt=now - KEPT).exclude(state=State.WAITING):
        throw_away(upload)
        done["forgotten"] += 1
    for upload in PhotoUpload.objects.filter(state=State.WAITING, changed_at__lt=now - STUCK):
        set_to_work(upload)
        done["taken_up"] += 1
    return done


def _unfinished(here: dict[str, Any]) -> PhotoUpload | None:
    return PhotoUpload.objects.filter(**here, state__in=(State.RECEIVING, State.WAITING)).first()


def _refuse_flood(event: Event) -> None:
    """No more files wait for one event than it may have photos."""
    most = conf.get("PHOTO_MAX_COUNT")
    waiting = PhotoUpload.objects.filter(event_id=event.pk, state__in=(State.RECEIVING, State.WAITING))
    if waiting.count() >= most:
        raise ValidationError(
            _("More than %(most)s photos are on their way already. Please go on when these have arrived."),
            code="flood",
            params={"most": most},
        )


def _refuse_size(size: int) -> None:
    limit = conf.get("PHOTO_MAX_BYTES")
    if size <= 0:
        raise ValidationError(_("The file is empty."), code="empty")
    if size > limit:
        raise ValidationError(
            _("The file has %(size)s; at most %(limit)s are accepted."),
            code="too-large",
            params={"size": filesizeformat(size), "limit": filesizeformat(limit)},
        )
