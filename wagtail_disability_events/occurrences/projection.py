"""Publishing writes the schedule into rows: what the editor wrote, and nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from .event import ScheduledEvent
from .models import Occurrence, Series
from .schedule import PlannedDate, planned_dates, planned_series
from .status import REMOVED, Status

Needed = Callable[[list[Occurrence]], set[int]]
"""Of the given dates, the ids of those that people depend on."""

_WRITTEN = (
    *(f"planned_{name}" for name in Occurrence.PLANNED),
    *Occurrence.PLANNED,
    "time_zone",
    "topic",
    "teacher",
    "series",
    "in_schedule",
    "status",
    "status_reason",
)
_BATCH = 500


@dataclass
class Projection:
    """What a projection did, or would do."""

    created: list[Occurrence] = field(default_factory=list)
    changed: list[Occurrence] = field(default_factory=list)
    cancelled: list[Occurrence] = field(default_factory=list)
    removed: list[Occurrence] = field(default_factory=list)
    unchanged: list[Occurrence] = field(default_factory=list)
    rescheduled: list[Occurrence] = field(default_factory=list)
    """Those of ``changed`` whose time, place or status people must know of."""

    @property
    def rows(self) -> list[Occurrence]:
        """Every date that the event has now, soonest first."""
        there = [*self.created, *self.changed, *self.cancelled, *self.unchanged]
        return sorted(there, key=lambda row: (row.start, row.pk or 0))

    @property
    def differences(self) -> int:
        return len(self.created) + len(self.changed) + len(self.cancelled) + len(self.removed)


@transaction.atomic(savepoint=False)
def project(
    event: ScheduledEvent, *, needed: Needed, prepare: Callable[[Projection], object] | None = None
) -> Projection:
    """Make the rows of ``event`` agree with its published schedule.

    ``prepare`` is called when it is known which rows there will be, before they are written: what new rows
    point to can be made then.

    Rows are matched by (block id, original day), so an edited time changes a row and keeps what hangs
    on it. Status, operations, registrations and calendar identifiers stay. ``needed`` says which dates people
    depend on: such a date is marked cancelled when it vanishes, never deleted.
    """
    existing = rows_of(event)
    had_series = any(row.series for row in existing)
    report = plan_projection(event, existing, needed=needed)
    _remove(report)
    _write_series(event, had_series)
    if prepare is not None:
        prepare(report)
    Occurrence.objects.bulk_create(report.created, batch_size=_BATCH)
    Occurrence.objects.bulk_update(
        [*report.changed, *report.cancelled],
        [name.removesuffix("_id") for name in _WRITTEN],
        batch_size=_BATCH,
    )
    return report


def rows_of(event: ScheduledEvent) -> list[Occurrence]:
    """The rows of an event with their calendar entries, locked; read by now where many are worked on."""
    if event.known_rows is not None:
        return list(event.known_rows)
    locked = Occurrence.objects.select_for_update(of=("self",), no_key=True).filter(event_id=event.pk)
    return list(locked.select_related("calendar_entry"))


def plan_projection(event: ScheduledEvent, existing: list[Occurrence], *, needed: Needed) -> Projection:
    """What ``project`` would do with the rows that there are; changes the row objects, writes nothing."""
    report = Projection()
    rows = {row.key: row for row in existing}
    planned = _first_of_each_key(planned_dates(event.schedule, event.time_zone))
    for key, plan in planned.items():
        row = rows.pop(key, None)
        if row is None:
            report.created.append(_new_row(event, plan))
            continue
        before = _what_people_know(row)
        if _apply(plan, row, event):
            report.changed.append(row)
            if _what_people_know(row) != before:
                report.rescheduled.append(row)
        else:
            report.unchanged.append(row)
    _withdraw(list(rows.values()), report, needed)
    return report


def preview_rows(event: ScheduledEvent) -> list[Occurrence]:
    """The rows that publishing this draft would make, unsaved and in order; for previews."""
    plans = _first_of_each_key(planned_dates(event.schedule, event.time_zone)).values()
    rows = []
    for plan in sorted(plans, key=lambda plan: plan.start):
        row = _new_row(event, plan)
        row.event = event  # type: ignore[assignment]
        rows.append(row)
    return rows


def _first_of_each_key(dates: Iterable[PlannedDate]) -> dict[tuple[str, str], PlannedDate]:
    planned: dict[tuple[str, str], PlannedDate] = {}
    for plan in dates:
        planned.setdefault(plan.key, plan)
    return planned


def _new_row(event: ScheduledEvent, plan: PlannedDate) -> Occurrence:
    row = Occurrence(event_id=event.pk, block_id=plan.block_id, recurrence_id=plan.recurrence_id)
    _write_plan(plan, row, event)
    row.hold_as_planned()
    return row


def _write_plan(plan: PlannedDate, row: Occurrence, event: ScheduledEvent) -> None:
    row.planned_start, row.planned_end, row.planned_all_day = plan.start, plan.end, plan.all_day
    row.planned_venue_id = plan.venue_id or event.venue_id
    row.planned_location = plan.location or event.location_note
    row.topic, row.teacher, row.series = plan.topic, plan.teacher, plan.series
    row.time_zone = event.time_zone


def _apply(plan: PlannedDate, row: Occurrence, event: ScheduledEvent) -> bool:
    """Write a plan onto a row; return whether anything differs.

    What an operation has moved stays where it was moved to, also when it was cancelled after that.
    """
    before = _written(row)
    follows = row.status == Status.SCHEDULED or (row.status != Status.MOVED and row.holds_as_planned)
    _write_plan(plan, row, event)
    if follows:
        row.hold_as_planned()
    if not row.in_schedule:
        row.in_schedule = True
        if row.status_reason == REMOVED:
            row.status, row.status_reason = Status.SCHEDULED, ""
    return _written(row) != before


def _what_people_know(row: Occurrence) -> tuple[Any, ...]:
    return (row.start, row.end, row.venue_id, row.location, row.status)


def _written(row: Occurrence) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _WRITTEN)


def _withdraw(vanished: list[Occurrence], report: Projection, needed: Needed) -> None:
    """Sort dates that the schedule has no more: those that people depend on are cancelled, others go."""
    keep = needed(vanished) if vanished else set()
    for row in vanished:
        if row.pk not in keep:
            report.removed.append(row)
        elif not row.in_schedule:
            report.unchanged.append(row)
        else:
            _mark_removed(row)
            report.cancelled.append(row)


def _mark_removed(row: Occurrence) -> None:
    row.in_schedule = False
    if row.status != Status.CANCELLED:
        row.status, row.status_reason = Status.CANCELLED, REMOVED


def _remove(report: Projection) -> None:
    """Delete what nobody depends on; a row that something else still points to is cancelled instead."""
    if not report.removed:
        return
    try:
        with transaction.atomic():
            Occurrence.objects.filter(pk__in=[row.pk for row in report.removed]).delete()
    except ProtectedError:
        removed, report.removed = report.removed, []
        for row in removed:
            _remove_one(row, report)


def _remove_one(row: Occurrence, report: Projection) -> None:
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        if row.in_schedule:
            _mark_removed(row)
            row.save()
            report.cancelled.append(row)
        else:
            report.unchanged.append(row)
    else:
        report.removed.append(row)


def _write_series(event: ScheduledEvent, had_series: bool) -> None:
    """Note the rules of the schedule, and where each goes on when the horizon moves."""
    planned = list(planned_series(event.schedule))
    rows = [
        Series(
            event_id=event.pk,
            block_id=series.block_id,
            rule=series.rule.text(),
            first_date=series.first,
            next_date=series.next_date,
        )
        for series in planned
    ]
    if rows:
        Series.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["event", "block_id"],
            update_fields=["rule", "first_date", "next_date"],
        )
    if had_series:
        kept = [row.block_id for row in rows]
        Series.objects.filter(event_id=event.pk).exclude(block_id__in=kept).delete()
