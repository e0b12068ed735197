"""What is asked of a list or feed, and which dates of a snapshot answer it."""

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.translation import pgettext

from ...core.dates import period_bounds
from ..tree.page import Organisation
from .dates_in_memory import Snapshot
from .spans import View, When, month_end

FIRST_YEAR, LAST_YEAR = 1990, 2200


@dataclass(frozen=True)
class ListingQuery:
    """What the address asks for.

    ``unknown`` are parameters with values that do not exist, or no longer: they find nothing, and stay in
    every address that is made of the query. ``ignored`` is what was left out.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    occasions: tuple[int, ...] = ()
    services: tuple[str, ...] = ()
    facilities: tuple[str, ...] = ()
    organisation: Organisation | None = None
    open: bool = False
    when: str = ""
    first: date | None = None
    last: date | None = None
    past: bool = False
    view: View = View.LIST
    around: date | None = None
    unknown: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, name) for name in _NARROWING)

    @property
    def finds_nothing(self) -> bool:
        """Whether a value is asked for that does not exist, and no other of the same filter is enough."""
        return any(not getattr(self, _ANY_OF.get(name, ""), ()) for name, _value in self.unknown)

    @property
    def unknown_values(self) -> str:
        """The values that do not exist, in a line."""
        return pgettext("between items of a list", ", ").join(value for _name, value in self.unknown)

    @property
    def follows_the_clock(self) -> bool:
        """Whether other dates answer it as time passes, although nothing is changed."""
        return bool(self.text or self.open or self.when or self.past)

    def without(self, *names: str) -> "ListingQuery":
        """The query without some of its filters, named as its fields."""
        unknown = tuple(pair for pair in self.unknown if _FIELD_OF.get(pair[0]) not in names)
        return replace(self, unknown=unknown, **{name: _EMPTY[name] for name in names})

    def shown_days(self, today: date) -> tuple[date, date] | None:
        """First and last day of the month or week that is laid out; None for a list."""
        around = self.around or today
        match self.view:
            case View.MONTH:
                return around.replace(day=1), month_end(around)
            case View.WEEK:
                monday = around - timedelta(days=around.weekday())
                return monday, monday + timedelta(days=6)
        return None

    def parameters(self) -> str:
        """The query as a feed's address carries it: without the page and the layout."""
        return urlencode(self._pairs())

    def address(self, **changes: Any) -> str:
        """The query string of this query with changes, layout included: ``?kind=sports&view=month``."""
        changed = replace(self, **changes) if changes else self
        pairs = changed._pairs()
        if changed.view != View.LIST:
            pairs.append(("view", changed.view.value))
            if changed.around:
                name = "month" if changed.view == View.MONTH else "week"
                value = changed.around.strftime("%Y-%m") if name == "month" else changed.around.isoformat()
                pairs.append((name, value))
        return f"?{urlencode(pairs)}" if pairs else ""

    def mask(self, snapshot: Snapshot, now: datetime, zone: ZoneInfo, *, without: str = "") -> int:
        """The dates in a snapshot that fit, as bits. ``without`` names a field to leave out of account.

        Where they stand in the tree is not asked here.
        """
        asked = self.without(without) if without else self
        if asked.finds_nothing:
            return 0
        found = asked._at_the_time(snapshot, now, zone)
        for facet, values in (("kind", asked.kinds), ("occasion", asked.occasions)):
            if values:
                any_of = 0
                for value in values:
                    any_of |= snapshot.of(facet, value)
                found &= any_of
        for service in asked.services:
            found &= snapshot.of("service", service)
        for facility in asked.facilities:
            found &= snapshot.of("facility", facility)
        if asked.open:
            found &= snapshot.open(now)
        return found

    def _at_the_time(self, snapshot: Snapshot, now: datetime, zone: ZoneInfo) -> int:
        found = snapshot.visible(now)
        if self.view != View.LIST:
            return found
        if self.first or self.last:
            start, end = period_bounds(
                self.first or date(FIRST_YEAR, 1, 1), self.last or date(LAST_YEAR, 1, 1), zone
            )
            return found & snapshot.between(start, end)
        if self.past:
            return found & snapshot.ended(now)
        found &= ~snapshot.ended(now)
        if self.when:
            found &= snapshot.between(
                *period_bounds(*When(self.when).days(now.astimezone(zone).date()), zone)
            )
        return found

    def _pairs(self) -> list[tuple[str, str]]:
        pairs: list[tuple[str, str]] = [("q", self.text)] if self.text else []
        for name, values in (
            ("kind", self.kinds),
            ("occasion", self.occasions),
            ("service", self.services),
            ("facility", self.facilities),
        ):
            pairs += [(name, str(value)) for value in values]
        if self.organisation is not None:
            pairs.append(("org", str(self.organisation.pk)))
        if self.open:
            pairs.append(("open", "1"))
        if self.when or self.past:
            pairs.append(("when", "past" if self.past else self.when))
        pairs += [(name, day.isoformat()) for name, day in (("from", self.first), ("to", self.last)) if day]
        return [*pairs, *self.unknown]


_NARROWING = (
    "text",
    "kinds",
    "occasions",
    "services",
    "facilities",
    "organisation",
    "open",
    "when",
    "first",
    "last",
    "unknown",
)
_FIELD_OF = {
    "q": "text",
    "kind": "kinds",
    "occasion": "occasions",
    "service": "services",
    "facility": "facilities",
    "org": "organisation",
    "open": "open",
    "when": "when",
    "from": "first",
    "to": "last",
}
_ANY_OF = {"kind": "kinds", "occasion": "occasions"}
"""Filters of which one value is enough; of the others each must hold."""
_EMPTY: dict[str, Any] = {item.name: item.default for item in fields(ListingQuery)}
