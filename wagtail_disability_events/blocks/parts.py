"""What a block says, apart from any output: headings, paragraphs, pictures, tables, boxes.

Each block of a body says once what it consists of (``parts``). WeChat, plain text and Word are written from
that, so that a block is written once and corrected once. The web has templates of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from .base import Context, StreamChild

if TYPE_CHECKING:
    from wagtail.images.models import AbstractImage


@dataclass(frozen=True)
class Span:
    """Words in one style. ``role``: "" or "bold", "italic", "accent", "soft", "gold". ``address``: where a
    link leads."""

    text: str
    role: str = ""
    address: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Part:
    """Base of everything that a block says."""

    kind: ClassVar[str] = ""


@dataclass(frozen=True)
class Heading(Part):
    """A heading below the title of the article."""

    text: str
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Paragraph(Part):
    """A paragraph. ``role``: "" or "lead" (centred), "note" (small and soft)."""

    spans: Spans
    role: str = ""
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class Items(Part):
    """A list; ``mark`` stands before each item: "•", "□", "✓", or "1" for numbers."""

    items: tuple[Spans, ...]
    mark: str = "•"
    kind: ClassVar[str] = "items"


@dataclass(frozen=True)
class Quotation(Part):
    """Words that somebody said, and who."""

    text: str
    source: str = ""
    kind: ClassVar[str] = "quotation"


@dataclass(frozen=True)
class Picture(Part):
    """A picture of the image library, with its description for people who do not see it."""

    image: "AbstractImage"
    alt: str
    caption: str = ""
    kind: ClassVar[str] = "picture"


@dataclass(frozen=True)
class PictureRow(Part):
    """Two pictures beside each other."""

    pictures: tuple[Picture, ...]
    kind: ClassVar[str] = "picture_row"


@dataclass(frozen=True)
class Qr(Part):
    """A QR picture that leads to ``address`` (absolute)."""

    address: str
    alt: str
    kind: ClassVar[str] = "qr"


@dataclass(frozen=True)
class Table(Part):
    """Rows of at most four cells. ``header`` names the columns; not every output shows it."""

    header: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]
    kind: ClassVar[str] = "table"


@dataclass(frozen=True)
class Figure:
    """One number with its unit and what it counts. ``number`` None: nobody has counted yet."""

    number: int | None
    unit: str
    label: str


@dataclass(frozen=True)
class Figures(Part):
    """Large numbers."""

    figures: tuple[Figure, ...]
    kind: ClassVar[str] = "figures"


@dataclass(frozen=True)
class Box(Part):
    """Parts that belong together, under a small heading of their own."""

    title: str
    parts: tuple[Part, ...] = field(default_factory=tuple)
    kind: ClassVar[str] = "box"


def paragraph(*texts: str | Span, role: str = "", between: str = "") -> Paragraph:
    """A paragraph of texts; empty ones are left out. ``between`` stands between two that are there.

    >>> [span.text for span in paragraph("律师", "", "1 号桌", between="、").spans]
    ['律师', '、', '1 号桌']
    """
    spans: list[Span] = []
    for text in texts:
        span = text if isinstance(text, Span) else Span(str(text))
        if not span.text:
            continue
        if spans and between:
            spans.append(Span(between))
        spans.append(span)
    return Paragraph(tuple(spans), role)


def pictures_in(parts: Iterable[Part]) -> Iterator[Picture]:
    """Every picture, in the order of reading."""
    for part in parts:
        if isinstance(part, Picture):
            yield part
        elif isinstance(part, PictureRow):
            yield from part.pictures
        elif isinstance(part, Box):
            yield from pictures_in(part.parts)


def parts_of(child: StreamChild[object], context: Context) -> list[Part]:
    """What one block of a body says. ``context`` holds the page under ``page`` as for its template.

    Raises NotImplementedError for a block that does not say it; the check ``E007`` finds it before.
    """
    if not hasattr(child.block, "parts"):
        raise NotImplementedError(f"The block {child.block_type} does not say its parts.")
    block_context = child.block.get_context(child.value, parent_context=context)
    return [part for part in child.block.parts(child.value, block_context) if not _is_empty(part)]


def _is_empty(part: Part) -> bool:
    match part:
        case Paragraph(spans=spans):
            return not any(span.text.strip() for span in spans)
        case Heading(text=text) | Quotation(text=text):
            return not text.strip()
        case Items(items=rows) | Table(rows=rows) | Figures(figures=rows) | PictureRow(pictures=rows):
            return not rows
        case Box(title=title, parts=parts):
            return not title and not parts
    return False
