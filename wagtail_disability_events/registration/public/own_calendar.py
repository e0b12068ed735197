"""A registrant's calendar on a device: the session remembers which one the device has made."""

from django.http import HttpRequest
from django.urls import reverse

from ..messages.own_calendars import OwnCalendar, change_calendar, own_calendar
from ..models.calendars import PrivateFeed
from ..models.registrations import Registration

_SESSION_KEY = "wde_calendar"


def calendar_on_device(request: HttpRequest, registration: Registration) -> OwnCalendar:
    """The calendar of a sign-up, as far as this device may see it."""
    return own_calendar(registration, request.session.get(_SESSION_KEY, ""))


def change_on_device(request: HttpRequest, registration: Registration, wish: str) -> None:
    """Change the calendar; a new one is remembered."""
    made = change_calendar(registration, request.session.get(_SESSION_KEY, ""), wish)
    if made is not None:
        request.session[_SESSION_KEY] = made.token


def calendar_address(request: HttpRequest, feed: PrivateFeed | None) -> str:
    """The whole secret address of a calendar; empty for none."""
    if feed is None:
        return ""
    return request.build_absolute_uri(reverse("wagtail_disability_events:private_feed", args=[feed.token]))
