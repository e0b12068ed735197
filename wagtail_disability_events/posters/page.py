"""What a poster asks of an event or of an article: its words, its picture, the way to it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from ..occurrences.event import Event
from ..occurrences.models import Occasion
from ..occurrences.queries import OccurrenceQuerySet


class PosterImage(Protocol):
    """A picture of the image library."""

    @property
    def file(self) -> Any: ...


class Holder(Protocol):
    """An organisation that holds an event."""

    @property
    def display_name(self) -> str: ...


class Offer(Protocol):
    """An access service that is offered."""

    @property
    def service(self) -> str: ...


class PosterEvent(Event, Protocol):
    """An event as its poster says it."""

    @property
    def kind(self) -> str: ...
    @property
    def occasion(self) -> Occasion | None: ...
    @property
    def summary(self) -> str: ...
    @property
    def cover(self) -> Any: ...
    @property
    def full_url(self) -> str | None: ...
    @property
    def registration_enabled(self) -> bool: ...
    @property
    def contact_line(self) -> str: ...
    @property
    def holder_names(self) -> str: ...
    @property
    def holders(self) -> Sequence[Holder]: ...
    @property
    def occurrences(self) -> OccurrenceQuerySet: ...
    @property
    def get_kind_display(self) -> Any: ...
    def service_offers(self) -> Sequence[Offer]:
        """The access services that are offered, each once."""


class PosterArticle(Protocol):
    """An article as its poster says it; ``event`` is what it is about."""

    @property
    def title(self) -> str: ...
    @property
    def event(self) -> Any: ...
    @property
    def date(self) -> date | None: ...
    @property
    def abstract(self) -> str: ...
    @property
    def cover(self) -> Any: ...
    @property
    def full_url(self) -> str | None: ...
    @property
    def source(self) -> str: ...
    @property
    def get_genre_display(self) -> Any: ...
