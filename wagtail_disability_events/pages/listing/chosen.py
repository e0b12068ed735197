"""Which dates answer a query: chosen in memory, decided by the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from zoneinfo import ZoneInfo

from django.utils import timezone
from wagtail.search.backends import get_search_backend

from ...core.dates import period_bounds
from ...core.page_models import EVENT, model
from ..tree.page import Branch, Organisation
from ..tree.search_text import query_text
from .bits import positions_of
from .dates_in_memory import Snapshot
from .query import ListingQuery

SEARCH_AGE = 30.0
"""Seconds for which the answer to a search is kept, should the index be written later than the facts."""
SEARCHES_KEPT = 100


@dataclass(frozen=True)
class Scope:
    """What a reader may see of an organisation and all below it at a moment."""

    snapshot: Snapshot
    now: datetime
    zone: ZoneInfo
    visible: int
    organisations: list[Organisation]
    hidden: frozenset[str] = frozenset()
    on_any_page: int = 0
    locale_id: int = 0

    @classmethod
    def of(cls, index: Branch, snapshot: Snapshot, hidden: Iterable[str]) -> "Scope":
        """No query. At or below the tree paths that are ``hidden`` this reader sees nothing.

        It is the same part of the tree in each of its languages: a date is shown on one page, in the language
        of ``index`` where there is one.
        """
        now, hidden = timezone.now(), frozenset(hidden)
        found = snapshot.within(index)
        for path in hidden:
            found &= ~snapshot.held_below(path)
        found &= snapshot.visible(now)
        visible = snapshot.one_each.of(found, index.locale_id)
        paths, there = tuple(snapshot.paths_of(index)), tuple(hidden)
        below = [
            organisation
            for organisation in snapshot.common.organisations
            if organisation.path.startswith(paths)
            and organisation.path not in paths
            and not organisation.path.startswith(there)
            and not (organisation.expire_at and organisation.expire_at <= now)
        ]
        zone = ZoneInfo(index.time_zone)
        return cls(
            snapshot, now, zone, visible, _once(below, index.locale_id), hidden, found, index.locale_id
        )

    def visible_in(self, organisation: Organisation | None) -> int:
        """What this reader may see of one of its organisations, each date on one page; None for all."""
        if organisation is None:
            return self.visible
        return self.snapshot.one_each.of(
            self.on_any_page & self.snapshot.within(organisation), self.locale_id
        )


def _once(organisations: list[Organisation], locale_id: int) -> list[Organisation]:
    """Each organisation once, in this language where it has a page in it."""
    known: dict[object, Organisation] = {}
    for organisation in organisations:
        other = known.setdefault(organisation.translation_key, organisation)
        if other.locale_id != locale_id and organisation.locale_id == locale_id:
            known[organisation.translation_key] = organisation
    kept = {organisation.pk for organisation in known.values()}
    return [organisation for organisation in organisations if organisation.pk in kept]


@dataclass(frozen=True)
class Chosen:
    """The dates of a scope that a query asks for."""

    query: ListingQuery
    scope: Scope
    matching_text: int
    within: int

    @classmethod
    def of(cls, query: ListingQuery, scope: Scope) -> "Chosen":
        """One query where a text has to be searched for that nobody searched for just now, else none."""
        snapshot = scope.snapshot
        matching = within = snapshot.everything
        if query.text:
            matching = _matching(snapshot, query_text(query.text))
        if days := query.shown_days(scope.now.astimezone(scope.zone).date()):
            within = snapshot.between(*period_bounds(*days, scope.zone))
        return cls(query, scope, matching, within)

    @property
    def snapshot(self) -> Snapshot:
        return self.scope.snapshot

    @property
    def now(self) -> datetime:
        return self.scope.now

    @property
    def zone(self) -> ZoneInfo:
        return self.scope.zone

    def mask(self, query: ListingQuery | None = None, *, without: str = "") -> int:
        """The dates that fit the query, or another one; ``without`` names a filter to leave out.

        In a month or week they are those of its days.
        """
        return self.at_any_time(query, without=without) & self.within

    def at_any_time(self, query: ListingQuery | None = None, *, without: str = "") -> int:
        """The same, not limited to the month or week that is shown."""
        query = query or self.query
        there = self.scope.visible_in(None if without == "organisation" else query.organisation)
        found = there & query.mask(self.snapshot, self.now, self.zone, without=without)
        return found if without == "text" or not query.text else found & self.matching_text

    def positions(self) -> list[int]:
        """Positions of the dates that the query asks for, soonest first."""
        return positions_of(self.mask())

    def ids(self, mask: int) -> list[int]:
        """Ids of dates, soonest first."""
        return [self.snapshot.lines[position].pk for position in positions_of(mask)]


def _matching(snapshot: Snapshot, terms: str) -> int:
    """The dates of events that a search finds; kept a while, for the next page and the next filter."""
    kept = snapshot.searches.get(terms)
    if kept is not None and monotonic() - kept[0] < SEARCH_AGE:
        return kept[1]
    found = snapshot.of_events(event_ids_matching(terms))
    if len(snapshot.searches) >= SEARCHES_KEPT:
        snapshot.searches.clear()
    snapshot.searches[terms] = (monotonic(), found)
    return found


def event_ids_matching(terms: str) -> list[int]:
    """Ids of events that the site's search backend finds for the terms of a text.

    The terms are asked of the autocomplete index, which holds nothing but them and on PostgreSQL is the only
    one that a whole query can use; its last term matches beginnings too. Of a backend in the database the ids
    alone are read; any other counts them as a facet.
    """
    if not terms:
        return []
    found = get_search_backend().autocomplete(terms, model(EVENT), operator="and", order_by_relevance=False)
    if hasattr(found, "get_queryset"):
        return list(found.get_queryset().order_by().values_list("pk", flat=True))
    return list(found.facet("id"))
