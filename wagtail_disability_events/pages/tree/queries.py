"""Questions about the tree of organisations, each one query."""

from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any

from django.db.models import Q

from ...occurrences.queries import not_restricted, public_pages


def nearest_organisation(page: Any) -> Any:
    """The organisation that a page stands under, going up the tree; None when there is none."""
    from ..models import EventIndexPage

    return EventIndexPage.objects.ancestor_of(page).order_by("-depth").first()


def with_organisations(events: Iterable[Any]) -> Iterator[Any]:
    """Give many events the organisation they stand under: one query for all of them."""
    from ..models import EventIndexPage

    by_path = {organisation.path: organisation for organisation in EventIndexPage.objects.all()}
    for event in events:
        steps = range(len(event.path) - event.steplen, 0, -event.steplen)
        event.organisation = next((by_path[event.path[:n]] for n in steps if event.path[:n] in by_path), None)
        yield event


def nearest_article_index(page: Any) -> Any:
    """The list of articles of a page's organisation, or of the nearest one above; None when there is none."""
    from ..models import ArticleIndexPage

    beside_an_ancestor = Q()
    for depth in range(1, page.depth + 1):
        beside_an_ancestor |= Q(path__startswith=page.path[: depth * page.steplen], depth=depth + 1)
    return ArticleIndexPage.objects.filter(beside_an_ancestor).order_by("-depth", "path").first()


def public_organisation(page: Any, snapshot: Any) -> Any:
    """The live organisation that a public page stands under, from memory; None when there is none."""
    above = [org for org in snapshot.common.organisations if page.path.startswith(org.path)]
    if not above:
        return None
    organisation = copy(max(above, key=lambda org: org.depth))
    organisation.article_index = public_article_index(organisation, snapshot)
    return organisation


def public_holders(event: Any, snapshot: Any) -> list[Any]:
    """Who holds a public event: the organisation it stands under, then its partners; from memory."""
    first = [event.organisation] if event.organisation else []
    partners = snapshot.facets.get(event.pk, {}).get("partners", ())
    return [*first, *(copy(org) for org in snapshot.common.organisations if org.path in partners)]


def public_article_index(page: Any, snapshot: Any) -> Any:
    """The live list of articles of an organisation, or of the nearest one above, from memory."""
    beside_an_ancestor = [
        index
        for index in snapshot.common.article_indexes
        if page.path.startswith(index.path[: -index.steplen])
    ]
    nearest = max(beside_an_ancestor, key=lambda index: index.depth, default=None)
    return copy(nearest) if nearest is not None else None


def visible_to_all(pages: Any) -> Any:
    """Live, unexpired pages that no view restriction hides."""
    return pages.filter(public_pages()).filter(not_restricted("path"))
