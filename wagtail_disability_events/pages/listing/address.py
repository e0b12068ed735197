"""Reads the address of a list or feed: what is understood becomes a query, the rest is named.

A filter that asks for something that does not exist, or no longer, finds nothing: who subscribed to one kind
of event must not get all of them. Only what says how a list is laid out is left out where it makes no sense.
"""

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
        self.unknown: list[tuple[str, str]] = []

    def query(self) -> ListingQuery:
        services, facilities = self._needs()
        view = self._view()
        when = self._one_of("when", [*When.values, "past", "ahead"])
        is_open = self._one_of("open", ["1", "0"]) == "1"
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
            open=is_open,
            when=when if when in When.values else "",
            first=first,
            last=last,
            past=when == "past",
            view=view,
            around=self._around(view),
            unknown=tuple(dict.fromkeys(self.unknown)),
            ignored=tuple(self.ignored),
        )

    def _text(self) -> str:
        text = " ".join(self.params.get("q", "").replace("\x00", "").split())[:MAX_QUERY_LENGTH]
        if text and not query_text(text):
            self._nobody_knows("q", text)
            return ""
        return text

    def _several(self, name: str, known: list[str]) -> tuple[str, ...]:
        values = list(dict.fromkeys(self.params.getlist(name)))
        for value in values:
            if value not in known:
                self._nobody_knows(name, value)
        return tuple(value for value in values if value in known)

    def _occasions(self) -> tuple[int, ...]:
        """Occasions; “theme=3” is the older way to ask for one, which stands in calendars subscribed to."""
        return tuple(int(value) for value in self._numbers("occasion", "theme"))

    def _numbers(self, *names: str) -> list[str]:
        asked = [value for name in names for value in self.params.getlist(name)]
        values = list(dict.fromkeys(asked))[:MAX_CHOICES]
        good = [value for value in values if value.isascii() and value.isdigit() and len(value) < 10]
        for value in values:
            if value not in good:
                self._nobody_knows(names[0], value)
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
            self._nobody_knows(name, value)
            return ""
        return value

    def _view(self) -> View:
        value = self.params.get("view", "")
        if value and value not in View.values:
            self.ignored.append(value)
        return View(value) if value in View.values else View.LIST

    def _nobody_knows(self, name: str, value: str) -> None:
        """Note a value of a filter that does not exist; it stays in the addresses made of this query."""
        if value and len(self.unknown) < MAX_CHOICES:
            self.unknown.append((name, value[:MAX_QUERY_LENGTH]))

    def _organisation(self) -> Organisation | None:
        wanted = self.params.get("org", "")
        found = next((org for org in self.organisations if str(org.pk) == wanted), None)
        if found is None:
            self._nobody_knows("org", wanted)
        return found

    def _day(self, name: str) -> date | None:
        text = self.params.get(name, "")
        day = _day_of(text)
        if day is None:
            self._nobody_knows(name, text)
        return day

    def _around(self, view: View) -> date | None:
        match view:
            case View.MONTH if month := self.params.get("month", ""):
                return self._shown(f"{month}-01")
            case View.WEEK if week := self.params.get("week", ""):
                return self._shown(week)
        return None

    def _shown(self, text: str) -> date | None:
        day = _day_of(text)
        if day is None:
            self.ignored.append(text)
        return day


def _day_of(text: str) -> date | None:
    """A day as ``2027-05-17``; None for any other text, and for a year in which nobody plans."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day is not None and FIRST_YEAR <= day.year < LAST_YEAR else None
