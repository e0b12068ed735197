"""Drawings (SVG 2) that draw and do nothing else: no script, no address of elsewhere, no hidden picture.

Whoever opens the file of a drawing by itself runs what stands in it with the rights of the site, and a photo
inside it keeps its place and its camera. What is not known here as drawing is left out.
"""

import base64
import binascii
import io
import re
from typing import Any
from xml.etree.ElementTree import Element, ElementTree

from django.core.exceptions import ValidationError

from .sanitising import clean_picture

_SVG, _XLINK, _XML = (
    "{http://www.w3.org/2000/svg}",
    "{http://www.w3.org/1999/xlink}",
    "{http://www.w3.org/XML/1998/namespace}",
)
_DRAWS = frozenset(
    """
    svg g defs symbol use switch path rect circle ellipse line polyline polygon text tspan textPath image
    linearGradient radialGradient stop pattern clipPath mask marker style filter feBlend feColorMatrix
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight
    feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology
    feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
    """.split()  # noqa: SIM905 -- a list of 50 words is read more easily
)
_PICTURE = re.compile(r"data:image/(jpe?g|png|webp|gif);base64,(.+)", re.I | re.S)
_LOADS = re.compile(r"@|\\|expression|url\s*\(\s*(?!['\"]?#)", re.I)
"""What in a style may load something: an import, an address that is not a part of the drawing, an escape."""


class NoDrawing(ValueError):
    """A file that is called a drawing and is none."""


def clean_drawing(tree: ElementTree) -> None:
    """Take away from a drawing, in its place, whatever does not draw. Pictures inside it are cleaned, too.

    Raises NoDrawing for what is none.
    """
    root: Any = tree.getroot()
    if root is None or root.tag not in (f"{_SVG}svg", "svg"):
        raise NoDrawing
    _clean_attributes(root)
    _clean_children(root)


def _clean_children(parent: Element) -> None:
    for child in list(parent):
        name = str(child.tag).removeprefix(_SVG)
        if name not in _DRAWS or (name == "style" and _LOADS.search("".join(child.itertext()))):
            _leave_out(parent, child)
            continue
        _clean_attributes(child)
        if name == "image" and not _has_clean_picture(child):
            _leave_out(parent, child)
            continue
        _clean_children(child)


def _leave_out(parent: Element, child: Element) -> None:
    """Remove an element; the text after it belongs to its parent and stays."""
    before, tail = list(parent).index(child), child.tail or ""
    parent.remove(child)
    if before:
        parent[before - 1].tail = (parent[before - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail


def _clean_attributes(element: Element) -> None:
    for name, value in list(element.attrib.items()):
        if name in ("href", f"{_XLINK}href"):
            keeps = value.strip().startswith("#") or (
                element.tag == f"{_SVG}image" and _PICTURE.fullmatch(value.strip()) is not None
            )
        else:
            foreign = name.startswith("{") and not name.startswith(_XML)
            keeps = not foreign and not name.lower().startswith(("on", "data-")) and not _LOADS.search(value)
        if not keeps:
            del element.attrib[name]


def _has_clean_picture(element: Element) -> bool:
    """Put a clean picture in the place of the one that an element holds; whether there is one."""
    for name in ("href", f"{_XLINK}href"):
        found = _PICTURE.fullmatch(element.get(name, "").strip())
        if found is None:
            element.attrib.pop(name, None)
            continue
        try:
            clean = clean_picture(io.BytesIO(base64.b64decode(found[2])), "picture").file
        except (ValidationError, binascii.Error):
            return False
        kind = "jpeg" if str(clean.name).endswith("jpg") else str(clean.name).rsplit(".", 1)[-1]
        element.set(name, f"data:image/{kind};base64,{base64.b64encode(clean.read()).decode()}")
        return True
    return False
