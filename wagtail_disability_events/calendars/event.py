"""What calendars ask of an event. Event pages answer; nothing here knows a page type."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from ..occurrences.event import ScheduledEvent

if TYPE_CHECKING:
    from ..occurrences.models import Occasion


class OfferedService(Protocol):
    """An access service that an event offers, by its code."""

    @property
    def service(self) -> str: ...


class EventInCalendars(ScheduledEvent, Protocol):
    """An event as its calendar texts say it."""

    @property
    def summary(self) -> str: ...
    @property
    def full_url(self) -> str | None: ...
    @property
    def occasion(self) -> "Occasion | None": ...
    @property
    def registration_enabled(self) -> bool: ...
    @property
    def organisation_name(self) -> str: ...
    @property
    def contact_line(self) -> str: ...
    @property
    def online_url(self) -> str: ...
    @property
    def cover_id(self) -> Any: ...
    @property
    def cover(self) -> Any: ...
    @property
    def locale(self) -> Any: ...
    @property
    def words_id(self) -> int:
        """The id of the page whose words it says; ``pk`` is that of its facts."""

    def get_kind_display(self) -> Any:
        """The name of its kind."""

    def service_offers(self) -> Iterable[OfferedService]:
        """The access services that are offered, each once."""

    def live_wordings(self) -> "Iterable[EventInCalendars]":
        """The same event as its published translations and aliases say it."""
