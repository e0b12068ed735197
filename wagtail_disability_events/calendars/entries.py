"""Keep the stored text in step with the facts: written when they change, not when it is asked for."""

from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import override

from ..occurrences.models import Occurrence, Series
from ..occurrences.projection import rows_of
from ..occurrences.schedule import planned_series
from .event import EventInCalendars
from .event_words import calendar_facts, event_words
from .models import CalendarEntry
from .plans import EntryPlan, series_plans, single_plan
from .translated import rows_in_words_of, write_translated
from .vevent import CalendarFacts

_BATCH = 500


@transaction.atomic(savepoint=False)
def refresh_entries(
    event: EventInCalendars,
    occurrences: list[Occurrence] | None = None,
    *,
    anything_gone: bool = False,
    verify: bool = False,
) -> int:
    """Write the entries of an event's dates anew where the facts changed; return how many texts changed.

    Its translations and aliases say the same entries in their words.

    Of two changes at once the later one reads the other's result: the caller has locked the event's facts
    (``lock_facts``) before it read ``event``. ``occurrences`` are its rows where they are at hand.
    ``anything_gone`` says that dates were deleted; entries of series that have become single dates, and the
    other way round, are found without. ``verify`` compares every stored text with what its facts say, instead
    of trusting that the same facts were written the same.
    """
    if occurrences is None:
        occurrences = rows_of(event)
    prefetch_related_objects([row for row in occurrences if row.venue_id], "venue")
    with override(language_of(event)):
        plans = entry_plans(event, occurrences)
        writer = _Writer(event, occurrences, plans, verify=verify)
        for plan in plans:
            writer.write(plan)
    texts = writer.save(anything_gone=anything_gone)
    for wording in event.live_wordings():
        with override(language_of(wording)):
            plans = entry_plans(wording, rows_in_words_of(wording, occurrences))
            texts += write_translated(wording, plans, writer.of_series, verify=verify)
    return texts


def entry_plans(event: EventInCalendars, rows: list[Occurrence]) -> list[EntryPlan]:
    """The VEVENTs that an event has, in the active language."""
    words = event_words(event)

    def said(row: Occurrence) -> CalendarFacts:
        return calendar_facts(words, row)

    plans = [single_plan(row, said(row)) for row in rows if not row.series]
    by_series: dict[str, list[Occurrence]] = {}
    for row in rows:
        if row.series:
            by_series.setdefault(row.series, []).append(row)
    if not by_series:
        return plans
    planned = {series.block_id: series for series in planned_series(event.schedule)}
    beyond = dict(Series.objects.filter(event_id=event.pk).values_list("block_id", "next_date"))
    for block_id, listed in by_series.items():
        if block_id in planned:
            plans += series_plans(planned[block_id], listed, event, said, beyond.get(block_id))
        else:
            plans += [single_plan(row, said(row)) for row in listed]
    return plans


class _Writer:
    """Finds the stored entry of each plan, and writes those whose facts changed."""

    def __init__(
        self, event: EventInCalendars, rows: list[Occurrence], plans: list[EntryPlan], *, verify: bool
    ) -> None:
        self.event = event
        self.verify = verify
        self.new: list[CalendarEntry] = []
        self.changed: list[CalendarEntry] = []
        self.kept: set[int] = set()
        self.links: list[tuple[Occurrence, CalendarEntry]] = []
        self.rows = rows
        self.of_series: dict[tuple[str, str], CalendarEntry] = {}
        if any(plan.series for plan in plans):
            stored = CalendarEntry.objects.filter(event_id=event.pk).exclude(series="")
            self.of_series = {(entry.series, entry.recurrence_id): entry for entry in stored}
        self.texts = 0

    def write(self, plan: EntryPlan) -> None:
        entry = self._stored(plan)
        is_new = entry is None
        if entry is None:
            entry = self._made(plan)
        text_changed = entry.write(plan.facts, verify=self.verify)
        window = (plan.start, plan.end)
        moved = (entry.start, entry.end) != window
        entry.start, entry.end = window
        self.texts += text_changed
        if is_new:
            self.new.append(entry)
        else:
            self.kept.add(entry.pk)
            if text_changed or moved:
                self.changed.append(entry)
        self.links += [(row, entry) for row in plan.rows if row.calendar_entry_id != entry.pk or is_new]

    def save(self, *, anything_gone: bool) -> int:
        before = {row.calendar_entry_id for row in self.rows if row.calendar_entry_id}
        before |= {entry.pk for entry in self.of_series.values()}
        CalendarEntry.objects.bulk_create(self.new, batch_size=_BATCH)
        CalendarEntry.objects.bulk_update(self.changed, CalendarEntry.STORED, batch_size=_BATCH)
        for row, entry in self.links:
            row.calendar_entry = entry
        linked = [row for row, _entry in self.links if row.pk]  # others are written with their link
        Occurrence.objects.bulk_update(linked, ["calendar_entry"], batch_size=_BATCH)
        if anything_gone or before - self.kept:
            kept = self.kept | {entry.pk for entry in self.new}
            CalendarEntry.objects.filter(event_id=self.event.pk).exclude(pk__in=kept).delete()
        return self.texts

    def _stored(self, plan: EntryPlan) -> CalendarEntry | None:
        if plan.series:
            return self.of_series.get((plan.series, plan.recurrence_id))
        entry = plan.rows[0].calendar_entry
        return entry if entry is not None and not entry.series else None

    def _made(self, plan: EntryPlan) -> CalendarEntry:
        """A new entry. A changed date bears the series' identifier, and is an update of what that said."""
        entry = CalendarEntry(event_id=self.event.pk, series=plan.series, recurrence_id=plan.recurrence_id)
        if plan.series:
            if plan.recurrence_id:
                master = self.of_series[plan.series, ""]
                entry.uid, entry.sequence = master.uid, master.sequence + 1
            self.of_series[plan.series, plan.recurrence_id] = entry
        return entry


def language_of(event: EventInCalendars) -> str:
    """The language of a page; on a site of one language it is known without asking."""
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return event.locale.language_code
    return settings.LANGUAGE_CODE
