"""The page of an organisation: its list of dates, and the feeds of them."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ...calendars.feed_views import feed_response, json_response
from ...core.security_headers import protect
from ..listing.chosen import Chosen
from ..listing.entries import LineLoader
from ..listing.feed import Feed
from ..listing.listing import build_listing
from ..listing.organisations import public_article_index
from ..mixins import OrganisationMixin
from .reader import Reader
from .rss import rss_response
from .structured_data import as_script, organisation_json_ld


@require_safe
def listing(request: HttpRequest, index: OrganisationMixin) -> HttpResponse:
    """The list, or a month or week, as the address asks."""
    reader = Reader.of(request)
    index.article_index = public_article_index(index, reader.snapshot)
    context = index.get_context(request)
    scope = reader.scope(index)
    loader = LineLoader(lambda page: page.get_url(request) or "", reader.accepted, scope)
    chosen = Chosen.of(reader.query(scope), scope)
    context.update(
        listing=build_listing(chosen, loader, request.GET.get("page", "")),
        organisation=index,
        page_url=index.get_url(request) or "",
        json_ld=as_script(organisation_json_ld(index, index.get_full_url(request) or "")),
    )
    return protect(TemplateResponse(request, index.get_template(request), context))


@require_safe
@gzip_page
def calendar(request: HttpRequest, index: OrganisationMixin) -> HttpResponse:
    """The dates that the address asks for, as iCalendar."""
    reader = Reader.of(request)
    feed = _feed(reader, index)
    return feed_response(
        request,
        feed.read,
        state=feed.state,
        name=index.title,
        url=request.build_absolute_uri(),
        filename="calendar.ics",
        private=bool(reader.accepted),
    )


@require_safe
@gzip_page
def calendar_json(request: HttpRequest, index: OrganisationMixin) -> HttpResponse:
    """The same selection as JSCalendar."""
    reader = Reader.of(request)
    feed = _feed(reader, index)
    return json_response(
        request,
        lambda: feed.read("json"),
        state=feed.state,
        name=index.title,
        url=request.build_absolute_uri(),
        private=bool(reader.accepted),
    )


@require_safe
def rss(request: HttpRequest, index: OrganisationMixin) -> HttpResponse:
    """The next dates that the address asks for, as RSS."""
    response = rss_response(request, index)
    if Reader.of(request).accepted:
        add_never_cache_headers(response)
    return response


def _feed(reader: Reader, index: OrganisationMixin) -> Feed:
    scope = reader.scope(index)
    return Feed.of(reader.query(scope), scope)
