"""What the platform asks of inline styles, and whether words can be read on their ground."""

import re
from collections.abc import Iterator

from bs4 import NavigableString, Tag

from ..style.contrast import contrast, parse_colour
from .rules import Rule

MIN_CONTRAST = 4.5


def style_rules(tag: Tag) -> Iterator[Rule]:
    """The rules that the inline style of an element breaks."""
    style = _declarations(tag)
    if "font-family" in style or "font" in style:
        yield Rule.FONT_FAMILY
    if any("!important" in value for value in style.values()):
        yield Rule.IMPORTANT
    if style.get("text-align") in ("start", "end"):
        yield Rule.TEXT_ALIGN
    if style.get(Rule.POSITION, "static") != "static" or style.get("float", "none") != "none":
        yield Rule.POSITION
    if "caret-color" in style:
        yield Rule.CARET_COLOR
    if tag.name == "img" and style.get("opacity") in ("0", "0%", "0.0"):
        yield Rule.HIDDEN_IMAGE
    if any(_is_length(style.get(name, "")) for name in ("width", "min-width")):
        yield Rule.FIXED_WIDTH
    if style.get("white-space") in ("nowrap", "pre"):
        yield Rule.OVERFLOW
    heights = [style.get(name, "") for name in ("height", "max-height")]
    if any(re.fullmatch(r"0(px|em|rem|%)?", value) for value in heights):
        yield Rule.ZERO_HEIGHT
    elif tag.name != "img" and any(_is_length(value) for value in heights):
        yield Rule.FIXED_HEIGHT
    if _lines_overlap(style):
        yield Rule.LINE_HEIGHT
    if tag.name in ("p", "span") and any(name in style for name in ("background", "background-color")):
        yield Rule.PARAGRAPH_BACKGROUND
    if any("gradient(" in value for value in style.values()):
        yield Rule.GRADIENT


def _declarations(tag: Tag) -> dict[str, str]:
    """The declarations of an inline style, in lower case."""
    style = str(tag.get("style", ""))
    pairs = (part.partition(":") for part in style.split(";") if ":" in part)
    return {name.strip().lower(): value.strip().lower() for name, _sep, value in pairs}


def _is_length(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9.]+(px|pt|em|rem|vw|cm|mm|in)", value)) and not re.match(
        r"0+(\.0+)?\D", value
    )


def _lines_overlap(style: dict[str, str]) -> bool:
    value = style.get(Rule.LINE_HEIGHT, "")
    if re.fullmatch(r"[0-9.]+", value):
        return float(value) < 1
    if match := re.fullmatch(r"([0-9.]+)(%|em)", value):
        return float(match[1]) < (100 if match[2] == "%" else 1)
    size = re.fullmatch(r"([0-9.]+)px", style.get("font-size", ""))
    height = re.fullmatch(r"([0-9.]+)px", value)
    return bool(size and height and float(height[1]) < float(size[1]))


def has_own_text(tag: Tag) -> bool:
    """Whether there are words directly in an element."""
    return any(isinstance(child, NavigableString) and str(child).strip() for child in tag.children)


def is_too_faint(tag: Tag) -> bool:
    """Whether the words of an element have less contrast than 4.5:1 (WCAG 2.2 SC 1.4.3)."""
    ink = _inherited(tag, ("color",)) or (0, 0, 0)
    ground = _inherited(tag, ("background-color", "background")) or (255, 255, 255)
    return contrast(ink, ground) < MIN_CONTRAST


def _inherited(tag: Tag, names: tuple[str, ...]) -> tuple[int, int, int] | None:
    current: Tag | None = tag
    while current is not None:
        style = _declarations(current)
        for name in names:
            if colour := parse_colour(style.get(name, "")):
                return colour
        current = current.parent
    return None
