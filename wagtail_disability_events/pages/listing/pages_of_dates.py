"""Dates of a list loaded with the page on which each is shown; the database decides what a reader sees."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from ...core.page_models import EVENT, model
from ...occurrences.models import Occurrence
from ...occurrences.queries import not_restricted, public_pages
from ...occurrences.wording import in_words_of
from .facts import DateLine


def load_dates(
    lines: Iterable[DateLine], rows: "QuerySet[Occurrence]", accepted: tuple[int, ...]
) -> list[Occurrence]:
    """The dates of these lines in their order, without those that the reader may not see.

    ``rows`` says what is read with a date; its ``event`` must be. One query, and two more where any is shown
    on a translation or an alias: then its ``event`` has the words of that page.
    """
    listed = list(lines)
    own = [line.pk for line in listed if line.page_id == line.event_id]
    other = {line.pk: line.page_id for line in listed if line.page_id != line.event_id}
    visible = rows.filter(public_pages("event__")).filter(not_restricted("event__path", accepted))
    found = visible.in_bulk(own)
    if other:
        found |= _on_other_pages(rows.in_bulk(other), other, accepted)
    return [found[line.pk] for line in listed if line.pk in found]


def _on_other_pages(
    dates: dict[int, Occurrence], page_of: dict[int, int], accepted: tuple[int, ...]
) -> dict[int, Occurrence]:
    pages = model(EVENT).objects.filter(pk__in=set(page_of.values())).filter(public_pages())
    readable = pages.filter(not_restricted("path", accepted)).defer("body", "access", "questions", "places")
    by_page: dict[Any, list[Occurrence]] = defaultdict(list)
    for date in dates.values():
        by_page[page_of[date.pk]].append(date)
    found: dict[int, Occurrence] = {}
    for page in readable:
        here = by_page[page.pk]
        event = page.with_facts_of(here[0].event, streams=False)
        if any(date.topic or date.teacher or date.location for date in here):
            here = in_words_of(event, here)
        for date in here:
            date.event = event
            found[date.pk] = date
    return found
