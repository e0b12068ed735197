"""The page types of the site, for rooms below ``pages/``: names for keys, classes once they are loaded."""

from typing import Any

from django.apps import apps

APP = "wagtail_disability_events"
EVENT = f"{APP}.EventPage"
OCCURRENCE = f"{APP}.Occurrence"
SPORTS_DAY = f"{APP}.SportsDayPage"
ART_SHOWCASE = f"{APP}.ArtShowcasePage"
ORGANISATION = f"{APP}.EventIndexPage"
ARTICLE = f"{APP}.ArticlePage"
ARTICLE_INDEX = f"{APP}.ArticleIndexPage"


def model(name: str) -> Any:
    """The class of one of these names. Raises AppRegistryNotReady while models are still loading."""
    return apps.get_model(name)
