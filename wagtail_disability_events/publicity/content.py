"""What an article says, in parts, for every output but the web."""

from typing import Any

from ..blocks.parts import Part, parts_of


def article_parts(article: Any) -> list[Part]:
    """The parts of an article's text as its readers get it, without title and signature."""
    context = {"page": article}
    return [part for child in article.shown_body for part in parts_of(child, context)]
