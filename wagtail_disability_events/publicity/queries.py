"""Questions that every room of publicity asks."""

from ..pages.models import ArticlePage


def newest_revision(article: ArticlePage) -> ArticlePage:
    """The newest revision as an object; it shows the figures which were approved for it, or live ones."""
    newest: ArticlePage = article.get_latest_revision_as_object()
    return newest
