"""Cleaning an image of a library so that as little of it changes as can be.

Where the structure of a file is known, what hides is cut out and each pixel stays as it was. Only a picture
that is turned by a tag, or whose colours need a profile, is written anew: in its own format and size.
"""

import io
import os
import warnings
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from .hidden_data import hidden_parts, without_hidden_parts
from .sanitising import CleanFile, bare_pixels, check_bytes, check_decodable, formats

TURNED, COLOURS, WRITTEN_ANEW = "turned upright", "colours converted to sRGB", "pixels written anew"
_RAW_SUFFIXES_OF_TIFF = (".tif", ".tiff")
_QUALITY = 95


@dataclass(frozen=True)
class Kept:
    """A clean file, what had been hidden in the one before, and what else changed (empty: nothing at all)."""

    file: CleanFile
    found: tuple[str, ...]
    changes: tuple[str, ...] = ()


def clean_keeping(content: bytes, name: str) -> Kept | None:
    """A file of the same format, size and movement in which nothing hides; None where nothing does.

    Raises ValidationError that says why a file cannot be cleaned: damaged, not a picture, too many pixels, or
    of a kind that would lose something (raw files of cameras, moving AVIF and HEIC).
    """
    found = tuple(hidden_parts(content))
    if not found:
        return None
    check_bytes(ContentFile(content))
    bare = without_hidden_parts(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            if bare is not None and not _needs_pixels(content, bare):
                with Image.open(io.BytesIO(bare), formats=formats()) as opened:
                    return Kept(CleanFile(bare, name, *opened.size), found)
            return _written_anew(content, name, found)
        except UnidentifiedImageError as error:
            raise ValidationError(
                _("“%(name)s” is not a picture that can be read. JPEG, PNG, WebP, GIF and HEIC work."),
                code="not-a-picture",
                params={"name": name},
            ) from error
        except (
            OSError,
            SyntaxError,
            ValueError,
            EOFError,
            RuntimeError,  # by the decoder of AVIF
            MemoryError,
            Image.DecompressionBombError,
        ) as error:
            raise ValidationError(
                _("“%(name)s” is damaged or incomplete. Please send it again from the camera or phone."),
                code="damaged",
                params={"name": name},
            ) from error


def _needs_pixels(content: bytes, bare: bytes) -> bool:
    """Whether the picture would look different without what is cut out."""
    try:
        with Image.open(io.BytesIO(content), formats=formats()) as opened:
            if opened.format not in ("JPEG", "MPO") and getattr(opened, "is_animated", False):
                return False  # moving on matters more than a profile
            return _is_turned(opened) or bool(opened.info.get("icc_profile"))
    except ValueError:  # hidden text larger than Pillow reads
        with Image.open(io.BytesIO(bare), formats=formats()):
            return False


def _is_turned(opened: Image.Image) -> bool:
    return bool(opened.getexif().get(ExifTags.Base.Orientation, 1) != 1)


def _written_anew(content: bytes, name: str, found: tuple[str, ...]) -> Kept:
    with Image.open(io.BytesIO(content), formats=formats()) as opened:
        kind = "JPEG" if opened.format == "MPO" else str(opened.format)
        suffix = os.path.splitext(name)[1].lower()
        if kind == "TIFF" and suffix not in _RAW_SUFFIXES_OF_TIFF:
            raise _loses(name)
        pages = getattr(opened, "n_frames", 1) if kind != "JPEG" else 1
        if pages > 1 and kind != "TIFF":
            raise _loses(name)
        check_decodable(opened, pages)
        changes = [WRITTEN_ANEW]
        changes += [TURNED] if _is_turned(opened) else []
        changes += [COLOURS] if opened.info.get("icc_profile") else []
        options = _options(opened, kind, content)
        frames = []
        for page in range(pages):
            opened.seek(page)
            upright = ImageOps.exif_transpose(opened)
            frames.append(bare_pixels(upright))
    if kind == "JPEG":
        frames = [frame.convert("RGB") for frame in frames]
    out = io.BytesIO()
    if pages > 1:
        options |= {"save_all": True, "append_images": frames[1:]}
    frames[0].save(out, kind, **options)
    return Kept(CleanFile(out.getvalue(), name, *frames[0].size), found, tuple(changes))


def _options(opened: Image.Image, kind: str, content: bytes) -> dict[str, Any]:
    match kind:
        case "JPEG":
            return {"quality": _QUALITY}
        case "WEBP":
            return {"lossless": True} if b"VP8L" in content[:64] else {"quality": _QUALITY}
        case "AVIF" | "HEIF":
            return {"quality": _QUALITY}
        case "TIFF":
            return {"compression": "tiff_lzw"}
    return {}


def _loses(name: str) -> ValidationError:
    return ValidationError(
        _("“%(name)s” would lose something if it were cleaned, so it is left as it is."),
        code="loses",
        params={"name": name},
    )
