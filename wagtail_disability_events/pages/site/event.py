"""The page of an event."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ...blocks.outcome_lines import contest_lines, shown_works
from ...core import conf
from ...core.dates import span_html
from ...core.security_headers import protect
from ...occurrences.models import Occurrence
from ...occurrences.operations import public_reason
from ...occurrences.schedule import rhythm_of
from ...outcomes.published import PublishedOutcomes
from ...registration.seats.availability_of_many import state_of_event, states_of_dates
from ...registration.seats.availability_words import SignUpState
from ..listing.lines import location_line
from ..listing.organisations import public_holders, public_organisation
from ..mixins import EventPageMixin
from .access_facts import access_facts
from .event_reading import DATES_SHOWN, EventReading
from .structured_data import as_script, event_json_ld

WORKS_SHOWN = 6


@dataclass(frozen=True)
class DateLine:
    """One date on the page of its event. ``location`` is empty where it is the event's own."""

    occurrence: Occurrence
    html: SafeString
    location: str
    state: SignUpState | None
    reason: str


@require_safe
def detail(request: HttpRequest, event: EventPageMixin) -> HttpResponse:
    """All that helps to decide whether to come, and what came of it."""
    reading = EventReading(event, request)
    _take_from_memory(reading)
    occurrences = reading.dates()
    quotas = list(event.quotas.all()) if event.pk else []
    now = timezone.now()
    if not reading.has_outcomes():
        event.outcomes = PublishedOutcomes.nothing()
    ahead = [date for date in occurrences if date.end >= now]
    listed = ahead or occurrences
    shown = None if request.GET.get("dates") == "all" else DATES_SHOWN
    context = event.get_context(request)
    url = event.get_full_url(request) or ""
    state = state_of_event(event, dates=occurrences, quotas=quotas, now=now) if event.pk else None
    states = states_of_dates(occurrences, quotas=quotas, now=now) if event.registers_by_date else {}
    context.update(
        organisation=event.organisation,
        event=event,
        state=state,
        dates=[_date_line(date, states) for date in listed[:shown]],
        more_dates=max(0, len(listed) - shown) if shown else 0,
        rhythm=reading.remembered(f"rhythm {get_language()}", lambda: rhythm_of(event)),
        works=shown_works(event)[:WORKS_SHOWN],
        has_results=any(contest_lines(child.value, event) for child in getattr(event, "contests", [])),
        access_facts=access_facts(event, event.venue, quotas),
        photos=reading.photos(),
        articles=reading.articles(),
        is_over=bool(occurrences) and not ahead,
        map_url=_map_url(event),
        page_url=url,
        json_ld=as_script(event_json_ld(event, listed[:DATES_SHOWN], url, state=state)),
    )
    return protect(TemplateResponse(request, event.get_template(request), context))


def _take_from_memory(reading: EventReading) -> None:
    """Give a published event what is known of it in memory, so that it is not read again."""
    event = reading.event
    if not event.pk or reading.reader.is_previewing:
        return
    snapshot = reading.reader.snapshot
    event.organisation = public_organisation(event, snapshot)
    event.holders = public_holders(event, snapshot)
    event.kept_offers = reading.remembered("offers", event.service_offers)


def _date_line(date: Occurrence, states: Mapping[int, SignUpState]) -> DateLine:
    return DateLine(
        occurrence=date,
        html=span_html(date.start, date.end, all_day=date.all_day, zone=date.time_zone),
        location=location_line(date) if date.venue_id != date.event.venue_id else "",
        state=states.get(date.pk),
        reason=public_reason(date),
    )


def _map_url(event: EventPageMixin) -> str:
    venue = event.venue
    if venue is None or not (venue.address or venue.latitude):
        return ""
    address: str = conf.get("MAP_URL").format(
        query=quote(f"{venue.name} {venue.address}".strip()),
        lat=venue.latitude or "",
        lng=venue.longitude or "",
    )
    return address
