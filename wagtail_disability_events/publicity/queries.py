"""Questions that every room of publicity asks."""

from datetime import date

from django.utils import timezone

from ..core.dates import local_day
from ..pages.models import ArticlePage


def newest_revision(article: ArticlePage) -> ArticlePage:
    """The newest revision as an object; it shows the figures which were approved for it, or live ones."""
    newest: ArticlePage = article.get_latest_revision_as_object()
    return newest


def today_in(zone: str) -> date:
    """The day that it is now on the calendar of an organisation's time zone (an IANA key)."""
    return local_day(timezone.now(), zone)
