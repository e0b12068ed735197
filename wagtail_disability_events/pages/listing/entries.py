"""The list of events: what was asked for, which dates answer it, and how each is said in a line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils import dateformat
from django.utils.translation import gettext as _

from ...core import conf
from ...core.dates import local, month_phrase, time_phrase
from ...occurrences.accessibility import Facility, FacilityState
from ...occurrences.models import Occurrence, Status
from ...occurrences.service_catalogue import service_label
from ...registration.models.quotas import Quota
from ...registration.seats.availability_of_many import states_of_dates
from ...registration.seats.availability_words import SignUpState
from .calendar_layout import build_calendar
from .chosen import Chosen, Scope
from .filters import ActiveFilter, FilterGroup, active_filters, filter_groups
from .query import ListingQuery, View
from .snapshot import Common, DateLine, some_positions


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
    """One line of a month: ``fate`` is empty where the date takes place as planned."""

    occurrence: Occurrence
    url: str
    time: str
    fate: str

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


@dataclass(frozen=True)
class Month:
    """Entries under one month."""

    label: str
    anchor: str
    entries: list[Entry]


@dataclass(frozen=True)
class Listing:
    """One page of the list, or one month or week, ready to be shown."""

    query: ListingQuery
    total: int
    groups: list[FilterGroup]
    active: list[ActiveFilter]
    parameters: str
    months: list[Month] = field(default_factory=list)
    page: Any = None
    calendar: Any = None
    page_ignored: bool = False

    @property
    def ignored(self) -> bool:
        return bool(self.query.ignored) or self.page_ignored

    @property
    def views(self) -> list[dict[str, Any]]:
        """The ways to lay the same dates out."""
        return [
            {
                "label": view.label,
                "address": self.query.address(view=view, around=None),
                "current": view == self.query.view,
            }
            for view in View
        ]


class LineLoader:
    """Loads dates by id and says each in a line: three queries, whatever their number."""

    def __init__(self, request: HttpRequest, accepted: tuple[int, ...], scope: Scope) -> None:
        self.request = request
        self.accepted = accepted
        self.snapshot = scope.snapshot
        self.common = scope.snapshot.common
        self.organisations = sorted(scope.organisations, key=lambda org: -len(org.path))

    def entries(self, ids: list[int]) -> list[Entry]:
        """Entries in the order of the ids; a date that the reader may not see is left out."""
        quotas = Prefetch("event__quotas", to_attr="all_quotas")
        visible = Occurrence.objects.public(self.accepted).select_related("event").prefetch_related(quotas)
        rows = visible.defer("event__body", "event__schedule", "event__access").in_bulk(ids)
        dates = [with_common(rows[pk], self.common) for pk in ids if pk in rows]
        states = states_of_dates(dates, quotas=_quotas_of(dates), dates_of_events=self._dates_of(dates))
        return [self._entry(date, states[date.pk]) for date in dates]

    def _dates_of(self, dates: list[Occurrence]) -> dict[int, list[DateLine]]:
        return {date.event_id: self.snapshot.dates_of(date.event_id) for date in dates}

    def short_entries(self, ids: list[int]) -> list[ShortEntry]:
        """What a month has room for, in one query."""
        rows = Occurrence.objects.public(self.accepted).select_related("event").filter(pk__in=ids)
        return [self._short(date) for date in rows.only(*_SHORT)]

    def _short(self, occurrence: Occurrence) -> ShortEntry:
        return ShortEntry(
            occurrence=occurrence,
            url=occurrence.event.get_url(self.request) or "",
            time=_time(occurrence),
            fate="" if occurrence.status == Status.SCHEDULED else str(occurrence.get_status_display()),
        )

    def _entry(self, occurrence: Occurrence, state: SignUpState) -> Entry:
        start = local(occurrence.start, occurrence.time_zone)
        event = occurrence.event
        holder = next((org for org in self.organisations if event.path.startswith(org.path)), None)
        return Entry(
            occurrence=occurrence,
            url=event.get_url(self.request) or "",
            day=str(start.day),
            weekday=dateformat.format(start, "l"),
            time=_time(occurrence),
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


def build_listing(request: HttpRequest, index: Any, accepted: tuple[int, ...] = ()) -> Listing:
    """Answer the address of ``request`` for an organisation's list, in a fixed number of queries."""
    scope = Scope.of(index, accepted, request)
    query = ListingQuery.from_address(request.GET, scope.organisations)
    chosen = Chosen.of(query, scope)
    loader = LineLoader(request, accepted, scope)
    common: dict[str, Any] = {
        "query": query,
        "groups": filter_groups(chosen),
        "parameters": query.parameters(),
    }
    if query.view != View.LIST:
        calendar = build_calendar(chosen, loader)
        return Listing(**common, total=calendar.total, active=active_filters(chosen), calendar=calendar)
    positions = _Positions(chosen.mask(), latest_first=query.past)
    page, page_ignored = _page_of(positions, request.GET.get("page", ""))
    entries = loader.entries([chosen.snapshot.lines[position].pk for position in page.object_list])
    return Listing(
        **common,
        total=len(positions),
        active=active_filters(chosen),
        months=_by_month(entries, chosen.now.year),
        page=page,
        page_ignored=page_ignored,
    )


def with_common(date: Occurrence, common: Common) -> Occurrence:
    """Give a date, and its event, the place and occasion that are in memory."""
    if date.venue_id in common.venues:
        date.venue = common.venues[date.venue_id]
    if date.event.occasion_id in common.occasions:
        date.event.occasion = common.occasions[date.event.occasion_id]
    return date


class _Positions(Sequence):
    """The set bits of a mask as a sequence that a paginator can slice without listing all of them."""

    def __init__(self, mask: int, *, latest_first: bool) -> None:
        self.mask = mask
        self.latest_first = latest_first

    def __len__(self) -> int:
        return self.mask.bit_count()

    def __getitem__(self, wanted: Any) -> Any:
        return some_positions(
            self.mask, wanted.start, wanted.stop - wanted.start, latest_first=self.latest_first
        )


def _quotas_of(dates: list[Occurrence]) -> list[Quota]:
    by_id = {quota.pk: quota for date in dates for quota in date.event.all_quotas}
    return list(by_id.values())


def location_line(occurrence: Occurrence) -> str:
    """Where, with the one access fact that decides for many: ``南湖街道文体中心 一楼 · 平进平出``."""
    venue = occurrence.venue
    parts = [" ".join(part for part in (venue.name if venue else "", occurrence.location) if part)]
    if venue and any(
        item.facility == Facility.LEVEL_ENTRANCE and item.state == FacilityState.YES
        for item in venue.facilities.all()
    ):
        parts.append(_("level entrance"))
    return " · ".join(part for part in parts if part)


def _time(occurrence: Occurrence) -> str:
    if occurrence.all_day:
        return _("all day")
    return time_phrase(local(occurrence.start, occurrence.time_zone))


def service_line(quota: Quota) -> str:
    """A service with what is left of it, when it is limited."""
    label = service_label(quota.service)
    if quota.left is None:
        return label
    return _("%(service)s (%(left)s left)") % {"service": label, "left": quota.left}


def with_lines(dates: Any) -> Any:
    """Load with dates what a line says of them, three queries whatever their number."""
    return dates.select_related("event", "event__occasion", "venue").prefetch_related(
        "venue__facilities",
        Prefetch("event__quotas", to_attr="all_quotas"),
    )


def _page_of(positions: Sequence, wanted: str) -> tuple[Any, bool]:
    paginator = Paginator(positions, conf.get("LISTING_PAGE_SIZE"))
    try:
        return paginator.page(wanted or 1), False
    except PageNotAnInteger:
        return paginator.page(1), True
    except EmptyPage:
        return paginator.page(paginator.num_pages), True


def _by_month(entries: list[Entry], this_year: int) -> list[Month]:
    months: list[Month] = []
    for entry in entries:
        start = local(entry.occurrence.start, entry.occurrence.time_zone)
        anchor = f"m{start:%Y-%m}"
        if not months or months[-1].anchor != anchor:
            months.append(Month(month_phrase(start.date(), year=start.year != this_year), anchor, []))
        months[-1].entries.append(entry)
    return months
