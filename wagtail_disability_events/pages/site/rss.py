"""The listing as RSS 2.0, by Django's feed generator."""

import hashlib
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.http import quote_etag
from django.utils.translation import get_language

from ...core.dates import span_phrase
from ...occurrences.models import Occurrence, Status
from ...occurrences.operations import public_reason
from ..listing.bits import some_positions
from ..listing.chosen import Chosen
from ..listing.lines import location_line, with_lines
from ..listing.pages_of_dates import load_dates
from ..listing.spans import View
from ..mixins import OrganisationMixin
from .reader import Reader

ENTRIES = 50


def rss_response(request: HttpRequest, index: OrganisationMixin) -> HttpResponse:
    """The next dates that the address asks for, at most 50."""
    reader = Reader.of(request)
    scope = reader.scope(index)
    query = replace(reader.query(scope), view=View.LIST)
    chosen = Chosen.of(query, scope)
    positions = some_positions(chosen.mask(), 0, ENTRIES, latest_first=query.past)
    lines = (chosen.snapshot.lines[position] for position in positions)
    dates = load_dates(lines, with_lines(Occurrence.objects.all()), reader.accepted)
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
        title = f"{date.event.title}：{date.topic}" if date.topic else date.event.title
        status = "" if date.status == Status.SCHEDULED else str(date.get_status_display())
        facts = (status, public_reason(date), when, location_line(date), date.event.summary)
        feed.add_item(
            title=f"{status}：{title}" if status else title,
            link=url,
            description=" · ".join(part for part in facts if part),
            unique_id=f"{url}#{date.pk}",
            unique_id_is_permalink=False,
            pubdate=date.event.first_published_at,
        )
    response = HttpResponse(content_type="application/rss+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return _conditional(request, response)


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with a digest of it as its tag; 304 for a reader who has the same already."""
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
