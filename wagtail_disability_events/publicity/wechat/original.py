"""Where “read the original” below an article in WeChat leads."""

from ...pages.models import ArticlePage

Genre = ArticlePage.Genre


def original_of(article: ArticlePage) -> str:
    """The absolute address of the sign-up before an event, else of the article on this site."""
    event = article.event_in_its_language
    is_before = article.genre in (Genre.ANNOUNCEMENT, Genre.REMINDER)
    if is_before and event is not None and event.registration_enabled and event.live:
        return f"{event.full_url}register/"
    return str(article.full_url or "")
