"""Questions about the tree of organisations, each one query."""

from typing import Any

from django.db.models import Q

from ..occurrences.queries import not_restricted, public_pages


def nearest_organisation(page: Any) -> Any:
    """The organisation that a page stands under, going up the tree; None when there is none."""
    from .models import EventIndexPage

    return EventIndexPage.objects.ancestor_of(page).order_by("-depth").first()


def nearest_article_index(page: Any) -> Any:
    """The list of articles of a page's organisation, or of the nearest one above; None when there is none."""
    from .models import ArticleIndexPage

    beside_an_ancestor = Q()
    for depth in range(1, page.depth + 1):
        beside_an_ancestor |= Q(path__startswith=page.path[: depth * page.steplen], depth=depth + 1)
    return ArticleIndexPage.objects.filter(beside_an_ancestor).order_by("-depth", "path").first()


def visible_to_all(pages: Any) -> Any:
    """Live, unexpired pages that no view restriction hides."""
    return pages.filter(public_pages()).filter(not_restricted("path"))
