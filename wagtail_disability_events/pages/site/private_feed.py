"""Calendars behind a secret address: a registrant's own, and those of people on duty."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from ...calendars.feed_views import feed_response
from ...calendars.feeds import FeedState, window_start
from ...core.dates import today_here
from ...core.rate_limits import is_rate_limited
from ...core.security_headers import keep_secret
from ...registration.messages.own_calendars import people_of
from ...registration.messages.personal_calendar import sync_entries
from ...registration.models.calendars import PrivateFeed
from ...registration.permissions import may_serve
from ..duty.calendar import PrivateCalendar, duty_calendar

READS_AN_HOUR = 60


@require_safe
def private_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar that a secret address opens.

    404 for an address that was revoked or never existed, 429 where it is asked for too often.
    """
    feed = PrivateFeed.objects.select_related("page", "user").opened_by(token)
    if feed is None or (feed.page_id and not may_serve(feed)):
        text = _(
            "This calendar address is not valid, or it was taken back. Ask for a new one where it came from."
        )
        response = HttpResponse(text, status=404, content_type="text/plain; charset=utf-8")
        return keep_secret(response, has_forms=False)
    if is_rate_limited("private feed", str(feed.pk), READS_AN_HOUR):
        text = _("This calendar is asked for too often. Once an hour is plenty.")
        response = HttpResponse(text, status=429, content_type="text/plain; charset=utf-8")
        response["Retry-After"] = "3600"
        return keep_secret(response, has_forms=False)
    _note_reading(feed)
    calendar = _personal(feed) if feed.page is None else duty_calendar(feed, feed.page)
    texts = [(zone, text.encode()) for zone, text in calendar.entries]
    content_hash = hashlib.sha256(b"".join(text for _zone, text in texts)).hexdigest()
    return keep_secret(
        feed_response(
            request,
            lambda: texts,
            state=FeedState(content_hash, timezone.now()),
            name=calendar.name,
            url="",
            filename="calendar.ics",
            private=True,
        ),
        has_forms=False,
    )


def _personal(feed: PrivateFeed) -> PrivateCalendar:
    people = people_of(feed)
    entries = [entry for entry in sync_entries(people) if entry.end >= window_start()]
    with override(people[0].language if people else None):
        return PrivateCalendar(_("My events"), [(entry.time_zone, entry.text) for entry in entries])


def _note_reading(feed: PrivateFeed) -> None:
    """Staff see which calendars are in use; the day is enough."""
    today = today_here()
    if feed.read_on != today:
        PrivateFeed.objects.filter(pk=feed.pk).update(read_on=today)
