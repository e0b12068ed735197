"""The organisations of public pages, from memory: no query."""

from copy import copy
from typing import Any, Protocol

from ..tree.page import TreePage
from .dates_in_memory import Snapshot
from .facts import NO_FACETS


class _Held(Protocol):
    @property
    def pk(self) -> Any: ...
    @property
    def organisation(self) -> Any: ...


def public_organisation(page: TreePage, snapshot: Snapshot) -> Any:
    """The live organisation that a public page stands under; None when there is none."""
    above = [org for org in snapshot.common.organisations if page.path.startswith(org.path)]
    if not above:
        return None
    organisation: Any = copy(max(above, key=lambda org: org.depth))
    organisation.article_index = public_article_index(organisation, snapshot)
    return organisation


def public_holders(event: _Held, snapshot: Snapshot) -> list[Any]:
    """Who holds a public event: the organisation it stands under, then its partners."""
    first = [event.organisation] if event.organisation else []
    partners = snapshot.facets.get(event.pk, NO_FACETS).partners
    return [*first, *(copy(org) for org in snapshot.common.organisations if org.path in partners)]


def public_article_index(page: TreePage, snapshot: Snapshot) -> Any:
    """The live list of articles of an organisation, or of the nearest one above; None when there is none."""
    beside_an_ancestor = [
        index
        for index in snapshot.common.article_indexes
        if page.path.startswith(index.path[: -index.steplen])
    ]
    nearest = max(beside_an_ancestor, key=lambda index: index.depth, default=None)
    return copy(nearest) if nearest is not None else None
