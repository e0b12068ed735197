"""The one gate through which images of the site's library leave through us.

What a site keeps in its library stays as it is. Pages, feeds, articles, posters, pushes and exports of ours
show a copy of it, in which nothing is hidden: the operation ``wde_clean`` of Wagtail's renditions writes the
pixels anew (``gallery.pixels.clean_copies``). No module and no template of ours asks an image for a rendition
by itself.
"""

import logging
from typing import Any

from django.db import DatabaseError
from wagtail.images.utils import to_svg_safe_spec

CLEAN = "wde_clean"
"""The name of the operation, as it stands at the end of a specification."""
SHARED = "fill-900x383|format-jpeg"
"""The copy of a cover that is named where a page is shared, in feeds and in structured data."""

_logger = logging.getLogger(__name__)


def clean_spec(spec: str) -> str:
    """A specification of a rendition, such as ``max-800x800|format-jpeg``, for a copy that hides nothing."""
    return f"{spec}|{CLEAN}"


def outgoing_copy(image: Any, spec: str, *, pixels_only: bool = False) -> Any:
    """A copy of a picture of the library that hides nothing: a rendition; None where there is no such copy.

    A drawing (SVG) stays a drawing, without scripts and without what is not shown, unless ``pixels_only``.
    There is no copy of a file that is lost, damaged or refused; the log says why.
    """
    if image is None:
        return None
    if image.is_svg():
        if pixels_only:
            return None
        spec = to_svg_safe_spec(spec)
    try:
        return image.get_rendition(clean_spec(spec))
    except DatabaseError:
        raise
    except Exception:  # a bad file fails in as many ways as there are decoders, and a page shows without it
        _logger.warning(
            "Image %s cannot be shown: no clean copy of it could be made.", image.pk, exc_info=True
        )
        return None


def outgoing_file(image: Any, spec: str) -> bytes | None:
    """The bytes of a copy of pixels that hides nothing; None where there is none."""
    copy = outgoing_copy(image, spec, pixels_only=True)
    if copy is None:
        return None
    with copy.file.open("rb") as file:
        content: bytes = file.read()
    return content


def own_copies(image: Any, *specs: str) -> dict[str, Any]:
    """Copies of an image that we wrote ourselves, a released photo: its file hides nothing already."""
    found: dict[str, Any] = image.get_renditions(*specs)
    return found
