"""One page of the list of events, or one month or week: which dates answer what was asked, under months."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator

from ...core import conf
from ...core.dates import local, month_phrase
from .active_filters import ActiveFilter, active_filters
from .bits import some_positions
from .calendar_layout import CalendarView, build_calendar
from .chosen import Chosen
from .entries import Entry, LineLoader
from .filters import FilterGroup, filter_groups
from .query import ListingQuery
from .spans import View


@dataclass(frozen=True)
class Layout:
    """One of the ways to lay the same dates out: its name and its address."""

    label: str
    address: str
    current: bool


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
    page: "Page[Any] | None" = None
    calendar: CalendarView | None = None
    page_ignored: bool = False

    @property
    def ignored(self) -> bool:
        return bool(self.query.ignored or self.query.unknown) or self.page_ignored

    @property
    def unknown(self) -> str:
        """What is asked for that does not exist."""
        return self.query.unknown_values

    @property
    def views(self) -> list[Layout]:
        """The ways to lay the same dates out."""
        return [
            Layout(str(view.label), self.query.address(view=view, around=None), view == self.query.view)
            for view in View
        ]


def build_listing(chosen: Chosen, loader: LineLoader, wanted_page: str = "") -> Listing:
    """The page of a list that is wanted, or the month or week, in a fixed number of queries.

    Of a ``wanted_page`` that is no number, or past the last, another is shown and ``page_ignored`` says so.
    """
    query = chosen.query
    common: dict[str, Any] = {
        "query": query,
        "groups": filter_groups(chosen),
        "parameters": query.parameters(),
    }
    if query.view != View.LIST:
        calendar = build_calendar(chosen, loader)
        return Listing(**common, total=calendar.total, active=active_filters(chosen), calendar=calendar)
    positions = _Positions(chosen.mask(), latest_first=query.past)
    page, page_ignored = _page_of(positions, wanted_page)
    entries = loader.entries(chosen.snapshot.lines[position] for position in page.object_list)
    return Listing(
        **common,
        total=len(positions),
        active=active_filters(chosen),
        months=_by_month(entries, chosen.now.year),
        page=page,
        page_ignored=page_ignored,
    )


class _Positions(Sequence[int]):
    """The set bits of a mask as a sequence that a paginator can slice without listing all of them."""

    def __init__(self, mask: int, *, latest_first: bool) -> None:
        self.mask = mask
        self.latest_first = latest_first

    def __len__(self) -> int:
        return self.mask.bit_count()

    def __getitem__(self, wanted: Any) -> Any:  # a slice, as a paginator asks
        return some_positions(
            self.mask, wanted.start, wanted.stop - wanted.start, latest_first=self.latest_first
        )


def _page_of(positions: Sequence[int], wanted: str) -> tuple[Page[Any], bool]:
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
