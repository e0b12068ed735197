"""Rich text as parts: paragraphs, lists, quotations and headings, with the words that are marked in them."""

from collections.abc import Iterator

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString
from wagtail.rich_text import expand_db_html

from .parts import Heading, Items, Paragraph, Part, Quotation, Span, Spans

_ROLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def rich_text_parts(source: str) -> list[Part]:
    """The parts of Wagtail's stored rich text. A line break is a line break in ``Span.text``."""
    if not source:
        return []
    soup = BeautifulSoup(expand_db_html(source), "html.parser")
    for unwanted in soup.find_all(["script", "style"]):
        unwanted.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        comment.extract()
    return [part for node in soup.children for part in _parts(node)]


def _parts(node: object) -> Iterator[Part]:
    if isinstance(node, NavigableString):
        if text := str(node).strip():
            yield Paragraph((Span(text),))
    elif isinstance(node, Tag):
        if node.name in ("ul", "ol"):
            items = tuple(_spans(item) for item in node.find_all("li"))
            yield Items(tuple(item for item in items if item), "1" if node.name == "ol" else "•")
        elif node.name in _HEADINGS:
            yield Heading(node.get_text().strip())
        elif node.name == "blockquote":
            yield Quotation(node.get_text().strip())
        else:
            yield Paragraph(_spans(node))


def _spans(node: Tag, role: str = "", address: str = "") -> Spans:
    spans: list[Span] = []
    for child in node.children:
        if isinstance(child, NavigableString):
            spans.append(Span(str(child), role, address))
        elif isinstance(child, Tag):
            if child.name == "br":
                spans.append(Span("\n"))
            elif child.name not in ("ul", "ol"):
                href = str(child.get("href", "")) if child.name == "a" else address
                spans.extend(_spans(child, _ROLES.get(child.name, role), href))
    return tuple(span for span in spans if span.text)
