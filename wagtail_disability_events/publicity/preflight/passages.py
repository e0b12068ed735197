"""The texts of an article one by one, each with its location, so that a check can point at it and mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup
from django.utils.html import escape
from wagtail import blocks

from ...pages.models import ArticlePage
from ..text.labels import field_label
from .findings import TextLocation

QUOTED_BLOCKS = {"quotation"}


@dataclass(frozen=True)
class Passage:
    """One text. ``source`` is as stored, ``is_html`` for rich text; ``is_quotation`` for somebody's words."""

    location: TextLocation
    source: str
    kind: str
    is_html: bool = False
    is_quotation: bool = False

    @cached_property
    def text(self) -> str:
        """The words as they are read, a line for each paragraph."""
        if not self.is_html:
            return self.source
        soup = BeautifulSoup(self.source, "html.parser")
        for element in soup.find_all(["p", "li", "br", "h2", "h3", "h4", "blockquote"]):
            element.append("\n")
        return soup.get_text().strip()

    def holds(self, words: str) -> bool:
        """Whether the stored text has these words as they are, so that they can be replaced."""
        return self.stored(words) in self.source

    def stored(self, words: str) -> str:
        """Words as the stored text would have them."""
        return str(escape(words)).replace("&#x27;", "'").replace("&quot;", '"') if self.is_html else words


def passages_of(article: ArticlePage) -> list[Passage]:
    """Title, abstract, signature and every text of the body, in the order of reading."""
    found = [
        Passage(
            TextLocation(field_label(name), (name,)),
            getattr(article, name),
            name,
        )
        for name in ("title", "abstract", "source", "contributor", "editor")
        if getattr(article, name)
    ]
    stream = article.body.stream_block
    for number, child in enumerate(article.body.get_prep_value(), 1):
        block = stream.child_blocks.get(child["type"])
        if block is None:
            continue
        label = f"{number}. {block.label}"
        path = ("body", child["id"], "value")
        quoted = child["type"] in QUOTED_BLOCKS
        found.extend(_walk(block, child["value"], label, path, child["type"], quoted))
    return found


def _walk(
    block: blocks.Block, value: object, label: str, path: tuple[str | int, ...], kind: str, quoted: bool
) -> Iterator[Passage]:
    """The texts in the stored value of a block."""
    if isinstance(value, str) and value:
        if isinstance(block, blocks.RichTextBlock):
            yield Passage(TextLocation(label, path), value, kind, is_html=True, is_quotation=quoted)
        elif isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
            yield Passage(TextLocation(label, path), value, kind, is_quotation=quoted)
    elif isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        for name, inner in block.child_blocks.items():
            said = f"{label} · {inner.label}" if inner.label else label
            yield from _walk(inner, value.get(name), said, (*path, name), name, quoted)
    elif isinstance(block, blocks.ListBlock) and isinstance(value, list):
        for at, item in enumerate(value):
            # a list item is stored as {"type": "item", "value": …}, in older rows as its bare value
            wrapped = isinstance(item, dict) and item.get("type") == "item" and "value" in item
            inner_path = (*path, at, "value") if wrapped else (*path, at)
            inner_value = item["value"] if wrapped else item
            yield from _walk(block.child_block, inner_value, label, inner_path, kind, quoted)
