"""Private calendars of an organisation for people on duty at its events."""

from typing import Protocol

from django.db.models import QuerySet

from ...core.users import User
from ..event import ProtectedPage
from ..models.calendars import PrivateFeed
from ..permissions import may

MAX_ACTIVE = 50
"""Calendars of one organisation that may be active at a time."""


class TooManyCalendars(ValueError):
    """One of the organisation's calendars has to be taken back first."""


class Organisation(ProtectedPage, Protocol):
    """The page of an organisation."""

    @property
    def pk(self) -> int: ...


def active_calendars(organisation: Organisation) -> QuerySet[PrivateFeed]:
    """The calendars of an organisation whose addresses are open, with who made them."""
    feeds: QuerySet[PrivateFeed] = PrivateFeed.objects.active()
    return feeds.filter(page_id=organisation.pk).select_related("user", "page")


def possible_kinds(user: User, organisation: Organisation) -> list[PrivateFeed.Kind]:
    """What a calendar may say that this user makes: numbers only for those who may see registrations."""
    with_numbers = [PrivateFeed.Kind.STAFF] if may(user, "view", organisation) else []
    return [*with_numbers, PrivateFeed.Kind.VOLUNTEER]


def make_calendar(organisation: Organisation, user: User, *, label: str, kind: str) -> PrivateFeed:
    """Make a calendar. Raises TooManyCalendars."""
    if active_calendars(organisation).count() >= MAX_ACTIVE:
        raise TooManyCalendars
    return PrivateFeed.objects.create(page_id=organisation.pk, user_id=user.pk, label=label, kind=kind)
