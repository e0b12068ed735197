"""The operation of Wagtail's renditions that leaves nothing behind but what is shown.

Wagtail takes EXIF (with the place, the camera and its thumbnail) and the colour profile of an original over
into its renditions. This comes last, when the copy has its size: it writes the pixels anew, in sRGB, or a
drawing without what does not draw.
"""

from typing import Any

from wagtail.images.image_operations import FilterOperation
from willow.plugins.pillow import PillowImage
from willow.svg import SvgImage

from .drawings import clean_drawing
from .sanitising import bare_pixels


class NothingCleanHere(Exception):
    """A picture in the hands of a library whose files we cannot vouch for."""


class CleanOperation(FilterOperation):
    """``wde_clean``: without parameters."""

    def construct(self) -> None: ...

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> Any:
        """The same picture without anything that is not shown. Raises NothingCleanHere."""
        if isinstance(willow, SvgImage):
            clean_drawing(willow.image.dom)
            return willow
        if isinstance(willow, PillowImage):
            return PillowImage(bare_pixels(willow.get_pillow_image()))
        if hasattr(willow, "get_wand_image"):  # moving pictures, where a site has installed Wand
            willow.image.transform_colorspace("srgb")
            willow.image.strip()
            return willow
        raise NothingCleanHere(type(willow).__name__)
