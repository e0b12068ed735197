"""Word files about an article: the article itself, and the cover sheet of a submission."""

from ...core.dates import day_phrase
from ...pages.models import ArticlePage
from ..text.content import article_parts
from .writer import WordWriter


def word_document(article: ArticlePage) -> bytes:
    """The article as ``.docx``: title, who submits it and when, text with pictures, signature."""
    writer = WordWriter(article.title)
    writer.title(article.title)
    below = [article.source, day_phrase(article.date) if article.date else ""]
    writer.paragraph("　".join(part for part in below if part), indent=False, centred=True)
    for part in article_parts(article):
        writer.part(part)
    writer.paragraph("", indent=False)
    for label, value in article.signature:
        writer.paragraph(f"{label}：{value}", indent=False)
    return writer.as_bytes()


def cover_sheet(title: str, rows: list[tuple[str, str]]) -> bytes:
    """A sheet with a title and a table of two columns: what it is, and what there is to say."""
    writer = WordWriter(title)
    writer.title(title)
    writer.two_columns(rows)
    return writer.as_bytes()
