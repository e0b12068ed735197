"""Reads the address of a list or feed: what is understood becomes a query, the rest is named."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.utils.dateparse import parse_date

from ...occurrences.accessibility import Facility
from ...occurrences.kinds import EventKind
from ...occurrences.service_catalogue import services
from ..tree.page import Organisation
from ..tree.search_text import query_text
from .query import FIRST_YEAR, LAST_YEAR, ListingQuery
from .spans import View, When

MAX_QUERY_LENGTH = 60
MAX_CHOICES = 40


class Parameters(Protocol):
    """The parameters of an address, as Django's QueryDict has them."""

    def get(self, key: str, default: str, /) -> str: ...
    def getlist(self, key: str, /) -> list[str]: ...


def read_query(params: Parameters, organisations: Iterable[Organisation]) -> ListingQuery:
    """What an address asks for. ``organisations`` are those that it may name."""
    return _Reader(params, list(organisations)).query()


class _Reader:
    """Reads an address, noting what was not understood."""

    def __init__(self, params: Parameters, organisations: list[Organisation]) -> None:
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
            occasions=self._occasions(),
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

    def _occasions(self) -> tuple[int, ...]:
        """Occasions; “theme=3” is the older way to ask for one, which stands in calendars subscribed to."""
        return tuple(int(value) for value in self._numbers("occasion", "theme"))

    def _numbers(self, *names: str) -> list[str]:
        asked = [value for name in names for value in self.params.getlist(name)]
        values = list(dict.fromkeys(asked))[:MAX_CHOICES]
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

    def _organisation(self) -> Organisation | None:
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
