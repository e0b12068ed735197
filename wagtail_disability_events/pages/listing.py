"""The list of events: what was asked for, which dates answer it, and how each is said in a line."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import Count, Prefetch
from django.http import HttpRequest
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from .. import conf
from ..dates import local, month_phrase, time_phrase
from ..occurrences.access import AccessService, Facility, FacilityState
from ..occurrences.models import Occurrence
from ..occurrences.queries import OccurrenceQuerySet
from ..registration.listing import states_of_dates
from ..registration.models import Quota
from ..registration.state import SignUpState
from .kinds import EventKind
from .listing_query import ListingQuery, at_step_free_venue
from .queries import visible_to_all


@dataclass(frozen=True)
class Choice:
    """One choice of a filter."""

    value: str
    label: str
    chosen: bool
    count: int = 0


@dataclass(frozen=True)
class Entry:
    """One line of the list."""

    occurrence: Occurrence
    url: str
    day: str
    weekday: str
    time: str
    iso: str
    place: str
    organisation: str
    services: list[str]
    state: SignUpState

    @property
    def event(self) -> Any:
        return self.occurrence.event


@dataclass(frozen=True)
class Month:
    """Entries under one month."""

    label: str
    anchor: str
    entries: list[Entry]


@dataclass(frozen=True)
class Listing:
    """One page of the list, ready to be shown."""

    query: ListingQuery
    months: list[Month]
    page: Any
    kinds: list[Choice]
    services: list[Choice]
    organisations: list[Choice]
    parameters: str
    page_ignored: bool = False

    @property
    def ignored(self) -> bool:
        return bool(self.query.ignored) or self.page_ignored


def dates_of(index: Any, accepted: tuple[int, ...] = ()) -> OccurrenceQuerySet:
    """The public dates of an organisation and all below it."""
    return Occurrence.objects.public(accepted).within(index)


def organisations_below(index: Any) -> list[Any]:
    """The public organisations below ``index``, for the filter and for naming who holds an event."""
    from .models import EventIndexPage

    return list(
        visible_to_all(EventIndexPage.objects.descendant_of(index))
        .order_by("path")
        .only("title", "short_name", "path", "depth", "id")
    )


def build_listing(request: HttpRequest, index: Any, accepted: tuple[int, ...] = ()) -> Listing:
    """Answer the address of ``request`` for an organisation's list, in a fixed number of queries."""
    organisations = organisations_below(index)
    query = ListingQuery.from_address(request.GET, organisations)
    everything = dates_of(index, accepted)
    everything = everything.past() if query.past else everything.upcoming()
    dates = query.narrow(everything)
    total, step_free = _counts(dates)
    page, page_ignored = _page_of(dates, total, request.GET.get("page", ""))
    shown = list(page.object_list)
    states = states_of_dates(shown, quotas=_quotas_of(shown))
    entries = [_entry(request, index, date, states[date.pk], organisations) for date in shown]
    return Listing(
        query=query,
        months=_by_month(entries),
        page=page,
        kinds=_kind_choices(query, everything),
        services=_need_choices(query, dates, step_free),
        organisations=[
            Choice(str(org.pk), org.display_name, org == query.organisation) for org in organisations
        ],
        parameters=query.parameters(),
        page_ignored=page_ignored,
    )


def _kind_choices(query: ListingQuery, everything: OccurrenceQuerySet) -> list[Choice]:
    """Kinds that there are, with the number of dates that the other filters leave of each."""
    others = replace(query, kinds=[]).narrow(everything)
    counts = dict(others.order_by().values_list("event__kind").annotate(number=Count("id")))
    return [
        Choice(value, str(label), value in query.kinds, counts.get(value, 0))
        for value, label in EventKind.choices
        if value in query.kinds or counts.get(value)
    ]


def _need_choices(query: ListingQuery, dates: OccurrenceQuerySet, step_free: int) -> list[Choice]:
    """What a visitor can need, with the number of dates that would be left."""
    counts = dict(
        dates.order_by()
        .filter(event__quotas__kind=Quota.Kind.SERVICE, event__quotas__offered=True)
        .values_list("event__quotas__service")
        .annotate(number=Count("id", distinct=True))
    )
    choices = [
        Choice(
            Facility.LEVEL_ENTRANCE.value,
            _("Step-free access"),
            Facility.LEVEL_ENTRANCE in query.services,
            step_free,
        )
    ]
    choices += [
        Choice(service.value, str(service.label), service.value in query.services, counts.get(service, 0))
        for service in AccessService
    ]
    return [choice for choice in choices if choice.chosen or choice.count]


def _counts(dates: OccurrenceQuerySet) -> tuple[int, int]:
    """How many dates there are, and how many of them at a place that one enters without steps."""
    counted = dates.order_by().aggregate(
        total=Count("id", distinct=True), step_free=Count("id", filter=at_step_free_venue(), distinct=True)
    )
    return counted["total"], counted["step_free"]


def _quotas_of(dates: list[Occurrence]) -> list[Quota]:
    by_id = {quota.pk: quota for date in dates for quota in date.event.all_quotas}
    return list(by_id.values())


def place_line(occurrence: Occurrence) -> str:
    """Where, with the one access fact that decides for many: ``南湖街道文体中心 一楼 · 平进平出``."""
    venue = occurrence.venue
    parts = [" ".join(part for part in (venue.name if venue else "", occurrence.place) if part)]
    if venue and any(
        item.facility == Facility.LEVEL_ENTRANCE and item.state == FacilityState.YES
        for item in venue.facilities.all()
    ):
        parts.append(_("level entrance"))
    return " · ".join(part for part in parts if part)


def service_line(quota: Quota) -> str:
    """A service with what is left of it, when it is limited."""
    label = str(AccessService(quota.service).label)
    if quota.left is None:
        return label
    return _("%(service)s (%(left)s left)") % {"service": label, "left": quota.left}


def with_lines(dates: Any) -> Any:
    """Load with dates what a line says of them, three queries whatever their number."""
    return dates.select_related("event", "event__theme", "venue").prefetch_related(
        "venue__facilities",
        Prefetch("event__quotas", to_attr="all_quotas"),
    )


def _page_of(dates: Any, total: int, wanted: str) -> tuple[Any, bool]:
    paginator = Paginator(with_lines(dates), conf.get("LISTING_PAGE_SIZE"))
    paginator.count = total  # known already: it saves a query
    try:
        return paginator.page(wanted or 1), False
    except PageNotAnInteger:
        return paginator.page(1), True
    except EmptyPage:
        return paginator.page(paginator.num_pages), True


def _entry(
    request: HttpRequest, index: Any, occurrence: Occurrence, state: SignUpState, organisations: list[Any]
) -> Entry:
    start = local(occurrence.start, occurrence.time_zone)
    event = occurrence.event
    holder = max(
        (org for org in organisations if event.path.startswith(org.path)),
        key=lambda org: len(org.path),
        default=None,
    )
    return Entry(
        occurrence=occurrence,
        url=event.get_url(request) or "",
        day=str(start.day),
        weekday=dateformat.format(start, "l"),
        time=_("all day") if occurrence.all_day else time_phrase(start),
        iso=start.date().isoformat() if occurrence.all_day else start.isoformat(timespec="minutes"),
        place=place_line(occurrence),
        organisation=holder.display_name if holder else "",
        services=[
            service_line(quota)
            for quota in event.all_quotas
            if quota.kind == Quota.Kind.SERVICE and quota.offered
        ],
        state=state,
    )


def _by_month(entries: list[Entry]) -> list[Month]:
    months: list[Month] = []
    this_year = timezone.now().year
    for entry in entries:
        start = local(entry.occurrence.start, entry.occurrence.time_zone)
        anchor = f"m{start:%Y-%m}"
        if not months or months[-1].anchor != anchor:
            months.append(Month(month_phrase(start.date(), year=start.year != this_year), anchor, []))
        months[-1].entries.append(entry)
    return months
