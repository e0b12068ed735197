"""A registrant's calendar with a secret address: made, added to and taken back on the page of a sign-up.

Its address shows every sign-up in it. So a sign-up joins a calendar only on the device that made it, and its
page shows the address elsewhere only while no other sign-up is in it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from ..models.calendars import PrivateFeed
from ..models.registrations import Registration

_SESSION_KEY = "wde_calendar"


@dataclass(frozen=True)
class OwnCalendar:
    """What the page of a sign-up says about it: the calendar it is in, and the one that it can join.

    ``shared`` says that other sign-ups are in it too.
    """

    feed: PrivateFeed | None = None
    may_show: bool = False
    shared: bool = False
    joinable: PrivateFeed | None = None


def own_calendar(request: HttpRequest, registration: Registration) -> OwnCalendar:
    """The calendar of a sign-up, as far as this device may see it."""
    on_device = PrivateFeed.objects.opened_by(request.session.get(_SESSION_KEY, ""))
    feed = PrivateFeed.objects.active().filter(registrations=registration).first()
    if feed is None:
        return OwnCalendar(joinable=on_device)
    shared = feed.registrations.count() > 1
    return OwnCalendar(feed=feed, may_show=feed == on_device or not shared, shared=shared)


@transaction.atomic
def change_calendar(request: HttpRequest, registration: Registration, wish: str) -> None:
    """``new`` makes a calendar for a sign-up, ``join`` adds it to this device's, ``leave`` takes it out.

    The calendar that its last sign-up leaves is taken back. A wish that cannot be is left alone.
    """
    Registration.objects.select_for_update().get(pk=registration.pk)
    own = own_calendar(request, registration)
    if wish == "leave" and own.feed is not None:
        own.feed.registrations.remove(registration)
        if not own.feed.registrations.exists():
            own.feed.revoke()
    elif wish == "join" and own.joinable is not None:
        own.joinable.registrations.add(registration)
    elif wish == "new" and own.feed is None:
        feed = PrivateFeed.objects.create(kind=PrivateFeed.Kind.PERSONAL)
        feed.registrations.add(registration)
        request.session[_SESSION_KEY] = feed.token


def calendar_address(request: HttpRequest, feed: PrivateFeed | None) -> str:
    """The whole secret address of a calendar; empty for none."""
    if feed is None:
        return ""
    return request.build_absolute_uri(reverse("wagtail_disability_events:private_feed", args=[feed.token]))


def people_of(feed: PrivateFeed) -> list[Any]:
    """The sign-ups in a calendar, ready to be put into words."""
    people = list(feed.registrations.select_related("event", "quota"))
    events: dict[int, Any] = {}
    for person in people:
        if person.event_id not in events:
            events[person.event_id] = person.event.specific
        person.event = events[person.event_id]
    return people
