"""What an article says, in parts, for every output but the web."""

from ...blocks.parts import Part, parts_of
from ...blocks.pictures import photos_at_hand
from ...pages.models import ArticlePage


def article_parts(article: ArticlePage) -> list[Part]:
    """The parts of an article's text as its readers get it, without title and signature."""
    context = {"page": article}
    body = article.shown_body
    with photos_at_hand(article, body):
        return [part for child in body for part in parts_of(child, context)]
