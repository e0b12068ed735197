"""A feed is a header, the time zones and a join of stored texts (RFC 5545 §3.4, RFC 7986 §5)."""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date, quote_etag
from icalendar import Calendar

from ..core import conf
from .reading_bytes import Utf8, rows_of_bytes
from .time_zones import vtimezone

JSON_TYPE = "application/jscalendar+json;type=group; charset=utf-8"
CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//wagtail-disability-events//calendar 1//ZH"
COLORS = {
    "calm": ("darkgreen", "#0B5A46"),
    "warm": ("saddlebrown", "#7A4300"),
    "festive": ("firebrick", "#A01C16"),
}
"""By theme: a CSS3 name (RFC 7986 §5.9), and what Apple's calendars read."""
SETTLING = timedelta(minutes=1)


@dataclass(frozen=True)
class FeedState:
    """What a program compares to see whether it has a feed already.

    ``content_hash`` is the same until what the feed holds changes; nothing changed after ``changed_at``.
    """

    content_hash: str
    changed_at: datetime | None


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
    headers = _header_text(name, url)

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
    group = {"@type": "Group", "uid": str(uuid.uuid5(uuid.NAMESPACE_URL, url)), "prodId": PRODUCT}
    head = json.dumps(group | {"title": name, "source": url}, ensure_ascii=False)

    def build() -> HttpResponse:
        entries = b",\n".join(text for _zone, text in read())
        content = head[:-1].encode() + b', "entries": [\n' + entries + b"\n]}\n"
        return HttpResponse(content, content_type=JSON_TYPE)

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
    etag = quote_etag(hashlib.sha256(f"{headers}|{state.content_hash}".encode()).hexdigest()[:32])
    latest = _last_modified(state)
    response = get_conditional_response(request, etag=etag, last_modified=latest) or build()
    response["ETag"] = etag
    response["Last-Modified"] = http_date(latest)
    if private:
        patch_cache_control(response, private=True, no_store=True)
        patch_vary_headers(response, ["Cookie"])
    else:
        patch_cache_control(response, public=True, max_age=600)
    return response


def stored_texts(entries: QuerySet, *also: str, form: str = "text") -> Iterator[tuple[Any, ...]]:
    """Time zone and text of each entry that is not long over, in a steady order; one query.

    ``also`` names columns to come after these; ``form`` is ``text`` or ``json``.
    """
    recent = entries.filter(end__gte=window_start()).order_by("id").annotate(bytes=Utf8(form))
    return rows_of_bytes(recent.values_list("time_zone", "bytes", *also))


def window_start() -> datetime:
    """The moment before which a past date leaves the feeds: local midnight, so that it moves once a day."""
    return _today() - timedelta(days=conf.get("FEED_PAST_DAYS"))


def _today() -> datetime:
    zone = ZoneInfo(conf.get("TIME_ZONE"))
    return timezone.now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def feed_text(texts: Iterable[bytes], *, zones: set[str], headers: str) -> bytes:
    """Join header, VTIMEZONEs and VEVENTs to one VCALENDAR."""
    head = "".join(["BEGIN:VCALENDAR\r\n", headers, *(vtimezone(zone) for zone in sorted(zones))])
    return b"".join([head.encode(), *texts, b"END:VCALENDAR\r\n"])


def _header_text(name: str, url: str) -> str:
    """The calendar's own properties, folded and escaped by the icalendar package."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", conf.get("TIME_ZONE"))
    calendar.add("refresh-interval", timedelta(hours=conf.get("FEED_REFRESH_HOURS")), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{conf.get('FEED_REFRESH_HOURS')}H")
    color, apple_color = COLORS.get(conf.get("THEME"), COLORS["calm"])
    calendar.add("color", color)
    calendar.add("x-apple-calendar-color", apple_color)
    if url:
        calendar.add("source", url, {"VALUE": "URI"})
    text = calendar.to_ical().decode("utf-8")
    return text.removeprefix("BEGIN:VCALENDAR\r\n").removesuffix("END:VCALENDAR\r\n")


def _last_modified(state: FeedState) -> int:
    """Seconds since 1970 of a moment after which nothing has changed, for programs that know no ETag.

    It stays a minute behind the clock: what is being written now bears an earlier time and is seen later. At
    midnight past dates leave the feed.
    """
    changed = max(state.changed_at or _today(), _today())
    return int(min(changed, timezone.now() - SETTLING).timestamp())
