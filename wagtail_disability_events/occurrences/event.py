"""What the rooms below ``pages/`` ask of an event. Event pages answer; nothing here knows a page type."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .models import Occurrence, Venue
    from .schedule import ScheduleChild


class Contact(TypedDict):
    """Whom to ask about an event: a role rather than a name, the phone, and when to call."""

    role: str
    phone: str
    hours: str


class Event(Protocol):
    """An event as facts are read from it. ``time_zone`` is an IANA key; moments are aware."""

    @property
    def pk(self) -> Any: ...
    @property
    def title(self) -> str: ...
    @property
    def time_zone(self) -> str: ...
    @property
    def venue(self) -> "Venue | None": ...
    @property
    def venue_id(self) -> int | None: ...
    @property
    def location_note(self) -> str: ...

    def known_dates(self) -> "list[Occurrence]":
        """Its dates, soonest first."""


class ScheduledEvent(Event, Protocol):
    """An event with the schedule that its dates are projected from."""

    known_rows: "list[Occurrence] | None"
    """Its dates as they stand in the database, where they were read under the lock with those of others."""

    @property
    def schedule(self) -> "Iterable[ScheduleChild]": ...


class SignUpEvent(Event, Protocol):
    """An event that people sign up for."""

    @property
    def registration_enabled(self) -> bool: ...
    @property
    def registers_by_date(self) -> bool: ...
    @property
    def registration_opens(self) -> datetime | None: ...
    @property
    def registration_closes(self) -> datetime | None: ...
    @property
    def waitlist(self) -> bool: ...
