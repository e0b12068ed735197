"""The same dates in the words of other pages: a text for each page, under the identifier of the entry."""

from collections.abc import Iterable, Mapping

from django.db.models import prefetch_related_objects

from ..occurrences.models import Occurrence
from ..occurrences.wording import in_words_of
from .event import EventInCalendars
from .models import CalendarEntry, TranslatedEntry
from .plans import EntryPlan

_BATCH = 500
EntryOf = Mapping[tuple[str, str], CalendarEntry]
"""Entries of series: by the id of the rule and the key of the changed date."""


def rows_in_words_of(event: EventInCalendars, rows: Iterable[Occurrence]) -> list[Occurrence]:
    """The dates as another page of the event says them, with their places."""
    dates = in_words_of(event, rows)
    prefetch_related_objects([row for row in dates if row.venue_id], "venue")
    return dates


def write_translated(
    event: EventInCalendars, plans: Iterable[EntryPlan], of_series: EntryOf, *, verify: bool
) -> int:
    """Write what ``plans`` say in the words of ``event`` beside the entries that there are; how many changed.

    A plan without an entry is left out: the original says nothing of its own there.
    """
    stored = {each.entry_id: each for each in TranslatedEntry.objects.filter(page_id=event.words_id)}
    new: list[TranslatedEntry] = []
    changed: list[TranslatedEntry] = []
    kept: set[int] = set()
    for plan in plans:
        entry = _entry_of(plan, of_series)
        if entry is None or entry.pk in kept:
            continue
        kept.add(entry.pk)
        text = stored.get(entry.pk) or TranslatedEntry(entry=entry, page_id=event.words_id)
        text.entry = entry
        if text.write(plan.facts, verify=verify):
            (new if text.pk is None else changed).append(text)
    TranslatedEntry.objects.bulk_create(new, batch_size=_BATCH)
    TranslatedEntry.objects.bulk_update(changed, TranslatedEntry.STORED, batch_size=_BATCH)
    if gone := [each.pk for entry_id, each in stored.items() if entry_id not in kept]:
        TranslatedEntry.objects.filter(pk__in=gone).delete()
    return len(new) + len(changed)


def _entry_of(plan: EntryPlan, of_series: EntryOf) -> CalendarEntry | None:
    if plan.series:
        return of_series.get((plan.series, plan.recurrence_id))
    entry = plan.rows[0].calendar_entry
    return entry if entry is not None and not entry.series else None
