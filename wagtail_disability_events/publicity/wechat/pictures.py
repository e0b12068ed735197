"""The pictures of an article on their way to WeChat: named, measured, read only when they travel."""

import hashlib
from collections.abc import Callable
from functools import cached_property

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractImage

from ..text.pictures import draw_qr, reader_of, travelling_copy

MAX_BYTES = 1_000_000
"""The platform takes pictures inside an article below 1 MB."""


class WechatImage:
    """A picture of the article: its file name in the package, width in pixels, description, and its number in
    the image library if it is from there. ``content`` is read when it is asked for."""

    def __init__(
        self,
        name: str,
        read: Callable[[], bytes],
        *,
        width: int,
        alt: str,
        address: str = "",
        library_id: int | None = None,
    ) -> None:
        self.name, self.width, self.alt = name, width, alt
        self.address, self.library_id = address, library_id
        self._read = read

    @cached_property
    def content(self) -> bytes:
        return self._read()

    @property
    def hash(self) -> str:
        """SHA-256 of the content, in hex: the name under which an upload is remembered."""
        return hashlib.sha256(self.content).hexdigest()


class PictureCollector:
    """Gathers pictures while an article is written."""

    def __init__(self, base_url: str, radius: int = 0) -> None:
        self.base_url, self.radius = base_url, radius
        self.images: list[WechatImage] = []

    def add(self, image: AbstractImage, alt: str) -> SafeString:
        """Register a picture of the library; return its ``img`` element, or nothing where it has no copy."""
        rendition = travelling_copy(image)
        if rendition is None:
            return SafeString("")
        address = rendition.url if "://" in rendition.url else f"{self.base_url}{rendition.url}"
        name = self._name("jpg")
        self.images.append(
            WechatImage(
                name,
                reader_of(rendition),
                width=rendition.width,
                alt=alt,
                address=address,
                library_id=image.pk,
            )
        )
        radius = f" border-radius: {self.radius}px;" if self.radius else ""
        return format_html(
            '<img src="{}" alt="{}" data-w="{}" style="width: 100%; display: block;{}">',
            name,
            alt,
            rendition.width,
            radius,
        )

    def add_qr(self, text: str, alt: str) -> SafeString:
        """Register a QR picture; return its element."""
        qr = draw_qr(text)
        name = self._name("png")
        self.images.append(WechatImage(name, lambda: qr.content, width=qr.width, alt=alt))
        return format_html(
            '<img src="{}" alt="{}" data-w="{}" style="width: 50%; display: block; margin: 0 auto;">',
            name,
            alt,
            qr.width,
        )

    def _name(self, suffix: str) -> str:
        return f"images/{len(self.images) + 1:02}.{suffix}"
