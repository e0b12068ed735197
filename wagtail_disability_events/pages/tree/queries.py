"""Questions about the tree of organisations, each one query."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from ...core.page_models import ARTICLE_INDEX, ORGANISATION, model
from ...occurrences.queries import not_restricted, public_pages
from .page import EventInTree, TreePage

_Event = TypeVar("_Event", bound=EventInTree)


def nearest_organisation(page: TreePage) -> Any:
    """The organisation that a page stands under, going up the tree; None when there is none."""
    return model(ORGANISATION).objects.ancestor_of(page).order_by("-depth").first()


def with_organisations(events: Iterable[_Event]) -> Iterator[_Event]:
    """Give many events the organisation they stand under: one query for all of them."""
    by_path = {organisation.path: organisation for organisation in model(ORGANISATION).objects.all()}
    for event in events:
        steps = range(len(event.path) - event.steplen, 0, -event.steplen)
        event.organisation = next((by_path[event.path[:n]] for n in steps if event.path[:n] in by_path), None)
        yield event


def nearest_article_index(page: TreePage) -> Any:
    """The list of articles of a page's organisation, or of the nearest one above; None when there is none."""
    return _article_indexes_above(page).first()


def nearest_live_article_index(page: TreePage) -> Any:
    """The same among those that readers can be led to."""
    return _article_indexes_above(page).filter(live=True).first()


def _article_indexes_above(page: TreePage) -> QuerySet:
    """Lists of articles that stand below the page or below a page above it, nearest first."""
    beside_an_ancestor = Q()
    for depth in range(1, page.depth + 1):
        beside_an_ancestor |= Q(path__startswith=page.path[: depth * page.steplen], depth=depth + 1)
    return model(ARTICLE_INDEX).objects.filter(beside_an_ancestor).order_by("-depth", "path")


def visible_to_all(pages: QuerySet) -> Any:
    """Live, unexpired pages that no view restriction hides."""
    return pages.filter(public_pages()).filter(not_restricted("path"))
