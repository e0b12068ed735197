"""The originals of images of the library that were cleaned: kept before they go, put back, given up."""

import os
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction

from ...core.private_storage import delete_quietly, private_storage, unguessable
from .keeping import Kept
from .models import KeptOriginal

BATCH = 100


class OriginalFile(ContentFile):
    """A file that its owner wants as it was: it enters the library without being cleaned."""


def put_clean(image: Any, kept: Kept, content: bytes) -> None:
    """Put a clean file in the place of a dirty one, whose ``content`` goes to private storage first.

    The renditions of the image go, and are made anew when asked for.
    """
    replaced = image.file.name
    original = keep_copy(content, replaced)
    with transaction.atomic():
        replace_file(image, kept.file)
        note_original(image, kept, original, replaced)


def keep_copy(content: bytes, name: str) -> str:
    """A copy of a file in private storage; the name under which it lies there."""
    suffix = os.path.splitext(name)[1]
    stored: str = private_storage().save(f"library/{unguessable('original', suffix)}", ContentFile(content))
    return stored


def note_original(image: Any, kept: Kept, original: str, replaced: str) -> None:
    """Write down what became of an image; the dirty file goes when the transaction ends."""
    row = KeptOriginal.objects.create(
        image_id=image.pk,
        original=original,
        name=replaced,
        stored=image.file.name,
        replaced=replaced,
        found=list(kept.found),
        changes=list(kept.changes),
    )
    storage = image.file.storage
    transaction.on_commit(lambda: _remove_replaced(row, storage))


def remove_replaced_files() -> None:
    """Delete the dirty files that a killed process had replaced and not deleted yet."""
    for row in KeptOriginal.objects.exclude(replaced="").select_related("image").iterator(BATCH):
        _remove_replaced(row, row.image.file.storage)


def restore(numbers: Iterable[int]) -> list[int]:
    """Put the originals of images back into the library; return the numbers of those that were put back."""
    done = []
    for number in numbers:
        row = KeptOriginal.objects.filter(image=number).exclude(original="").select_related("image").last()
        if row is None or row.image.file.name != row.stored:
            continue  # nothing is kept, or somebody has replaced the file since
        with row.original.open("rb") as file:
            original = OriginalFile(file.read(), name=os.path.basename(row.name))
        storage = row.image.file.storage
        with transaction.atomic():
            replace_file(row.image, original)
            row.delete()
            transaction.on_commit(lambda storage=storage, name=row.stored: storage.delete(name))  # type: ignore[misc]
        done.append(number)
    return done


def give_up_originals(before: datetime) -> int:
    """Delete the copies of originals that were made before a moment; return how many. It cannot be undone."""
    count = 0
    for row in KeptOriginal.objects.filter(cleaned_at__lt=before).exclude(original="").iterator(BATCH):
        KeptOriginal.objects.filter(pk=row.pk).update(original="")
        delete_quietly(private_storage(), row.original.name)
        count += 1
    return count


def replace_file(image: Any, file: ContentFile[Any]) -> None:
    """Give an image another file; its renditions go."""
    for rendition in image.renditions.all():
        rendition.purge_from_cache()
        rendition.delete()
    image.file = file
    image.save()


def _remove_replaced(row: KeptOriginal, storage: Storage) -> None:
    if not type(row.image)._base_manager.filter(file=row.replaced).exists():
        storage.delete(row.replaced)
    KeptOriginal.objects.filter(pk=row.pk).update(replaced="")
