"""What a reader's request for a page answers. Rules live below; this is their edge to HTTP."""

from collections.abc import Callable
from copy import copy
from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods
from wagtail.models import Site
from wagtail.url_routing import RouteResult

from ...blocks.outcome_lines import contest_lines, shown_works
from ...calendars.feeds import feed_response, json_response, stored_texts
from ...core import conf
from ...core.dates import day_phrase, local, span_html
from ...core.security_headers import for_everyone, for_one_reader, protect
from ...occurrences.operations import public_reason
from ...occurrences.projection import preview_rows
from ...occurrences.schedule import rhythm_of
from ...outcomes.published import PublishedOutcomes
from ...posters.cover import draw_cover
from ...registration.public import group as group_views
from ...registration.public import sign_up as sign_up_views
from ...registration.seats.availability_of_many import state_of_event, states_of_dates
from ..listing.entries import build_listing, location_line, with_common
from ..listing.feed import Feed
from ..listing.feed import state_of_event as state_of_feed
from ..listing.snapshot import current
from ..tree.queries import (
    nearest_organisation,
    public_article_index,
    public_holders,
    public_organisation,
    visible_to_all,
)
from ..tree.restrictions import Restrictions, accepted_restrictions
from . import photos as photo_views
from . import subscribe as subscribing
from .access_facts import access_facts
from .rss import rss_response
from .structured_data import article_json_ld, as_script, event_json_ld, organisation_json_ld

_read = require_http_methods(["GET", "HEAD"])
_read_or_post = require_http_methods(["GET", "HEAD", "POST"])
DATES_SHOWN = 12
WORKS_SHOWN = 6
PHOTOS_SHOWN = 6


@_read
def listing(request: HttpRequest, index: Any) -> HttpResponse:
    accepted = accepted_restrictions(request)
    index.article_index = public_article_index(index, current(request))
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
@gzip_page
def index_calendar(request: HttpRequest, index: Any) -> HttpResponse:
    accepted = accepted_restrictions(request)
    feed = Feed.asked_for(request, index, accepted)
    return feed_response(
        request,
        feed.read,
        state=feed.state,
        name=index.title,
        url=request.build_absolute_uri(),
        filename="calendar.ics",
        private=bool(accepted),
    )


@_read
@gzip_page
def index_json(request: HttpRequest, index: Any) -> HttpResponse:
    """The same selection as JSCalendar."""
    accepted = accepted_restrictions(request)
    feed = Feed.asked_for(request, index, accepted)
    return json_response(
        request,
        lambda: feed.read("json"),
        state=feed.state,
        name=index.title,
        url=request.build_absolute_uri(),
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
    if event.pk and not getattr(request, "is_preview", False):
        snapshot = current(request)
        event.organisation = public_organisation(event, snapshot)
        event.holders = public_holders(event, snapshot)
        event.kept_offers = _remembered(request, event, "offers", event.service_offers)
    occurrences = _occurrences(event, request)
    quotas = list(event.quotas.all()) if event.pk else []
    now = timezone.now()
    if not _has_outcomes(event, request):
        event.outcomes = PublishedOutcomes.nothing()
    ahead = [date for date in occurrences if date.end >= now]
    shown = None if request.GET.get("dates") == "all" else DATES_SHOWN
    context = event.get_context(request)
    url = event.get_full_url(request) or ""
    state = state_of_event(event, dates=occurrences, quotas=quotas, now=now) if event.pk else None
    states = states_of_dates(occurrences, quotas=quotas, now=now) if event.registers_by_date else {}
    context.update(
        organisation=event.organisation,
        event=event,
        state=state,
        dates=[_date_line(date, states) for date in (ahead or occurrences)[:shown]],
        more_dates=max(0, len(ahead or occurrences) - shown) if shown else 0,
        rhythm=_remembered(request, event, f"rhythm {get_language()}", lambda: rhythm_of(event)),
        works=shown_works(event)[:WORKS_SHOWN],
        has_results=any(contest_lines(child.value, event) for child in getattr(event, "contests", [])),
        access_facts=access_facts(event, event.venue, quotas),
        photos=_photos(event, request),
        articles=_public_articles(event, request),
        is_over=bool(occurrences) and not ahead,
        map_url=_map_url(event),
        page_url=url,
        json_ld=as_script(event_json_ld(event, (ahead or occurrences)[:DATES_SHOWN], url, state=state)),
    )
    return protect(TemplateResponse(request, event.get_template(request), context))


@_read
def event_cover(request: HttpRequest, event: Any) -> HttpResponse:
    """The picture of an event that has none; the address changes with what is drawn."""
    response = HttpResponse(draw_cover(event.kind, event.pk, _cover_day(event)), content_type="image/png")
    if event.get_view_restrictions().exists():
        for_one_reader(response)
    else:
        for_everyone(response, seconds=86400)
    return response


def _cover_day(event: Any) -> str:
    """Month and day of the next date, or of the last one: ``12·13``."""
    dates = list(event.occurrences.taking_place())
    ahead = [date for date in dates if date.end >= timezone.now()]
    shown = (ahead or dates[-1:])[:1]
    return "".join(f"{local(d.start, d.time_zone).month}·{local(d.start, d.time_zone).day}" for d in shown)


@_read
@gzip_page
def event_calendar(request: HttpRequest, event: Any) -> HttpResponse:
    return feed_response(
        request,
        lambda: stored_texts(event.calendar_entries.all()),
        state=state_of_feed(event, current(request)),
        name=event.title,
        url=event.get_full_url(request) or "",
        filename="event.ics",
        private=bool(accepted_restrictions(request)),
    )


@_read
def add_to_calendar(request: HttpRequest, event: Any) -> HttpResponse:
    dates = _next_dates(event, request)
    return subscribing.add_to_calendar(request, event, dates, _event_script(event, request))


@_read_or_post
def register(request: HttpRequest, event: Any) -> HttpResponse:
    return protect(sign_up_views.sign_up(request, event))


@_read_or_post
def register_group(request: HttpRequest, event: Any) -> HttpResponse:
    return protect(group_views.sign_up_group(request, event))


def photo_gallery(request: HttpRequest, event: Any) -> HttpResponse:
    return photo_views.photo_gallery(request, event, _event_script(event, request))


@_read
def article_index(request: HttpRequest, index: Any) -> HttpResponse:
    from ..models import ArticlePage

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
    common = current(request).common
    kept = _remembered(request, event, "dates", lambda: list(event.occurrences.all()))
    dates = [copy(date) for date in kept]
    for date in dates:
        date.event = event
    if event.venue_id in common.venues:
        event.venue = common.venues[event.venue_id]
    return [with_common(date, common) for date in dates]


def _photos(event: Any, request: HttpRequest) -> list[Any]:
    """The first released photos, as they are now. That an event has none is remembered until one is saved."""
    memo = current(request).memo
    if not event.pk or memo.get(("no-photos", event.pk)):
        return []
    photos = list(event.photos.public().prefetch_related("image__renditions")[:PHOTOS_SHOWN])
    memo["no-photos", event.pk] = not photos
    return photos


def _has_outcomes(event: Any, request: HttpRequest) -> bool:
    """Whether results or prizes are published; remembered, so that most events are not asked."""

    def ask() -> bool:
        kinds = (event.result_sheets, event.awards)
        return any(kind.filter(published_at__isnull=False).exists() for kind in kinds)

    return bool(event.pk) and _remembered(request, event, "outcomes", ask)


def _remembered(request: HttpRequest, event: Any, name: str, make: Callable[[], Any]) -> Any:
    """A fact of a published event, kept until something changes; of a preview it is made anew."""
    if not event.pk or getattr(request, "is_preview", False):
        return make()
    memo = current(request).memo
    if (name, event.pk) not in memo:
        memo[name, event.pk] = make()
    return memo[name, event.pk]


def _event_script(event: Any, request: HttpRequest) -> Any:
    """Structured data of an event's next dates, for its pages beside the main one."""
    return as_script(event_json_ld(event, _next_dates(event, request), event.get_full_url(request) or ""))


def _next_dates(event: Any, request: HttpRequest) -> list[Any]:
    """The dates ahead; of an event that is over, its first ones."""
    dates = _occurrences(event, request)
    ahead = [date for date in dates if date.end >= timezone.now()]
    return (ahead or dates)[:DATES_SHOWN]


def _date_line(date: Any, states: dict[int, Any]) -> dict[str, Any]:
    return {
        "occurrence": date,
        "html": span_html(date.start, date.end, all_day=date.all_day, zone=date.time_zone),
        "location": location_line(date) if date.venue_id != date.event.venue_id else "",
        "state": states.get(date.pk),
        "reason": public_reason(date),
    }


def _public_articles(event: Any, request: HttpRequest) -> list[Any]:
    from ..models import ArticlePage

    if not event.pk:
        return []

    def ask() -> list[Any]:
        articles = visible_to_all(ArticlePage.objects.filter(event_id=event.pk))
        return list(articles.order_by("-date", "-pk").defer("body")[:20])

    found, now = _remembered(request, event, "articles", ask), timezone.now()
    return [article for article in found if not article.expire_at or article.expire_at > now][:5]


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
    """The page of a feed by its whole address: from memory, or with one query, however deep it stands."""
    from ..models import EventIndexPage, EventPage

    site = Site.find_for_request(request)
    if site is None:
        return None
    address = f"{site.root_page.localized.url_path}{path}"
    page: Any
    if name in ("event.ics", "cover.png"):
        page = EventPage.objects.filter(url_path=address).first()
    else:
        kept = (org for org in current(request).common.organisations if org.url_path == address)
        page = copy(next(kept, None)) or EventIndexPage.objects.filter(url_path=address).first()
        if page is not None:
            page.known_restrictions = Restrictions.of(request).holding_at(page.path)
    return page.route(request, [name]) if page is not None else None
