"""What the tree and the lists of dates ask of a page: where it stands; of an organisation also who it is."""

from datetime import datetime
from typing import Any, Protocol


class TreePage(Protocol):
    """A page by its place in the tree: ``path`` is made of steps of ``steplen`` characters."""

    @property
    def pk(self) -> Any: ...
    @property
    def path(self) -> str: ...
    @property
    def depth(self) -> int: ...
    @property
    def steplen(self) -> int: ...


class Branch(Protocol):
    """A part of the tree whose dates are listed. ``time_zone`` is an IANA key.

    What has the same ``translation_key`` is the same part in another language.
    """

    @property
    def path(self) -> str: ...
    @property
    def locale_id(self) -> int: ...
    @property
    def translation_key(self) -> Any: ...
    @property
    def time_zone(self) -> str: ...


class Organisation(TreePage, Branch, Protocol):
    """A page that has a list of dates."""

    @property
    def title(self) -> str: ...
    @property
    def display_name(self) -> str: ...
    @property
    def url_path(self) -> str: ...
    @property
    def expire_at(self) -> datetime | None: ...


class EventInTree(TreePage, Protocol):
    """An event to which the organisation that it stands under can be given."""

    organisation: Any
