"""What is made of a photo's pixels: the file that is kept, two copies for the light table, its traits."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageFilter, ImageStat

from .sanitising import SUFFIX, ReadPicture, encoded, flattened

LARGE, SMALL = 1600, 400
"""Pixels of the longer side of the copies."""
_COPY_QUALITY = 80
_LAPLACE = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


@dataclass(frozen=True)
class Derived:
    """Files as bytes, the SHA-256 of the kept file, its size in pixels, and what the light table sorts by."""

    kept: bytes
    suffix: str
    large: bytes
    small: bytes
    content_hash: str
    width: int
    height: int
    perceptual_hash: str
    sharpness: float

    def store(self, photo: Any) -> None:
        """Put the three files into the private storage and their facts on the photo; the row is not saved."""
        for field, content, suffix in (
            (photo.file, self.kept, self.suffix),
            (photo.large, self.large, "jpg"),
            (photo.small, self.small, "jpg"),
        ):
            field.save(f"{field.field.name}.{suffix}", ContentFile(content), save=False)
        photo.width, photo.height = self.width, self.height
        photo.perceptual_hash, photo.sharpness = self.perceptual_hash, self.sharpness


def derive(read: ReadPicture) -> Derived:
    """Everything that is made of a picture, from one decoding of it."""
    kept = encoded(read.pixels, read.format)
    large = _fit(read.pixels, LARGE)
    small = _fit(large, SMALL)
    return Derived(
        kept=kept,
        suffix=SUFFIX[read.format],
        large=encoded(large, "JPEG", quality=_COPY_QUALITY),
        small=encoded(small, "JPEG", quality=_COPY_QUALITY),
        content_hash=hashlib.sha256(kept).hexdigest(),
        width=read.pixels.width,
        height=read.pixels.height,
        perceptual_hash=difference_hash(small),
        sharpness=sharpness(large),
    )


def difference_hash(picture: Image.Image) -> str:
    """64 bits as 16 hexadecimal digits: whether each of 8 × 8 fields is lighter than the one to its right.

    Pictures that look alike differ in few bits (https://www.hackerfactor.com/blog/index.php?/archives/529).
    """
    grey = picture.convert("L").resize((9, 8), Image.Resampling.BOX)
    pixels = grey.tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (pixels[row * 9 + column] > pixels[row * 9 + column + 1])
    return f"{bits:016x}"


def hash_distance(one: str, other: str) -> int:
    """How many of 64 bits differ between two looks; up to 6 means nearly the same picture."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def sharpness(picture: Image.Image) -> float:
    """The variance of the Laplacian of a copy 800 pixels wide at most: higher is sharper."""
    grey = _fit(picture, 800).convert("L")
    return round(ImageStat.Stat(grey.filter(_LAPLACE)).var[0], 2)


def _fit(picture: Image.Image, side: int) -> Image.Image:
    """A copy whose longer side is ``side`` at most, without transparency."""
    scale = min(1.0, side / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    if size == picture.size:
        return flattened(picture)
    return flattened(picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0))
