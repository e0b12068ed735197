"""Dates as entries of a list: loaded by id, each said in a line."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils import dateformat

from ...core.dates import local
from ...occurrences.models import Occurrence, Status
from ...registration.models.quotas import Quota
from ...registration.seats.availability_of_many import states_of_dates
from ...registration.seats.availability_words import SignUpState
from .chosen import Scope
from .facts import DateLine
from .lines import location_line, service_line, time_line, with_common
from .pages_of_dates import load_dates

AddressOf = Callable[[Any], str]
"""Says the address of an event's page; empty where it has none."""


@dataclass(frozen=True)
class Entry:
    """One line of the list."""

    occurrence: Occurrence
    url: str
    day: str
    weekday: str
    time: str
    iso: str
    location: str
    organisation: str
    services: list[str]
    state: SignUpState

    @property
    def event(self) -> Any:
        return self.occurrence.event


@dataclass(frozen=True)
class ShortEntry:
    """One line of a month: ``status`` is empty where the date takes place as planned."""

    occurrence: Occurrence
    url: str
    time: str
    status: str

    @property
    def event(self) -> Any:
        return self.occurrence.event


_SHORT = (
    "start",
    "all_day",
    "time_zone",
    "topic",
    "status",
    "event__title",
    "event__url_path",
    "event__locale_id",
)


class LineLoader:
    """Loads dates by id and says each in a line: three queries, whatever their number."""

    def __init__(self, url_of: AddressOf, accepted: tuple[int, ...], scope: Scope) -> None:
        """``accepted`` are the ids of the restrictions that the reader has passed."""
        self.url_of = url_of
        self.accepted = accepted
        self.snapshot = scope.snapshot
        self.common = scope.snapshot.common
        places = ((path, org) for org in scope.organisations for path in self.snapshot.paths_of(org))
        self.organisations = sorted(places, key=lambda place: -len(place[0]))

    def entries(self, lines: Iterable[DateLine]) -> list[Entry]:
        """Entries in the order of the lines; a date that the reader may not see is left out."""
        quotas = Prefetch("event__quotas", to_attr="all_quotas")
        rows = Occurrence.objects.select_related("event").prefetch_related(quotas)
        rows = rows.defer("event__body", "event__schedule", "event__access")
        dates = [with_common(date, self.common) for date in load_dates(lines, rows, self.accepted)]
        states = states_of_dates(dates, quotas=_quotas_of(dates), dates_of_events=self._dates_of(dates))
        return [self._entry(date, states[date.pk]) for date in dates]

    def _dates_of(self, dates: list[Occurrence]) -> dict[int, list[DateLine]]:
        return {date.event_id: self.snapshot.dates_of(date.event_id) for date in dates}

    def short_entries(self, lines: Iterable[DateLine]) -> list[ShortEntry]:
        """What a month has room for, in one query."""
        rows = Occurrence.objects.select_related("event").only(*_SHORT)
        return [self._short(date) for date in load_dates(lines, rows, self.accepted)]

    def _short(self, occurrence: Occurrence) -> ShortEntry:
        return ShortEntry(
            occurrence=occurrence,
            url=self.url_of(occurrence.event),
            time=time_line(occurrence),
            status="" if occurrence.status == Status.SCHEDULED else str(occurrence.get_status_display()),
        )

    def _entry(self, occurrence: Occurrence, state: SignUpState) -> Entry:
        start = local(occurrence.start, occurrence.time_zone)
        event = occurrence.event
        holder = next((org for path, org in self.organisations if event.path.startswith(path)), None)
        return Entry(
            occurrence=occurrence,
            url=self.url_of(event),
            day=str(start.day),
            weekday=dateformat.format(start, "l"),
            time=time_line(occurrence),
            iso=start.date().isoformat() if occurrence.all_day else start.isoformat(timespec="minutes"),
            location=location_line(occurrence),
            organisation=holder.display_name if holder else "",
            services=[
                service_line(quota)
                for quota in event.all_quotas
                if quota.kind == Quota.Kind.SERVICE and quota.offered
            ],
            state=state,
        )


def _quotas_of(dates: list[Occurrence]) -> list[Quota]:
    by_id = {quota.pk: quota for date in dates for quota in date.event.all_quotas}
    return list(by_id.values())
