"""Cleaning what the image library of an existing site holds, while the site runs, when its owner asks for it.

One image after the other is in memory. What is clean is recognised and left alone, so that an interrupted run
goes on where it was, and a second one changes nothing. No file is deleted before a copy of it lies in private
storage.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images import get_image_model

from .hidden_data import hidden_parts
from .keeping import Kept, clean_keeping
from .models import KeptOriginal
from .originals import BATCH, put_clean, remove_replaced_files
from .sanitising import check_bytes


@dataclass
class Report:
    """How many images were looked at and cleaned; what hid in how many; what else changed in how many; which
    were left, and why."""

    looked_at: int = 0
    cleaned: int = 0
    found: Counter[str] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    left: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Progress:
    """How far a run is: images done, of how many, and the number of the last one."""

    done: int
    of: int
    last: int


def strip_library(
    *,
    dry_run: bool = False,
    start: int = 0,
    tell: Callable[[Progress], None] = lambda progress: None,
    tell_of: Callable[[int, Kept], None] = lambda number, kept: None,
) -> Report:
    """Clean every image of the library whose number is ``start`` or more.

    ``dry_run`` only reports. ``tell`` hears after each batch how far it is, ``tell_of`` of each image that
    was changed.
    """
    if not dry_run:
        remove_replaced_files()
    report, last = Report(), start - 1
    count = _library().filter(pk__gte=start).count()
    for image, clean_already in _images(start):
        report.looked_at += 1
        if not clean_already:
            try:
                _look_at(image, report, dry_run, tell_of)
            except (OSError, ValidationError) as error:
                words = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
                report.left.append((image.pk, words))
        last = image.pk
        if report.looked_at % BATCH == 0:
            tell(Progress(report.looked_at, count, last))
    tell(Progress(report.looked_at, count, last))
    return report


def _library() -> Any:
    model: Any = get_image_model()
    return model._base_manager


def _images(start: int) -> Iterator[tuple[Any, bool]]:
    """The images in the order of their numbers, and whether each is known to be clean."""
    last = start - 1
    while batch := list(_library().filter(pk__gt=last).order_by("pk")[:BATCH]):
        known = set(KeptOriginal.objects.filter(image__in=batch).values_list("image_id", "stored"))
        for image in batch:
            yield image, (image.pk, image.file.name) in known
        last = batch[-1].pk


def _look_at(image: Any, report: Report, dry_run: bool, tell_of: Callable[[int, Kept], None]) -> None:
    if image.file.name.lower().endswith(".svg"):
        return
    with image.file.open("rb") as file:
        if not dry_run:
            check_bytes(file)
            file.seek(0)
        content = file.read()
    if dry_run:
        report.found.update(hidden_parts(content))
        return
    kept = clean_keeping(content, os.path.basename(image.file.name))
    if kept is None:
        return
    put_clean(image, kept, content)
    report.found.update(kept.found)
    report.changes.update(kept.changes)
    report.cleaned += 1
    tell_of(image.pk, kept)
