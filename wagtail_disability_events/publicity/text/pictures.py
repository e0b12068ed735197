"""The pictures of an article as files: copies of the image library, and QR codes."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from wagtail.images.models import AbstractImage, AbstractRendition

from ...core.outgoing_images import outgoing_copy, outgoing_file
from ...core.qr_codes import qr_code

IMAGE_WIDTH = 1080
RENDITION = f"max-{IMAGE_WIDTH}x1920|format-jpeg|jpegquality-82"
"""The copy of a picture that travels with an article; width and height in pixels."""


def travelling_copy(image: AbstractImage) -> AbstractRendition | None:
    """The JPEG copy of a picture of the library, made when it is first asked for; hidden data stays behind.

    None of a file that is lost or damaged, and of a drawing, which has no pixels.
    """
    copy: AbstractRendition | None = outgoing_copy(image, RENDITION, pixels_only=True)
    return copy


def reader_of(rendition: AbstractRendition) -> Callable[[], bytes]:
    """A function that reads the file of a copy, so that it is read only where it is needed."""

    def read() -> bytes:
        with rendition.file.open("rb") as file:
            content: bytes = file.read()
        return content

    return read


def picture_file(image: AbstractImage) -> bytes | None:
    """The JPEG file of a picture of the library, as it travels with an article; None where there is none."""
    return outgoing_file(image, RENDITION)


@dataclass(frozen=True)
class QrPicture:
    """A QR code: PNG, and its width in pixels."""

    content: bytes
    width: int


@lru_cache(maxsize=128)
def draw_qr(text: str, *, scale: int = 10) -> QrPicture:
    """A QR code as PNG (ISO/IEC 18004), ``scale`` pixels a module, on white in every mode.

    Error correction M, quiet zone of four modules.
    """
    out = io.BytesIO()
    code = qr_code(text)
    code.save(out, kind="png", scale=scale, border=4, dark="#000000", light="#ffffff")
    return QrPicture(out.getvalue(), int(code.symbol_size(scale=scale, border=4)[0]))
