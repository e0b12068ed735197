"""What sign-up asks of an event. Event pages answer; nothing here knows a page type."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, Self

from ..occurrences.event import Contact, SignUpEvent
from .values.questions import FormDefinition

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from ..core.users import User
    from ..occurrences.models import Occurrence, OccurrenceQuerySet
    from .models.registrations import Registration
    from .seats.place_groups import PlaceGroup
    from .seats.slots import Desk

NEWCOMERS = "newcomers"
"""The ``waiting_order`` in which people who come for the first time stand before the others."""


class PagePermissions(Protocol):
    """What somebody may do with a page."""

    def can_edit(self) -> bool: ...
    def can_publish(self) -> bool: ...


class ProtectedPage(Protocol):
    """A page whose editors may see the sign-ups below it."""

    def permissions_for_user(self, user: "User") -> PagePermissions: ...


class ServiceOffer(Protocol):
    """An access service as an event offers it; ``limit`` None is enough for everyone."""

    @property
    def service(self) -> str: ...
    @property
    def limit(self) -> int | None: ...
    @property
    def days_before(self) -> int: ...


class RestrictedEvent(Protocol):
    """For whom an event is. ``first_until`` is aware; ages are whole years; categories are their digits."""

    @property
    def min_age(self) -> int | None: ...
    @property
    def max_age(self) -> int | None: ...
    @property
    def for_categories(self) -> Sequence[str]: ...
    @property
    def first_for(self) -> str: ...
    @property
    def first_until(self) -> datetime | None: ...
    @property
    def time_zone(self) -> str: ...


class AskingEvent(Protocol):
    """An event whose form asks questions of its own."""

    @property
    def pk(self) -> Any: ...
    @property
    def words_id(self) -> int:
        """The id of the page whose words are shown; ``pk`` is that of the facts."""

    @property
    def asks_questions(self) -> bool: ...

    def form_definition(self) -> FormDefinition:
        """What the page asks as it says it now."""


class BookableEvent(SignUpEvent, RestrictedEvent, AskingEvent, Protocol):
    """An event as booking, its form and its messages know it."""

    kept_dates: "list[Occurrence] | None"
    occurrences: "OccurrenceQuerySet"
    quotas: "Any"
    """Its rows of places; a related manager of ``Quota``."""

    @property
    def capacity(self) -> int | None: ...
    @property
    def companions(self) -> int: ...
    @property
    def companions_take_places(self) -> bool: ...
    @property
    def waiting_order(self) -> str: ...
    @property
    def group_sign_up(self) -> bool: ...
    @property
    def transferable(self) -> bool: ...
    @property
    def publishes_names(self) -> bool: ...
    @property
    def access(self) -> Sequence[Any]: ...
    @property
    def online_url(self) -> str: ...
    @property
    def full_url(self) -> str | None: ...
    @property
    def site_root_url(self) -> str: ...
    @property
    def organisation_name(self) -> str: ...
    @property
    def contact(self) -> Contact: ...
    @property
    def contact_line(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def steplen(self) -> int: ...
    @property
    def live(self) -> bool: ...

    @property
    def specific(self) -> "EventOnPage":
        """The same event with everything that its kind of page says."""

    @property
    def original(self) -> Self:
        """The page that holds the facts; of most the page itself."""

    def in_language(self, language: str) -> Self:
        """The event in the words of its page in a language, where there is one."""

    def for_reader(self) -> Self:
        """The same in the active language."""

    def in_its_words(self, dates: "Iterable[Occurrence]") -> "list[Occurrence]":
        """Dates of it, with topic, teacher and room as its page says them; not to be saved."""

    def place_groups(self) -> "list[PlaceGroup]":
        """The groups of people with places of their own."""

    def booking_desks(self) -> "list[Desk]":
        """The desks with times that are booked one by one."""

    def service_offers(self) -> Sequence[ServiceOffer]:
        """The access services that are offered, each once."""


class EventOnPage(BookableEvent, ProtectedPage, Protocol):
    """An event with its page, as readers and staff see it."""

    @property
    def organisation(self) -> Any: ...
    @property
    def body(self) -> Sequence[Any]: ...
    @property
    def special_stream(self) -> Sequence[Any] | None: ...
    @property
    def photos(self) -> "QuerySet[Any]": ...

    def get_parent(self) -> Any:
        """The page above it."""

    def get_admin_display_title(self) -> str:
        """Its title as the newest draft has it."""

    def get_context(self, request: "HttpRequest") -> dict[str, Any]:
        """The context of its template."""

    def get_url(self, request: "HttpRequest | None" = None) -> str | None:
        """Its address as seen from a request."""

    def earns_course_certificate(self, registration: "Registration") -> bool:
        """Whether a registrant has come often enough for a certificate."""
