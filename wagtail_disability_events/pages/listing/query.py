"""What the address of a list or feed asks for."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db import models
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from ...occurrences.accessibility import Facility
from ...occurrences.kinds import EventKind
from ...occurrences.service_catalogue import services
from ..tree.search_text import query_text
from .snapshot import Snapshot, day_bounds

MAX_QUERY_LENGTH = 60
MAX_CHOICES = 40
FIRST_YEAR, LAST_YEAR = 1990, 2200


class When(models.TextChoices):
    """Spans of time that people ask for, counted from today."""

    TODAY = "today", _("Today")
    WEEKEND = "weekend", _("This weekend")
    WEEK = "week", _("The next 7 days")
    MONTH = "month", _("This month")
    NEXT_MONTH = "next-month", _("Next month")

    def days(self, today: date) -> tuple[date, date]:
        """First and last day. A weekend is the one that is not over yet."""
        match self:
            case When.TODAY:
                return today, today
            case When.WEEKEND:
                saturday = today + timedelta(days=5 - today.weekday())
                return max(today, saturday), saturday + timedelta(days=1)
            case When.WEEK:
                return today, today + timedelta(days=6)
            case When.MONTH:
                return today, month_end(today)
            case _:
                first = month_end(today) + timedelta(days=1)
                return first, month_end(first)


class View(models.TextChoices):
    """How the dates are laid out."""

    LIST = "list", _("List")
    MONTH = "month", _("Month view")
    WEEK = "week", _("Week view")


@dataclass(frozen=True)
class ListingQuery:
    """What the address asks for. Nonsense is left out and named in ``ignored``."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    occasions: tuple[int, ...] = ()
    services: tuple[str, ...] = ()
    facilities: tuple[str, ...] = ()
    organisation: Any = None
    open: bool = False
    when: str = ""
    first: date | None = None
    last: date | None = None
    past: bool = False
    view: View = View.LIST
    around: date | None = None
    ignored: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_address(cls, params: QueryDict, organisations: Iterable[Any]) -> "ListingQuery":
        return _Reader(params, list(organisations)).query()

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, name) for name in _NARROWING)

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
        """The dates in a snapshot that fit, as bits. ``without`` names a field to leave out of account."""
        asked = replace(self, **{without: _EMPTY[without]}) if without else self
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
        if asked.organisation is not None:
            found &= snapshot.below(asked.organisation.path)
        if asked.open:
            found &= snapshot.open(now)
        return found

    def _at_the_time(self, snapshot: Snapshot, now: datetime, zone: ZoneInfo) -> int:
        found = snapshot.visible(now)
        if self.view != View.LIST:
            return found
        if self.first or self.last:
            start, end = day_bounds(
                self.first or date(FIRST_YEAR, 1, 1), self.last or date(LAST_YEAR, 1, 1), zone
            )
            return found & snapshot.between(start, end)
        if self.past:
            return found & snapshot.ended(now)
        found &= ~snapshot.ended(now)
        if self.when:
            found &= snapshot.between(*day_bounds(*When(self.when).days(now.astimezone(zone).date()), zone))
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
        return pairs


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
)
_EMPTY: dict[str, Any] = {item.name: item.default for item in fields(ListingQuery)}


class _Reader:
    """Reads an address, noting what was not understood."""

    def __init__(self, params: QueryDict, organisations: list[Any]) -> None:
        self.params = params
        self.organisations = organisations
        self.ignored: list[str] = []

    def query(self) -> ListingQuery:
        services, facilities = self._needs()
        view = self._one_of("view", View.values) or View.LIST
        when = self._one_of("when", [*When.values, "past", "ahead"])
        first, last = self._day("from"), self._day("to")
        if first and last and last < first:
            self.ignored.append(last.isoformat())
            last = None
        return ListingQuery(
            text=self._text(),
            kinds=self._several("kind", EventKind.values),
            occasions=tuple(int(value) for value in self._numbers("occasion")),
            services=services,
            facilities=facilities,
            organisation=self._organisation(),
            open=self._one_of("open", ["1"]) == "1",
            when=when if when in When.values else "",
            first=first,
            last=last,
            past=when == "past",
            view=View(view),
            around=self._around(View(view)),
            ignored=tuple(self.ignored),
        )

    def _text(self) -> str:
        text = " ".join(self.params.get("q", "").replace("\x00", "").split())[:MAX_QUERY_LENGTH]
        if text and not query_text(text):
            self.ignored.append(text)
            return ""
        return text

    def _several(self, name: str, known: list[str]) -> tuple[str, ...]:
        values = list(dict.fromkeys(self.params.getlist(name)))
        self.ignored += [value for value in values if value not in known]
        return tuple(value for value in values if value in known)

    def _numbers(self, name: str) -> list[str]:
        values = list(dict.fromkeys(self.params.getlist(name)))[:MAX_CHOICES]
        good = [value for value in values if value.isascii() and value.isdigit() and len(value) < 10]
        self.ignored += [value for value in values if value not in good]
        return good

    def _needs(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Services and facilities; “service=level-entrance” is the older way to ask for that facility."""
        asked = self._several("service", [*services(), Facility.LEVEL_ENTRANCE.value])
        facilities = self._several("facility", Facility.values)
        if Facility.LEVEL_ENTRANCE in asked:
            facilities = tuple(dict.fromkeys([*facilities, Facility.LEVEL_ENTRANCE.value]))
        return tuple(need for need in asked if need in services()), facilities

    def _one_of(self, name: str, known: list[str]) -> str:
        value = self.params.get(name, "")
        if value and value not in known:
            self.ignored.append(value)
            return ""
        return value

    def _organisation(self) -> Any:
        wanted = self.params.get("org", "")
        found = next((org for org in self.organisations if str(org.pk) == wanted), None)
        if wanted and found is None:
            self.ignored.append(wanted)
        return found

    def _day(self, name: str, value: str | None = None) -> date | None:
        text = self.params.get(name, "") if value is None else value
        if not text:
            return None
        try:
            day = parse_date(text)
        except ValueError:
            day = None
        if day is None or not FIRST_YEAR <= day.year < LAST_YEAR:
            self.ignored.append(text)
            return None
        return day

    def _around(self, view: View) -> date | None:
        match view:
            case View.MONTH if month := self.params.get("month", ""):
                return self._day("month", f"{month}-01")
            case View.WEEK:
                return self._day("week")
        return None


def month_end(day: date) -> date:
    """The last day of a month.

    >>> month_end(date(2028, 2, 3))
    datetime.date(2028, 2, 29)
    """
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
