"""Edge: answers with a feed, 304 where the reader has it already."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, quote_etag

from ..core.security_headers import for_everyone, for_one_reader
from .feeds import (
    FeedState,
    entity_tag,
    feed_text,
    group_head,
    group_text,
    header_text,
    is_settled,
    last_modified,
)

JSON_TYPE = "application/jscalendar+json;type=group; charset=utf-8"


CONTENT_TYPE = "text/calendar; charset=utf-8"


def feed_response(
    request: HttpRequest,
    read: Callable[[], Iterable[tuple[str, bytes]]],
    *,
    state: FeedState,
    name: str,
    url: str,
    filename: str,
    private: bool = False,
) -> HttpResponse:
    """Answer a request for a feed, 304 where the reader has it already.

    ``read`` gives time zone and text of each entry, and is not asked for a 304. ``state`` must have been read
    before: what is written meanwhile is then in the text or new to the next request, never missed.
    ``private`` forbids shared caches to keep the answer.
    """
    headers = header_text(name, url)

    def build() -> HttpResponse:
        rows = list(read())
        content = feed_text((row[1] for row in rows), zones={row[0] for row in rows}, headers=headers)
        response = HttpResponse(content, content_type=CONTENT_TYPE)
        response["Content-Disposition"] = f'inline; filename="{filename}"'
        return response

    return _conditional(request, build, headers, state, private=private)


def json_response(
    request: HttpRequest,
    read: Callable[[], Iterable[tuple[str, bytes]]],
    *,
    state: FeedState,
    name: str,
    url: str,
    private: bool = False,
) -> HttpResponse:
    """The same as a Group of JSCalendar (RFC 8984 §5.3); ``read`` gives the JSON of each entry."""
    head = group_head(name, url)

    def build() -> HttpResponse:
        return HttpResponse(group_text(head, (text for _zone, text in read())), content_type=JSON_TYPE)

    return _conditional(request, build, head, state, private=private)


def _conditional(
    request: HttpRequest,
    build: Callable[[], HttpResponse],
    headers: str,
    state: FeedState,
    *,
    private: bool,
) -> HttpResponse:
    """304 where the reader has it already, else what ``build`` makes; with the headers of both."""
    etag = quote_etag(entity_tag(headers, state))
    latest = last_modified(state)
    if _knows_no_tag(request) and not is_settled(state):
        response: HttpResponse = build()
    else:
        response = get_conditional_response(request, etag=etag, last_modified=latest) or build()
    response["ETag"] = etag
    response["Last-Modified"] = http_date(latest)
    if private:
        patch_vary_headers(response, ["Cookie"])
        return for_one_reader(response)
    return for_everyone(response, seconds=600)


def _knows_no_tag(request: HttpRequest) -> bool:
    """Whether a program asks by a date alone."""
    return "If-Modified-Since" in request.headers and "If-None-Match" not in request.headers
