"""Blurring and cropping: burnt into the pixels, from the untouched picture as long as it is kept."""

import io
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from ...core import conf
from ...core.private_storage import delete_quietly, private_storage
from ..pixels.derivatives import Derived, derive
from ..pixels.faces import Box
from ..pixels.sanitising import ReadPicture
from .models import Photo
from .release import replace_copy

CELLS = 4
"""So many fields, along the longer side, are all that is left of what was blurred."""
_LEVELS = 32
_MARGIN = 0.12
_LEAST_SIDE = 200
_WRITTEN = [
    "file",
    "large",
    "small",
    "original",
    "width",
    "height",
    "perceptual_hash",
    "sharpness",
    "edits",
    "edited_at",
]


@dataclass(frozen=True)
class Edits:
    """What is blurred, and what part of the picture is kept (None: all of it)."""

    blurred: tuple[Box, ...] = ()
    kept: Box | None = None

    @classmethod
    def stored(cls, data: list[dict[str, Any]]) -> "Edits":
        """As a photo keeps them."""
        boxes = [(one["kind"], Box(*(float(one[side]) for side in _SIDES))) for one in data]
        blurred = tuple(box for kind, box in boxes if kind == "blur")
        return cls(blurred, next((box for kind, box in boxes if kind == "crop"), None))

    def for_storing(self) -> list[dict[str, Any]]:
        """The other way round."""
        crop = [{"kind": "crop", **asdict(self.kept)}] if self.kept else []
        return [{"kind": "blur", **asdict(box)} for box in self.blurred] + crop


_SIDES = ("x", "y", "width", "height")


def applied(picture: Image.Image, edits: Edits) -> Image.Image:
    """A picture with its edits. Raises ValidationError where hardly anything would be left."""
    picture = picture.copy()
    for box in edits.blurred:
        _blur(picture, box)
    if edits.kept is None:
        return picture
    left, top, right, bottom = _pixels(edits.kept, picture)
    if min(right - left, bottom - top) < min(_LEAST_SIDE, *picture.size):
        raise ValidationError(_("What is left of the picture would be too small."), code="too-small")
    return picture.crop((left, top, right, bottom))


def edit(photo: Photo, edits: Edits) -> Photo:
    """Give a photo these edits in place of those it had; an empty ``Edits`` brings the untouched one back.

    Where originals are not kept, the edits are made on the picture as it is, and cannot be undone. Raises
    ValidationError.
    """
    keeps = conf.get("PHOTO_KEEP_ORIGINAL_DAYS") > 0
    source, kind = opened(photo)
    derived = derive(ReadPicture(applied(source, edits), kind))
    old = [photo.large.name, photo.small.name]
    fresh = Photo.objects.get(pk=photo.pk)
    if keeps and not fresh.original:
        fresh.original = fresh.file.name
    elif fresh.file.name != fresh.original.name:
        old.append(fresh.file.name)
    fresh.edits = edits.for_storing() if keeps else []
    fresh.edited_at = timezone.now()
    _store(fresh, derived, old, version=photo.version)
    return fresh


def opened(photo: Photo) -> tuple[Image.Image, str]:
    """The untouched picture as long as there is one, else the picture as it is; and its format."""
    with (photo.original or photo.file).open("rb") as file:
        picture = Image.open(io.BytesIO(file.read()))
        picture.load()
    return picture, str(picture.format)


def forget_originals() -> int:
    """Delete untouched pictures that were kept long enough; return how many. What was blurred stays so."""
    until = timezone.now() - timedelta(days=conf.get("PHOTO_KEEP_ORIGINAL_DAYS"))
    done = 0
    for photo in Photo.objects.exclude(original="").filter(edited_at__lt=until):
        name = photo.original.name
        Photo.objects.filter(pk=photo.pk, original=name).update(original="", edits=[])
        if name != photo.file.name:
            delete_quietly(private_storage(), name)
        done += 1
    return done


def _store(photo: Photo, derived: Derived, old: list[str | None], *, version: int) -> None:
    kept = photo.original.name
    before = {photo.file.name, photo.large.name, photo.small.name}
    derived.store(photo)
    new = [file.name for file in (photo.file, photo.large, photo.small) if file.name not in before]
    try:
        with transaction.atomic():
            if Photo.objects.filter(pk=photo.pk, version=version).update(version=version + 1) != 1:
                raise ValidationError(
                    _("Somebody else has changed this photo meanwhile. Please look again."), code="changed"
                )
            photo.version = version + 1
            photo.save(update_fields=_WRITTEN)
            photo.refresh_from_db(fields=["image"])  # taken away or made while the picture was worked on
            replace_copy(photo)
    except BaseException:
        delete_quietly(private_storage(), *new)
        raise
    gone = [name for name in old if name != kept]
    transaction.on_commit(lambda: delete_quietly(private_storage(), *gone))


def _blur(picture: Image.Image, box: Box) -> None:
    """Leave a few blended colours of a region: means of at most 4 × 4 fields in 32 steps, and no more.

    Nothing that was finer is in the result, so nothing can bring it back.
    """
    wider = Box(
        box.x - box.width * _MARGIN,
        box.y - box.height * _MARGIN,
        box.width * (1 + 2 * _MARGIN),
        box.height * (1 + 2 * _MARGIN),
    )
    left, top, right, bottom = _pixels(wider, picture)
    region = picture.crop((left, top, right, bottom)).convert("RGB")
    longer = max(region.size)
    fields = (
        max(1, round(CELLS * region.width / longer)),
        max(1, round(CELLS * region.height / longer)),
    )
    few = region.resize(fields, Image.Resampling.BOX)
    step = 256 // _LEVELS
    few = few.point(lambda value: value // step * step + step // 2)
    picture.paste(few.resize(region.size, Image.Resampling.BICUBIC), (left, top))


def _pixels(box: Box, picture: Image.Image) -> tuple[int, int, int, int]:
    left = max(0, min(picture.width - 1, round(box.x * picture.width)))
    top = max(0, min(picture.height - 1, round(box.y * picture.height)))
    right = max(left + 1, min(picture.width, round((box.x + box.width) * picture.width)))
    bottom = max(top + 1, min(picture.height, round((box.y + box.height) * picture.height)))
    return left, top, right, bottom
