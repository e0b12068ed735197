"""Make a picture file say nothing but its pixels: decoded, turned upright, encoded anew.

Whatever hides in a file (EXIF with GPS and serial numbers, thumbnails, XMP, IPTC, comments, trailing
data) is left behind because only the pixels are written again.
"""

import contextlib
import io
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from ...core import conf

with contextlib.suppress(ImportError):  # comes with Wagtail
    import pillow_heif

    pillow_heif.register_heif_opener()

ACCEPTED = ("JPEG", "MPO", "PNG", "WEBP", "GIF", "HEIF", "AVIF", "TIFF", "BMP")
SUFFIX = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
JPEG_QUALITY = 90
_MOST_DECODED = 64_000_000
"""Pixels that are held in memory at once. A JPEG can be made smaller while it is read, others cannot."""


class CleanFile(ContentFile):
    """A picture file that was written by us: it hides nothing. Sides in pixels."""

    def __init__(self, content: bytes, name: str, width: int, height: int) -> None:
        super().__init__(content, name=name)
        self.width, self.height = width, height


@dataclass(frozen=True)
class CleanPicture:
    """A file without hidden data. ``taken_at`` is the camera's naive local time, where it said one."""

    file: CleanFile
    taken_at: datetime | None


@dataclass(frozen=True)
class ReadPicture:
    """Bare pixels, upright, in sRGB, and the format in which they are kept: JPEG, PNG or WEBP."""

    pixels: Image.Image
    format: str
    taken_at: datetime | None = None


def clean_picture(source: IO[bytes], name: str) -> CleanPicture:
    """Return the picture of ``source`` as a new upright file, at most PHOTO_MAX_SIDE pixels a side.

    JPEG, HEIC, TIFF and BMP become JPEG; pictures with transparency stay PNG or WebP; an animated GIF or
    WebP keeps its first picture only. The colours are converted to sRGB.

    Raises ValidationError that says what is wrong: too large, not a picture, damaged.
    """
    read = read_picture(source, name)
    stem = name.rsplit(".", 1)[0] or "photo"
    content = encoded(read.pixels, read.format)
    file = CleanFile(content, f"{stem}.{SUFFIX[read.format]}", read.pixels.width, read.pixels.height)
    return CleanPicture(file, read.taken_at)


def read_picture(source: IO[bytes], name: str) -> ReadPicture:
    """Decode a file that somebody sent. Raises ValidationError as ``clean_picture`` does."""
    check_bytes(source)
    source.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(source, formats=formats()) as opened:
                _check_pixels(opened)
                taken_at = _capture_time(opened)
                target = _target_format(opened)
                return ReadPicture(_upright_srgb(opened, target), target, taken_at)
        except ValidationError:
            raise
        except (Image.DecompressionBombError, MemoryError) as error:
            raise ValidationError(
                _("The picture has far too many pixels; at most %(limit)s million are accepted."),
                code="too-many-pixels",
                params={"limit": conf.get("PHOTO_MAX_PIXELS") // 1_000_000},
            ) from error
        except UnidentifiedImageError as error:
            raise ValidationError(
                _("“%(name)s” is not a picture that can be read. JPEG, PNG, WebP, GIF and HEIC work."),
                code="not-a-picture",
                params={"name": name},
            ) from error
        except (OSError, SyntaxError, ValueError, EOFError, RuntimeError) as error:  # the last by AVIF
            raise ValidationError(
                _("“%(name)s” is damaged or incomplete. Please send it again from the camera or phone."),
                code="damaged",
                params={"name": name},
            ) from error


def encoded(pixels: Image.Image, target: str, *, quality: int = JPEG_QUALITY) -> bytes:
    """Bare pixels as a file; JPEG without transparency, on white. The same pixels give the same bytes."""
    if target == "JPEG" and pixels.mode != "RGB":
        pixels = flattened(pixels)
    out = io.BytesIO()
    pixels.save(out, format=target, **({"quality": quality} if target == "JPEG" else {}))
    return out.getvalue()


def flattened(pixels: Image.Image) -> Image.Image:
    """The picture without transparency, on white; the same object where there is none."""
    if pixels.mode == "RGB":
        return pixels
    if pixels.mode != "RGBA":
        return pixels.convert("RGB")
    ground = Image.new("RGB", pixels.size, "white")
    ground.paste(pixels, mask=pixels.getchannel("A"))
    return ground


def bare_pixels(picture: Image.Image) -> Image.Image:
    """A picture in the hands of Pillow as bare pixels in sRGB, RGB or RGBA: a new one that carries nothing
    else."""
    transparent = picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info
    wanted, profile = "RGBA" if transparent else "RGB", picture.info.get("icc_profile")
    if picture.mode in ("P", "LA", "PA", "La", "RGBa"):
        picture = picture.convert(wanted)
    picture = _to_srgb(_eight_bits(picture), profile)
    if picture.mode != wanted:
        picture = picture.convert(wanted)
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def check_bytes(source: IO[bytes]) -> None:
    """Raise ValidationError where a file is empty or has more bytes than PHOTO_MAX_BYTES."""
    size = source.size if isinstance(source, UploadedFile | ContentFile) else None
    if size is None:
        source.seek(0, io.SEEK_END)
        size = source.tell()
    limit = conf.get("PHOTO_MAX_BYTES")
    if size == 0:
        raise ValidationError(_("The file is empty."), code="empty")
    if size > limit:
        raise ValidationError(
            _("The file has %(size)s MB; at most %(limit)s MB are accepted."),
            code="too-large",
            params={"size": size // 1024 // 1024, "limit": limit // 1024 // 1024},
        )


def check_decodable(picture: Image.Image, pages: int = 1) -> None:
    """Raise ValidationError where all pixels of a picture are more than memory should hold."""
    pixels, most = picture.width * picture.height * pages, min(conf.get("PHOTO_MAX_PIXELS"), _MOST_DECODED)
    if pixels > most:
        raise ValidationError(
            _("The picture has %(pixels)s million pixels; at most %(limit)s million are accepted."),
            code="too-many-pixels",
            params={"pixels": pixels // 1_000_000, "limit": most // 1_000_000},
        )


def _check_pixels(picture: Image.Image) -> None:
    limit = conf.get("PHOTO_MAX_PIXELS")
    pixels = picture.width * picture.height
    if picture.format in ("JPEG", "MPO"):
        picture.draft("RGB", (conf.get("PHOTO_MAX_SIDE"),) * 2)
    most = min(limit, _MOST_DECODED)
    if pixels > limit or picture.width * picture.height > most:
        raise ValidationError(
            _("The picture has %(pixels)s million pixels; at most %(limit)s million are accepted."),
            code="too-many-pixels",
            params={"pixels": pixels // 1_000_000, "limit": (limit if pixels > limit else most) // 1_000_000},
        )


def formats() -> list[str]:
    """The kinds of files that are read, as Pillow names them."""
    Image.init()
    return [name for name in ACCEPTED if name in Image.OPEN]


def _capture_time(picture: Image.Image) -> datetime | None:
    details = picture.getexif().get_ifd(ExifTags.IFD.Exif)
    text = str(details.get(ExifTags.Base.DateTimeOriginal, ""))
    try:
        return datetime.strptime(text, "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None


def _target_format(picture: Image.Image) -> str:
    transparent = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    if picture.format in ("PNG", "GIF", "WEBP"):
        return "PNG" if picture.format == "GIF" else picture.format
    return "PNG" if transparent else "JPEG"


def _upright_srgb(opened: Image.Image, target: str) -> Image.Image:
    side = conf.get("PHOTO_MAX_SIDE")
    profile = opened.info.get("icc_profile")
    ImageOps.exif_transpose(opened, in_place=True)  # a copy less in memory
    picture = _to_srgb(_eight_bits(opened), profile)
    if target == "JPEG":
        picture = flattened(picture)
    elif picture.mode not in ("RGB", "RGBA"):
        picture = picture.convert("RGBA")
    if max(picture.size) > side:
        picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits as grey of 8; Pillow alone would cut everything above 255 to white."""
    if picture.mode not in ("I", "F") and not picture.mode.startswith("I;16"):
        return picture
    wide = picture.convert("I") if picture.mode != "F" else picture
    light: Any = wide.getextrema()[1]
    if light <= 255:
        return wide.convert("L")
    return wide.point(lambda value: value * (1 / 256)).convert("L")


def _to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return picture
    from PIL import ImageCms  # where colours are converted, and not in each process

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return converted or picture
