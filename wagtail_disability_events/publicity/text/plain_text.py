"""An article as plain text: a paragraph a line, pictures as their descriptions, links written out."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...blocks.parts import (
    Box,
    Figures,
    Heading,
    Items,
    Paragraph,
    Part,
    Picture,
    PictureRow,
    Qr,
    Quotation,
    Spans,
    Table,
)
from ...pages.models import ArticlePage
from .content import article_parts


def plain_text(article: ArticlePage, *, with_title: bool = False) -> str:
    """The words of an article in the order of reading; its title and signature on request."""
    lines = [line for part in article_parts(article) for line in lines_of(part)]
    if with_title:
        lines = [article.title, *lines, *(f"{label}：{value}" for label, value in article.signature)]
    return "\n".join(line for line in lines if line.strip())


def lines_of(part: Part) -> Iterator[str]:
    """The lines of one part."""
    match part:
        case Heading(text=text):
            yield text
        case Paragraph(spans=spans):
            yield words(spans)
        case Items(items=items, mark=mark):
            for number, item in enumerate(items, 1):
                yield f"{f'{number}.' if mark == '1' else mark} {words(item)}"
        case Quotation(text=text, source=source):
            yield f"“{text}”{source}"
        case Picture(alt=alt, caption=caption):
            yield _("[picture: %(words)s]") % {"words": alt}
            if caption and caption != alt:
                yield caption
        case PictureRow(pictures=pictures):
            for picture in pictures:
                yield from lines_of(picture)
        case Qr(address=address, alt=alt):
            yield f"{alt}：{address}"
        case Table(rows=rows):
            for row in rows:
                yield "　".join(words(cell) for cell in row if words(cell))
        case Figures(figures=figures):
            for figure in figures:
                yield f"{figure.number} {figure.unit} {figure.label}".replace("  ", " ")
        case Box(title=title, parts=parts):
            yield title
            for inner in parts:
                yield from lines_of(inner)


def words(spans: Spans) -> str:
    """Spans without their styles; a link is followed by its address."""
    return "".join(
        span.text + (f"（{span.address}）" if span.address.startswith("http") else "") for span in spans
    ).strip()
