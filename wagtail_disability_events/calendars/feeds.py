"""A feed is a header, the time zones and a join of stored texts (RFC 5545 §3.4, RFC 7986 §5)."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, Max, QuerySet, Sum
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date, quote_etag
from icalendar import Calendar

from .. import conf
from .time_zones import vtimezone

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//wagtail-disability-events//calendar 1//ZH"


def feed_response(
    request: HttpRequest,
    entries: QuerySet,
    *,
    name: str,
    url: str,
    filename: str,
    private: bool = False,
) -> HttpResponse:
    """Answer a request for a feed of ``entries``, 304 where the reader has it already.

    A conditional request costs one aggregate query; a full one costs one query over the stored texts.
    ``private`` forbids shared caches to keep the answer.
    """
    recent = entries.filter(end__gte=window_start())
    headers = _header_text(name, url)
    if request.headers.get("If-None-Match") or request.headers.get("If-Modified-Since"):
        state = recent.order_by().aggregate(count=Count("id"), ids=Sum("id"), latest=Max("modified"))
        etag = _etag(headers, state["count"], state["ids"], state["latest"])
        answer = get_conditional_response(request, etag=etag, last_modified=_seconds(state["latest"]))
        if answer is not None:
            _set_validators(answer, etag, state["latest"], private)
            return answer
    # a moment as text costs nothing to read; one of them is needed, not thousands
    stamped = recent.annotate(stamp=Cast("modified", CharField()))
    rows = list(stamped.order_by("start", "id").values_list("id", "stamp", "time_zone", "text"))
    latest = _moment(max((row[1] for row in rows), default=""))
    etag = _etag(headers, len(rows), sum(row[0] for row in rows) or None, latest)
    response = HttpResponse(
        feed_text((row[3] for row in rows), zones={row[2] for row in rows}, headers=headers),
        content_type=CONTENT_TYPE,
    )
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    _set_validators(response, etag, latest, private)
    return response


def window_start() -> datetime:
    """The moment before which a past date leaves the feeds: local midnight, so that it moves once a day."""
    zone = ZoneInfo(conf.get("TIME_ZONE"))
    today = timezone.now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=conf.get("FEED_PAST_DAYS"))


def feed_text(texts: Iterable[str], *, zones: set[str], headers: str) -> str:
    """Join header, VTIMEZONEs and VEVENTs to one VCALENDAR."""
    return "".join(
        [
            "BEGIN:VCALENDAR\r\n",
            headers,
            *(vtimezone(zone) for zone in sorted(zones)),
            *texts,
            "END:VCALENDAR\r\n",
        ]
    )


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
    if url:
        calendar.add("source", url, {"VALUE": "URI"})
    text = calendar.to_ical().decode("utf-8")
    return text.removeprefix("BEGIN:VCALENDAR\r\n").removesuffix("END:VCALENDAR\r\n")


def _moment(stamp: str) -> datetime | None:
    """An aware moment in UTC from what the database writes of one."""
    if not stamp:
        return None
    moment = datetime.fromisoformat(stamp)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _etag(headers: str, count: int, ids: int | None, latest: datetime | None) -> str:
    state = f"{headers}|{count}|{ids}|{latest.isoformat() if latest else ''}"
    return quote_etag(hashlib.sha256(state.encode("utf-8")).hexdigest()[:32])


def _seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None


def _set_validators(response: HttpResponse, etag: str, latest: datetime | None, private: bool) -> None:
    response["ETag"] = etag
    if latest:
        response["Last-Modified"] = http_date(latest.timestamp())
    if private:
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=600)
    patch_vary_headers(response, ["Cookie"] if private else [])
