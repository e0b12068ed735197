"""From a phone's files to photos of an event: each stands or falls alone."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Collection

from .models import Photo
from .sanitising import clean_picture


@dataclass
class UploadResult:
    """What became of a batch: photos stored, and for each refused file its name and the reason."""

    stored: list[Photo] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def add_photos(event: Any, files: Iterable[UploadedFile], user: Any) -> UploadResult:
    """Clean and store several files as photos of ``event``, not yet public. One bad file stops no other."""
    result = UploadResult()
    known = set(event.photos.values_list("image__file_hash", flat=True))
    position = event.photos.count()
    for upload in files:
        name = os.path.basename(upload.name or "photo")
        try:
            image, taken_at = store_image(upload, name, title=f"{event.title} {position + 1}", user=user)
        except ValidationError as error:
            result.refused.append((name, " ".join(error.messages)))
            continue
        if image.file_hash in known:
            image.delete()
            result.duplicates.append(name)
            continue
        known.add(image.file_hash)
        position += 1
        result.stored.append(
            Photo.objects.create(
                event_id=event.pk, image=image, position=position, taken_at=taken_at, uploaded_by=user
            )
        )
    return result


@transaction.atomic
def store_image(upload: Any, name: str, *, title: str, user: Any) -> tuple[Any, Any]:
    """Store a cleaned picture in the site's image model; return it with its capture time (aware) or None.

    The stored name says nothing: a camera's or a person's file name is not kept.
    """
    clean = clean_picture(upload, name)
    clean.file.name = "photo" + os.path.splitext(str(clean.file.name))[1]
    image_model = get_image_model()
    image = image_model(title=title, uploaded_by_user=user, collection=Collection.get_first_root_node())
    image.file = clean.file
    image.save()
    taken_at = clean.taken_at and timezone.make_aware(clean.taken_at)
    return image, taken_at
