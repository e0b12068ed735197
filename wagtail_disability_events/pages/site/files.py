"""Addresses of pages that end like a file (``calendar.ics``), which Wagtail's own pattern leaves out."""

from copy import copy
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from ...core.page_models import EVENT, ORGANISATION, model
from .old_addresses import answer_at_old_address
from .reader import Reader


def serve_file(request: HttpRequest, path: str, name: str) -> HttpResponse:
    """Serve a page's file address; where no page stands any more, what is known of the one that did."""
    try:
        route = _route_of_file(request, path, name)
    except Http404:
        route = None
    if route is None and (answer := answer_at_old_address(request)) is not None:
        return answer
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]
    return serve(request, f"{path}{name}")


def _route_of_file(request: HttpRequest, path: str, name: str) -> RouteResult | None:
    """The page of a feed by its whole address: from memory, or with one query, however deep it stands."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    address = f"{site.root_page.localized.url_path}{path}"
    page: Any
    if name in ("event.ics", "cover.png"):
        page = model(EVENT).objects.filter(url_path=address).first()
    else:
        reader = Reader.of(request)
        kept = (org for org in reader.snapshot.common.organisations if org.url_path == address)
        page = copy(next(kept, None)) or model(ORGANISATION).objects.filter(url_path=address).first()
        if page is not None:
            page.known_restrictions = reader.restrictions.holding_at(page.path)
    return page.route(request, [name]) if page is not None else None
