"""A system check: does an article get out without a review?"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import Tags, Warning, register
from django.db import DatabaseError, router

from ...pages.models import ArticleIndexPage
from ..workflow.queries import lists_without_reviews


@register(Tags.database, deploy=True)
def check_reviews(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[Any]:
    """``check --deploy --database default``: whether articles are reviewed before they get out."""
    if router.db_for_read(ArticleIndexPage) not in (databases or ()):
        return []
    try:
        lists = lists_without_reviews()
    except DatabaseError:  # no tables yet, or no database: other checks say so
        return []
    return [
        Warning(
            f"Articles of “{index.title}” ({index.pk}) get out without a review.",
            hint="Set reviews up with `manage.py set_up_groups` or `manage.py set_up_reviews`.",
            id="wagtail_disability_events.W108",
        )
        for index in lists
    ]
