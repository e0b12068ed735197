"""What an article says, in parts, for every output but the web."""

from ...blocks.parts import Part, parts_of
from ...blocks.pictures import photos_of_stream
from ...pages.models import ArticlePage


def article_parts(article: ArticlePage) -> list[Part]:
    """The parts of an article's text as its readers get it, without title and signature."""
    body = article.shown_body
    context = {"page": article, "known_photos": photos_of_stream(article, body)}
    return [part for child in body for part in parts_of(child, context)]
