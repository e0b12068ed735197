"""From a file that somebody sent to a photo of an event that nobody has reviewed yet."""

import hashlib
import os
from typing import IO, Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ...core import conf
from ...core.private_storage import delete_quietly, private_storage
from ...core.users import User
from ...occurrences.event import Event
from ..photos.models import Photo
from ..pixels.derivatives import Derived, derive
from ..pixels.sanitising import read_picture


class AlreadyThere(Exception):
    """The same picture is a photo of the event; nothing was stored."""

    def __init__(self, photo: Photo) -> None:
        super().__init__(str(photo.pk))
        self.photo = photo


def take_in(
    event: Event, source: IO[bytes], name: str, *, user: User | None = None, link: Any = None, **fields: Any
) -> Photo:
    """Clean a picture and store it as a photo of ``event``; ``fields`` are those of the photo.

    Either everything is stored or nothing. Raises ValidationError that says what is wrong with the file, and
    AlreadyThere.
    """
    sent = hash_of(source)
    _refuse_more(event)
    if there := Photo.objects.filter(event_id=event.pk, upload_hash=sent).first():
        raise AlreadyThere(there)
    read = read_picture(source, os.path.basename(name or "photo"))
    derived = derive(read)
    if there := Photo.objects.filter(event_id=event.pk, content_hash=derived.content_hash).first():
        raise AlreadyThere(there)
    taken_at = read.taken_at and read.taken_at.replace(tzinfo=ZoneInfo(event.time_zone))
    photo = Photo(
        event_id=event.pk,
        upload_hash=sent,
        content_hash=derived.content_hash,
        taken_at=taken_at,
        uploaded_by=user,
        link=link,
        **fields,
    )
    return _store(photo, derived)


def hash_of(source: IO[bytes]) -> str:
    """The SHA-256 of a whole file, as hexadecimal digits; its reading position returns to the start."""
    source.seek(0)
    digest = hashlib.file_digest(source, "sha256")  # type: ignore[arg-type]
    source.seek(0)
    return digest.hexdigest()


def _refuse_more(event: Event) -> None:
    most = conf.get("PHOTO_MAX_COUNT")
    if Photo.objects.filter(event_id=event.pk).count() >= most:
        raise ValidationError(
            _("This event has %(most)s photos already; delete some before you send more."),
            code="too-many",
            params={"most": most},
        )


def _store(photo: Photo, derived: Derived) -> Photo:
    try:
        derived.store(photo)
        with transaction.atomic():
            last = Photo.objects.filter(event_id=photo.event_id).aggregate(last=Max("position"))["last"] or 0
            photo.position = last + 1
            photo.save(force_insert=True)
    except BaseException as error:
        delete_quietly(private_storage(), *(file.name for file in photo.files))
        if isinstance(error, IntegrityError):
            there = Photo.objects.filter(event_id=photo.event_id, content_hash=photo.content_hash).first()
            if there is not None:
                raise AlreadyThere(there) from error
        raise
    return photo
