"""The platform's rules for article HTML, each with a code, applied to what we render.

Source: the reference "WeChat official account", section "What keeps its looks", which follows the
platform's published rules for article structure, and the limits of ``draft/add``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.translation import gettext_lazy as _

from .contrast import contrast, parse_colour
from .writing import MAX_COLUMNS, PLATFORM_HOST

ALLOWED_TAGS = {"section", "p", "span", "img", "table", "tbody", "thead", "tr", "td", "th", "br", "a"}
ALLOWED_ATTRIBUTES = {"style", "src", "alt", "data-w", "href", "colspan", "rowspan"}
TEXT_PARENTS = {"p", "span", "td", "th", "a"}
MAX_CHARACTERS = 20_000
MAX_BYTES = 1_000_000
MAX_TITLE, MAX_AUTHOR, MAX_ABSTRACT = 32, 16, 128
MAX_SAME_NESTING = 10
MIN_CONTRAST = 4.5

MESSAGES = {
    "tag": _("Only sections, paragraphs, spans, tables and images keep their looks."),
    "attribute": _("Classes, ids and scripts are removed."),
    "font-family": _("The platform chooses the font."),
    "important": _("!important is not allowed."),
    "text-align": _("Write left, right, center or justify; start and end are lost."),
    "position": _("Position and float break the page."),
    "caret-color": _("caret-color is not allowed."),
    "hidden-image": _("An invisible image is removed."),
    "fixed-width": _("A fixed width overflows on narrow phones; use per cent."),
    "overflow": _("Text that may not wrap overflows on narrow phones."),
    "zero-height": _("A height of 0 hides what is inside."),
    "fixed-height": _("A fixed height cuts off or overlaps what is taller."),
    "line-height": _("A line-height below 1 makes lines overlap."),
    "image-width": _("Each image carries data-w, its width in pixels."),
    "image-alt": _("Each image carries a description."),
    "nesting": _("The same element with one child is nested ten deep."),
    "paragraph-background": _("A background belongs on the container, not on a paragraph."),
    "gradient": _("No gradient behind text: dark mode cannot compute it."),
    "contrast": _("Text and ground are too close in brightness."),
    "link": _("Only links to articles of the platform work."),
    "bare-text": _("Text stands in a paragraph, not directly in a section."),
    "wide-table": _("A table of more than four columns does not fit a phone."),
    "title-length": _("The title has more than 32 characters."),
    "author-length": _("The author has more than 16 characters."),
    "abstract-length": _("The abstract has more than 128 characters."),
    "content-length": _("The article is longer than 20,000 characters."),
    "content-size": _("The article is larger than 1 MB."),
}


@dataclass(frozen=True)
class Finding:
    """A broken rule and where."""

    rule: str
    where: str

    @property
    def message(self) -> str:
        return str(MESSAGES[self.rule])


def check_html(html: str) -> list[Finding]:
    """Every rule that article HTML breaks, in document order."""
    soup = BeautifulSoup(html, "html.parser")
    findings = [finding for tag in soup.find_all(True) for finding in _check_tag(tag)]
    findings += [
        Finding("bare-text", str(text).strip()[:40])
        for text in soup.find_all(string=True)
        if str(text).strip()
        and (text.parent is None or text.parent.name not in TEXT_PARENTS)
        and (text.parent is None or text.parent.name in ALLOWED_TAGS | {"[document]"})
    ]
    if len(html) >= MAX_CHARACTERS:
        findings.append(Finding("content-length", str(len(html))))
    if len(html.encode("utf-8")) >= MAX_BYTES:
        findings.append(Finding("content-size", str(len(html.encode("utf-8")))))
    return findings


def check_metadata(*, title: str, author: str = "", abstract: str = "") -> list[Finding]:
    """Limits of the fields beside the text."""
    limits = (
        ("title-length", title, MAX_TITLE),
        ("author-length", author, MAX_AUTHOR),
        ("abstract-length", abstract, MAX_ABSTRACT),
    )
    return [Finding(rule, text[:40]) for rule, text, limit in limits if len(text) > limit]


def _check_tag(tag: Tag) -> Iterator[Finding]:
    where = str(tag)[:80]
    style = _declarations(str(tag.get("style", "")))
    if tag.name not in ALLOWED_TAGS:
        yield Finding("tag", where)
    if set(tag.attrs) - ALLOWED_ATTRIBUTES:
        yield Finding("attribute", where)
    for rule in _style_rules(tag, style):
        yield Finding(rule, where)
    if tag.name == "img":
        if not str(tag.get("data-w", "")).isdigit():
            yield Finding("image-width", where)
        if not str(tag.get("alt", "")).strip():
            yield Finding("image-alt", where)
    if tag.name == "a" and urlsplit(str(tag.get("href", ""))).hostname != PLATFORM_HOST:
        yield Finding("link", where)
    if tag.name == "tr" and len(tag.find_all(["td", "th"], recursive=False)) > MAX_COLUMNS:
        yield Finding("wide-table", where)
    if _same_nesting(tag) >= MAX_SAME_NESTING:
        yield Finding("nesting", where)
    if _has_own_text(tag) and _too_faint(tag):
        yield Finding("contrast", where)


def _style_rules(tag: Tag, style: dict[str, str]) -> Iterator[str]:
    if "font-family" in style or "font" in style:
        yield "font-family"
    if any("!important" in value for value in style.values()):
        yield "important"
    if style.get("text-align") in ("start", "end"):
        yield "text-align"
    if style.get("position", "static") != "static" or style.get("float", "none") != "none":
        yield "position"
    if "caret-color" in style:
        yield "caret-color"
    if tag.name == "img" and style.get("opacity") in ("0", "0%", "0.0"):
        yield "hidden-image"
    if any(_is_length(style.get(name, "")) for name in ("width", "min-width")):
        yield "fixed-width"
    if style.get("white-space") in ("nowrap", "pre"):
        yield "overflow"
    heights = [style.get(name, "") for name in ("height", "max-height")]
    if any(re.fullmatch(r"0(px|em|rem|%)?", value) for value in heights):
        yield "zero-height"
    elif tag.name != "img" and any(_is_length(value) for value in heights):
        yield "fixed-height"
    if _lines_overlap(style):
        yield "line-height"
    if tag.name in ("p", "span") and any(name in style for name in ("background", "background-color")):
        yield "paragraph-background"
    if any("gradient(" in value for value in style.values()):
        yield "gradient"


def _declarations(style: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in style.split(";") if ":" in part)
    return {name.strip().lower(): value.strip().lower() for name, _sep, value in pairs}


def _is_length(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9.]+(px|pt|em|rem|vw|cm|mm|in)", value)) and not re.match(
        r"0+(\.0+)?\D", value
    )


def _lines_overlap(style: dict[str, str]) -> bool:
    value = style.get("line-height", "")
    if re.fullmatch(r"[0-9.]+", value):
        return float(value) < 1
    if match := re.fullmatch(r"([0-9.]+)(%|em)", value):
        return float(match[1]) < (100 if match[2] == "%" else 1)
    size = re.fullmatch(r"([0-9.]+)px", style.get("font-size", ""))
    height = re.fullmatch(r"([0-9.]+)px", value)
    return bool(size and height and float(height[1]) < float(size[1]))


def _same_nesting(tag: Tag) -> int:
    """How deep one element with one child repeats itself, seen from its outermost."""
    signature = (tag.name, tag.get("style"))
    parent = tag.parent
    if parent is not None and (parent.name, parent.get("style")) == signature and len(_children(parent)) == 1:
        return 0
    depth, current = 1, tag
    while (
        len(children := _children(current)) == 1 and (children[0].name, children[0].get("style")) == signature
    ):
        depth, current = depth + 1, children[0]
    return depth


def _children(tag: Tag) -> list[Tag]:
    return [child for child in tag.children if isinstance(child, Tag)]


def _has_own_text(tag: Tag) -> bool:
    return any(isinstance(child, NavigableString) and str(child).strip() for child in tag.children)


def _too_faint(tag: Tag) -> bool:
    ink = _inherited(tag, ("color",)) or (0, 0, 0)
    ground = _inherited(tag, ("background-color", "background")) or (255, 255, 255)
    return contrast(ink, ground) < MIN_CONTRAST


def _inherited(tag: Tag, names: tuple[str, ...]) -> tuple[int, int, int] | None:
    current: Tag | None = tag
    while current is not None:
        style = _declarations(str(current.get("style", "")))
        for name in names:
            if colour := parse_colour(style.get(name, "")):
                return colour
        current = current.parent
    return None
