"""Cleaning what the image library of an existing site holds, while the site runs.

What is clean is recognised by its structure and left alone, so that an interrupted run goes on where it was,
and a second one changes nothing.
"""

import io
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, UnidentifiedImageError
from wagtail.images import get_image_model

from .hidden_data import hidden_parts, without_hidden_gif_parts
from .sanitising import CleanFile, clean_picture

BATCH = 100


@dataclass
class Report:
    """How many images were looked at and cleaned; what hid in how many; which were left, and why."""

    looked_at: int = 0
    cleaned: int = 0
    found: Counter[str] = field(default_factory=Counter)
    left: list[tuple[int, str]] = field(default_factory=list)


def strip_library(
    *, dry_run: bool = False, start: int = 0, tell: Callable[[int, int], None] = lambda done, last: None
) -> Report:
    """Clean every image of the library whose number is ``start`` or more.

    ``dry_run`` only reports. ``tell`` hears after each batch how many images are done, and the last number.
    """
    report, last = Report(), start - 1
    for image in _images(start):
        report.looked_at += 1
        try:
            _look_at(image, report, dry_run)
        except (OSError, ValidationError) as error:
            words = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            report.left.append((image.pk, words))
        last = image.pk
        if report.looked_at % BATCH == 0:
            tell(report.looked_at, last)
    tell(report.looked_at, last)
    return report


def _images(start: int) -> Iterator[Any]:
    model: Any = get_image_model()
    last = start - 1
    while batch := list(model._base_manager.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].pk


def _look_at(image: Any, report: Report, dry_run: bool) -> None:
    if image.file.name.lower().endswith(".svg"):
        return
    with image.file.open("rb") as file:
        content = file.read()
    found = hidden_parts(content)
    if not found:
        return
    report.found.update(found)
    if dry_run:
        return
    _put(image, _cleaned(content, os.path.basename(image.file.name)))
    report.cleaned += 1


def _cleaned(content: bytes, name: str) -> CleanFile:
    """The file without what hid in it. An animated GIF keeps moving; others keep their first picture."""
    moving = content[:3] == b"GIF" and _is_animated(content)
    if moving:
        with Image.open(io.BytesIO(content)) as opened:
            return CleanFile(without_hidden_gif_parts(content), name, *opened.size)
    return clean_picture(ContentFile(content, name=name), name).file


def _is_animated(content: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(content)) as opened:
            return bool(getattr(opened, "is_animated", False))
    except UnidentifiedImageError:
        return False


def _put(image: Any, clean: CleanFile) -> None:
    """Put a clean file in the place of the old one; its old copies go, and are made anew when asked for."""
    stored, storage = image.file.name, image.file.storage
    with transaction.atomic():
        for rendition in image.renditions.all():
            rendition.purge_from_cache()
            rendition.delete()
        image.file = clean
        image.save()
        transaction.on_commit(lambda: storage.delete(stored))
