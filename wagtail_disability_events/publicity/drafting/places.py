"""Where a draft is created."""

from wagtail.models import Page

from ...pages.models import ArticleIndexPage
from ...pages.tree.queries import nearest_article_index


class NoPlaceForArticles(Exception):
    """No list of articles stands under the event's organisation or any above it."""


def article_index_for(page: Page) -> ArticleIndexPage:
    """The nearest list of articles, going up the tree. Raises NoPlaceForArticles."""
    index: ArticleIndexPage | None = nearest_article_index(page)
    if index is None:
        raise NoPlaceForArticles
    return index
