"""A registrant's calendar with a secret address: made, added to and taken back from the page of a sign-up.

Its address shows every sign-up in it. So a sign-up joins a calendar only on the device that made it, and its
page shows the address elsewhere only while no other sign-up is in it.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from ..event import BookableEvent
from ..models.calendars import PrivateFeed
from ..models.registrations import Registration


class CalendarChange(StrEnum):
    """``NEW`` makes a calendar for a sign-up, ``JOIN`` adds it to this device's, ``LEAVE`` takes it out."""

    NEW = "new"
    JOIN = "join"
    LEAVE = "leave"


@dataclass(frozen=True)
class OwnCalendar:
    """What the page of a sign-up says about it: the calendar it is in, and the one that it can join.

    ``shared`` says that other sign-ups are in it too.
    """

    feed: PrivateFeed | None = None
    may_show: bool = False
    shared: bool = False
    joinable: PrivateFeed | None = None


def own_calendar(registration: Registration, device_token: str) -> OwnCalendar:
    """The calendar of a sign-up, as far as a device may see it that has this token of a calendar, or none."""
    on_device = PrivateFeed.objects.opened_by(device_token)
    feed = PrivateFeed.objects.active().filter(registrations=registration).first()
    if feed is None:
        return OwnCalendar(joinable=on_device)
    shared = feed.registrations.count() > 1
    return OwnCalendar(feed=feed, may_show=feed == on_device or not shared, shared=shared)


@transaction.atomic
def change_calendar(registration: Registration, device_token: str, wish: str) -> PrivateFeed | None:
    """Do what a CalendarChange says; return the calendar that was made, for the device to remember.

    The calendar that its last sign-up leaves is taken back. A wish that cannot be is left alone.
    """
    Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    own = own_calendar(registration, device_token)
    if wish == CalendarChange.LEAVE and own.feed is not None:
        own.feed.registrations.remove(registration)
        if not own.feed.registrations.exists():
            own.feed.revoke()
    elif wish == CalendarChange.JOIN and own.joinable is not None:
        own.joinable.registrations.add(registration)
    elif wish == CalendarChange.NEW and own.feed is None:
        feed = PrivateFeed.objects.create(kind=PrivateFeed.Kind.PERSONAL)
        feed.registrations.add(registration)
        return feed
    return None


def people_of(feed: PrivateFeed) -> list[Registration]:
    """The sign-ups in a calendar, ready to be put into words."""
    people = list(feed.registrations.select_related("event", "quota"))
    events: dict[int, BookableEvent] = {}
    for person in people:
        if person.event_id not in events:
            events[person.event_id] = person.event.specific
        person.event = events[person.event_id]
    return people
