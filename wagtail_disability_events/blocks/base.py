"""What every block of this package has: a web template, a WeChat template, a preview, a description.

Of each block a class of its own (``…Value``) says what its value holds, so that a misspelt key is found
before it runs.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Generic, Protocol, TypeVar

from ..core.base_page import BasePage
from ..occurrences.event import SignUpEvent
from ..outcomes.published import PublishedOutcomes
from .struct import CompleteStructBlock

WEB = "wagtail_disability_events/blocks/{}.html"
PREVIEW = "wagtail_disability_events/blocks/previews/{}.html"

Context = dict[str, Any]
"""What a block's template reads: the page under ``page``, its event under ``event``, what the block adds."""

Value = TypeVar("Value")
Item = TypeVar("Item")
Item_co = TypeVar("Item_co", covariant=True)


class Child(Protocol[Item_co]):
    """One block of a stream or a list, as Wagtail's bound blocks are."""

    @property
    def id(self) -> str | None: ...
    @property
    def value(self) -> Item_co: ...
    @property
    def block(self) -> Any: ...


class StreamChild(Child[Item_co], Protocol[Item_co]):
    """One block of a stream."""

    @property
    def block_type(self) -> str: ...


class ListOf(Protocol[Item]):
    """The value of a list block."""

    bound_blocks: "list[Child[Item]]"

    def __iter__(self) -> Iterator[Item]: ...
    def __len__(self) -> int: ...
    def __delitem__(self, index: int) -> None: ...


class Deletable(Protocol):
    """A list of anything, from which items are taken."""

    def __len__(self) -> int: ...
    def __delitem__(self, index: int) -> None: ...


Stream = Iterable[StreamChild[Any]]
"""The value of a stream block whose blocks are of several kinds."""


class RichText(Protocol):
    """The value of a rich text block."""

    source: str


class ShownImage(Protocol):
    """An image of the library, as a block holds it."""

    title: str
    width: int
    height: int


class ShownDocument(Protocol):
    """A document of the library, as a block holds it."""

    title: str
    url: str
    file_extension: str

    def get_file_size(self) -> int | None: ...


class EventInBlocks(SignUpEvent, Protocol):
    """What blocks ask of the event that their page is about."""

    @property
    def full_url(self) -> str | None: ...
    @property
    def is_public(self) -> bool: ...
    @property
    def outcomes(self) -> PublishedOutcomes: ...


class EventStructBlock(CompleteStructBlock, Generic[Value]):
    """A struct block that knows the page it stands on, and the event that page is about."""

    def get_context(self, value: Value, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        context["event"] = about_event(context.get("page"))
        return context

    class Meta:
        preview_template = PREVIEW.format("block")


def about_event(page: BasePage | None) -> Any:
    """The event of a page: an article's event, or the event page itself; None elsewhere."""
    if page is None:
        return None
    if hasattr(page, "schedule"):
        return page
    return getattr(page, "event_in_its_language", None)
