"""What a reader's request for a page answers. Rules live below; this is their edge to HTTP."""

from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods
from wagtail.models import Site
from wagtail.url_routing import RouteResult

from .. import conf
from ..calendars.feeds import feed_response
from ..calendars.models import CalendarEntry
from ..dates import day_phrase, span_html
from ..occurrences.operations import public_reason
from ..occurrences.projection import preview_rows
from ..registration import views as registration_views
from ..registration.listing import state_of_event, states_of_dates
from .access_facts import access_facts
from .listing import build_listing, organisations_below, place_line
from .listing_query import ListingQuery
from .queries import nearest_organisation, visible_to_all
from .restrictions import accepted_restrictions
from .rss import rss_response
from .security import protect
from .structured_data import article_json_ld, as_script, event_json_ld, organisation_json_ld

_read = require_http_methods(["GET", "HEAD"])
_read_or_post = require_http_methods(["GET", "HEAD", "POST"])
DATES_SHOWN = 12


@_read
def listing(request: HttpRequest, index: Any) -> HttpResponse:
    accepted = accepted_restrictions(request)
    context = index.get_context(request)
    url = index.get_url(request) or ""
    context.update(
        listing=build_listing(request, index, accepted),
        organisation=index,
        page_url=url,
        json_ld=as_script(organisation_json_ld(index, index.get_full_url(request) or "")),
    )
    return protect(TemplateResponse(request, index.get_template(request), context))


@_read
def index_calendar(request: HttpRequest, index: Any) -> HttpResponse:
    accepted = accepted_restrictions(request)
    organisations = organisations_below(index) if request.GET.get("org") else []
    query = ListingQuery.from_address(request.GET, organisations)
    entries = query.narrow(CalendarEntry.objects.public(accepted).filter(event__path__startswith=index.path))
    return feed_response(
        request,
        entries,
        name=index.title,
        url=request.build_absolute_uri(),
        filename="calendar.ics",
        private=bool(accepted),
    )


@_read
def index_rss(request: HttpRequest, index: Any) -> HttpResponse:
    accepted = accepted_restrictions(request)
    response = rss_response(request, index, accepted)
    if accepted:
        add_never_cache_headers(response)
    return response


@_read
def event_detail(request: HttpRequest, event: Any) -> HttpResponse:
    occurrences = _occurrences(event, request)
    quotas = list(event.quotas.all()) if event.pk else []
    now = timezone.now()
    ahead = [date for date in occurrences if date.end >= now]
    context = event.get_context(request)
    url = event.get_full_url(request) or ""
    states = states_of_dates(occurrences, quotas=quotas, now=now) if event.registers_by_date else {}
    context.update(
        organisation=event.organisation,
        event=event,
        state=state_of_event(event, dates=occurrences, quotas=quotas, now=now) if event.pk else None,
        dates=[_date_line(date, states) for date in (ahead or occurrences)[:DATES_SHOWN]],
        more_dates=max(0, len(ahead or occurrences) - DATES_SHOWN),
        access_facts=access_facts(event, event.venue, quotas),
        photos=list(event.photos.public()[:6]) if event.pk else [],
        articles=_public_articles(event, request),
        is_over=bool(occurrences) and not ahead,
        map_url=_map_url(event),
        page_url=url,
        json_ld=as_script(event_json_ld(event, (ahead or occurrences)[:DATES_SHOWN], url)),
    )
    return protect(TemplateResponse(request, event.get_template(request), context))


@_read
def event_calendar(request: HttpRequest, event: Any) -> HttpResponse:
    return feed_response(
        request,
        event.calendar_entries.all(),
        name=event.title,
        url=event.get_full_url(request) or "",
        filename="event.ics",
        private=event.get_view_restrictions().exists(),
    )


@_read
def add_to_calendar(request: HttpRequest, event: Any) -> HttpResponse:
    """How to get the event into a phone's calendar: WeChat's browser cannot download a file."""
    context = event.get_context(request)
    context.update(
        organisation=event.organisation,
        event=event,
        dates=[_date_line(date, {}) for date in _occurrences(event, request)[:DATES_SHOWN]],
        file_url=request.build_absolute_uri(f"{event.get_url(request)}event.ics"),
        json_ld=_event_script(event, request),
        in_wechat="micromessenger" in request.headers.get("User-Agent", "").lower(),
    )
    template = "wagtail_disability_events/add_to_calendar.html"
    return protect(TemplateResponse(request, template, context))


@_read_or_post
def register(request: HttpRequest, event: Any) -> HttpResponse:
    return protect(registration_views.sign_up(request, event))


@_read
def photo_gallery(request: HttpRequest, event: Any) -> HttpResponse:
    photos = Paginator(event.photos.public().prefetch_related("image__renditions"), 60)
    context = event.get_context(request)
    context.update(
        organisation=event.organisation,
        event=event,
        photos=photos.get_page(request.GET.get("page")),
        json_ld=_event_script(event, request),
    )
    template = "wagtail_disability_events/photo_gallery.html"
    return protect(TemplateResponse(request, template, context))


@_read
def article_index(request: HttpRequest, index: Any) -> HttpResponse:
    from .models import ArticlePage

    articles = (
        visible_to_all(ArticlePage.objects.child_of(index))
        .select_related("cover")
        .prefetch_related("cover__renditions")
        .order_by("-date", "-first_published_at", "-pk")
    )
    context = index.get_context(request)
    organisation = nearest_organisation(index)
    context.update(
        organisation=organisation,
        json_ld=as_script(organisation_json_ld(organisation, organisation.get_full_url(request) or ""))
        if organisation
        else "",
        articles=Paginator(articles, conf.get("LISTING_PAGE_SIZE")).get_page(request.GET.get("page")),
        page_url=index.get_url(request) or "",
    )
    return protect(TemplateResponse(request, index.get_template(request), context))


@_read
def article(request: HttpRequest, page: Any) -> HttpResponse:
    context = page.get_context(request)
    event = page.event
    context.update(
        organisation=nearest_organisation(page),
        event=event if event and event.is_public else None,
        date_phrase=day_phrase(page.date) if page.date else "",
        page_url=page.get_full_url(request) or "",
        json_ld=as_script(article_json_ld(page, page.get_full_url(request) or "")),
    )
    return protect(TemplateResponse(request, page.get_template(request), context))


def _occurrences(event: Any, request: HttpRequest) -> list[Any]:
    """The dates as they hold; in a preview, as they would be if the draft were published."""
    if getattr(request, "is_preview", False):
        return preview_rows(event)
    return list(event.occurrences.select_related("event", "venue"))


def _event_script(event: Any, request: HttpRequest) -> Any:
    """Structured data of an event's next dates, for its pages beside the main one."""
    dates = _occurrences(event, request)[:DATES_SHOWN]
    return as_script(event_json_ld(event, dates, event.get_full_url(request) or ""))


def _date_line(date: Any, states: dict[int, Any]) -> dict[str, Any]:
    return {
        "occurrence": date,
        "html": span_html(date.start, date.end, all_day=date.all_day, zone=date.time_zone),
        "place": place_line(date) if date.venue_id != date.event.venue_id else "",
        "state": states.get(date.pk),
        "reason": public_reason(date),
    }


def _public_articles(event: Any, request: HttpRequest) -> list[Any]:
    from .models import ArticlePage

    if not event.pk:
        return []
    return list(visible_to_all(ArticlePage.objects.filter(event_id=event.pk)).order_by("-date", "-pk")[:5])


def _map_url(event: Any) -> str:
    venue = event.venue
    if venue is None or not (venue.address or venue.latitude):
        return ""
    return conf.get("MAP_URL").format(
        query=quote(f"{venue.name} {venue.address}".strip()),
        lat=venue.latitude or "",
        lng=venue.longitude or "",
    )


def serve_file(request: HttpRequest, path: str, name: str) -> HttpResponse:
    """Serve a page's file address (``calendar.ics``), which Wagtail's own pattern leaves out."""
    from wagtail.views import serve

    request._wagtail_route_for_request = _route_of_file(request, path, name)  # type: ignore[attr-defined]
    return serve(request, f"{path}{name}")


def _route_of_file(request: HttpRequest, path: str, name: str) -> RouteResult | None:
    """The page of a feed by its whole address: one query, however deep it stands."""
    from .models import EventIndexPage, EventPage

    model = EventPage if name == "event.ics" else EventIndexPage
    site = Site.find_for_request(request)
    if site is None:
        return None
    page = model.objects.filter(url_path=f"{site.root_page.localized.url_path}{path}").first()
    return page.route(request, [name]) if page is not None else None
