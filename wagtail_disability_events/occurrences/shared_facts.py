"""Several pages of one event: one holds its facts, the others say them in their words.

A translation or an alias of an event page names the page that holds the facts (``facts_from``). Dates,
places, sign-ups and everything else that names an event by key name that page. When it is deleted, they go on
to one of the others.
"""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db.models import CASCADE, PROTECT, SET_NULL, F, QuerySet

from ..core.base_page import BasePage
from ..core.page_models import EVENT, model


class PageOfEvent(Protocol):
    """A page of an event: the one that holds its facts, or one that shows them in other words."""

    @property
    def pk(self) -> Any: ...
    @property
    def facts_from_id(self) -> int | None: ...


def facts_id(page: PageOfEvent) -> int:
    """The id of the page that holds the facts of a page: of an original its own."""
    held_by: int = page.facts_from_id or page.pk
    return held_by


def original_of(events: Any, event_id: int) -> Any:
    """The page that holds the facts of an event, asked for by the id of any of its pages; None without."""
    page = events.filter(pk=event_id).select_related("facts_from").first()
    return page if page is None or page.facts_from is None else page.facts_from


def successors(event_ids: Iterable[int], leaving: Iterable[int] = ()) -> dict[int, int]:
    """Which page takes over the facts of each of these events when it is deleted.

    A published page comes before a draft, a page with words of its own before an alias. Pages that are
    ``leaving`` too take over nothing.
    """
    found: dict[int, int] = {}
    going = set(leaving)
    pages = model(EVENT).objects.filter(facts_from__in=list(event_ids))
    order = (F("live").desc(), F("alias_of_id").asc(nulls_first=True), "pk")
    for page_id, event_id in pages.order_by(*order).values_list("pk", "facts_from_id"):
        if page_id not in going:
            found.setdefault(event_id, page_id)
    return found


def _hand_on(collector: Any, field: Any, rows: QuerySet, using: str) -> QuerySet:
    """Give rows to the successors of their events; return those of events that have none."""
    column = field.attname
    events = set(rows.order_by().values_list(column, flat=True))
    leaving = {
        each.pk for kind, pages in collector.data.items() if issubclass(kind, BasePage) for each in pages
    }
    to = successors(events, leaving)
    for event_id, page_id in to.items():
        collector.add_field_update(field, page_id, rows.filter(**{column: event_id}))
    return rows.exclude(**{f"{column}__in": list(to)}) if to else rows


def hand_on_or_delete(collector: Any, field: Any, sub_objs: Any, using: str) -> None:
    """``on_delete`` of a fact of an event: it goes to another page of the event, else it is deleted."""
    if rest := _hand_on(collector, field, sub_objs, using):
        CASCADE(collector, field, rest, using)


def hand_on_or_protect(collector: Any, field: Any, sub_objs: Any, using: str) -> None:
    """The same for what must not be lost: without another page the event cannot be deleted."""
    if rest := _hand_on(collector, field, sub_objs, using):
        PROTECT(collector, field, rest, using)


def hand_on_or_forget(collector: Any, field: Any, sub_objs: Any, using: str) -> None:
    """The same for what only mentions the event: without another page it mentions none."""
    if rest := _hand_on(collector, field, sub_objs, using):
        SET_NULL(collector, field, rest, using)
