"""What photos ask of an event. Event pages answer; nothing here knows a page type."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from ...registration.event import EventOnPage

if TYPE_CHECKING:
    from django.db.models import QuerySet


class EventWithPhotos(EventOnPage, Protocol):
    """An event with its page, as photos and those who work on them know it."""

    @property
    def owner_id(self) -> int | None: ...
    @property
    def first_published_at(self) -> datetime | None: ...
    @property
    def latest_revision_created_at(self) -> datetime | None: ...

    def get_parent(self) -> Any:
        """The page above it."""

    def get_admin_display_title(self) -> str:
        """Its title as the newest draft has it."""

    def get_view_restrictions(self) -> "QuerySet[Any]":
        """What keeps some readers from it."""
