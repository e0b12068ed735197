"""The listing as RSS 2.0, by Django's feed generator."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language

from ..dates import span_phrase
from .listing import dates_of, organisations_below, place_line, with_lines
from .listing_query import ListingQuery

ENTRIES = 50


def rss_response(request: HttpRequest, index: Any, accepted: tuple[int, ...]) -> HttpResponse:
    """The next dates that the address asks for, at most 50."""
    query = ListingQuery.from_address(request.GET, organisations_below(index))
    dates = with_lines(query.narrow(dates_of(index, accepted)).upcoming())[:ENTRIES]
    feed = Rss201rev2Feed(
        title=index.title,
        link=index.get_full_url(request) or "",
        description=index.search_description or index.title,
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    for date in dates:
        url = date.event.get_full_url(request) or ""
        when = span_phrase(date.start, date.end, all_day=date.all_day, zone=date.time_zone)
        feed.add_item(
            title=date.event.title,
            link=url,
            description=" · ".join(part for part in (when, place_line(date), date.event.summary) if part),
            unique_id=f"{url}#{date.pk}",
            unique_id_is_permalink=False,
            pubdate=date.event.first_published_at,
        )
    response = HttpResponse(content_type="application/rss+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response
