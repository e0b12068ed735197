"""Publishing writes the schedule into rows: what the editor wrote, and nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from .models import Occurrence, Status
from .schedule import PlannedDate, planned_dates

REMOVED = "removed-from-schedule"
"""Reason of a date that vanished from the schedule while people depended on it."""


@dataclass
class Projection:
    """What a projection did, or would do."""

    created: list[Occurrence] = field(default_factory=list)
    changed: list[Occurrence] = field(default_factory=list)
    cancelled: list[Occurrence] = field(default_factory=list)
    removed: list[Occurrence] = field(default_factory=list)
    unchanged: int = 0

    @property
    def differences(self) -> int:
        return len(self.created) + len(self.changed) + len(self.cancelled) + len(self.removed)


@transaction.atomic
def project(event: Any, *, needed: Callable[[Occurrence], bool]) -> Projection:
    """Make the rows of ``event`` agree with its published schedule.

    Rows are matched by (block id, original start), so an edited time changes a row and keeps what hangs
    on it. Status, operations, registrations and calendar identifiers stay. ``needed`` says whether people
    depend on a date: such a date is marked cancelled when it vanishes, never deleted.
    """
    report = Projection()
    rows = {
        row.key: row for row in Occurrence.objects.select_for_update(of=("self",)).filter(event_id=event.pk)
    }
    planned = _first_of_each_key(planned_dates(event.schedule, event.time_zone))
    for key, plan in planned.items():
        row = rows.pop(key, None)
        if row is None:
            report.created.append(_new_row(event, plan))
        elif _apply(plan, row, event):
            row.save()
            report.changed.append(row)
        else:
            report.unchanged += 1
    Occurrence.objects.bulk_create(report.created, batch_size=500)
    for row in rows.values():
        _withdraw(row, report, needed)
    return report


def preview_rows(event: Any) -> list[Occurrence]:
    """The rows that publishing this draft would make, unsaved and in order; for previews."""
    plans = _first_of_each_key(planned_dates(event.schedule, event.time_zone)).values()
    rows = []
    for plan in sorted(plans, key=lambda plan: plan.start):
        row = _new_row(event, plan)
        row.event = event
        rows.append(row)
    return rows


def _first_of_each_key(dates: Iterable[PlannedDate]) -> dict[tuple[str, str], PlannedDate]:
    planned: dict[tuple[str, str], PlannedDate] = {}
    for plan in dates:
        planned.setdefault(plan.key, plan)
    return planned


def _new_row(event: Any, plan: PlannedDate) -> Occurrence:
    return Occurrence(
        event_id=event.pk,
        block_id=plan.block_id,
        recurrence_id=plan.recurrence_id,
        planned_start=plan.start,
        planned_end=plan.end,
        start=plan.start,
        end=plan.end,
        all_day=plan.all_day,
        time_zone=event.time_zone,
        topic=plan.topic,
        venue_id=plan.venue_id or event.venue_id,
        place=plan.place or event.place_note,
    )


def _apply(plan: PlannedDate, row: Occurrence, event: Any) -> bool:
    """Write a plan onto a row; return whether anything differs."""
    before = _written(row)
    row.planned_start, row.planned_end = plan.start, plan.end
    row.topic, row.time_zone = plan.topic, event.time_zone
    if row.status != Status.MOVED:
        row.start, row.end, row.all_day = plan.start, plan.end, plan.all_day
        row.venue_id = plan.venue_id or event.venue_id
        row.place = plan.place or event.place_note
    if not row.in_schedule:
        row.in_schedule = True
        if row.status_reason == REMOVED:
            row.status, row.status_reason = Status.SCHEDULED, ""
    return _written(row) != before


def _written(row: Occurrence) -> tuple[Any, ...]:
    return (
        row.planned_start,
        row.planned_end,
        row.start,
        row.end,
        row.all_day,
        row.time_zone,
        row.topic,
        row.venue_id,
        row.place,
        row.in_schedule,
        row.status,
    )


def _withdraw(row: Occurrence, report: Projection, needed: Callable[[Occurrence], bool]) -> None:
    if not needed(row):
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            pass
        else:
            report.removed.append(row)
            return
    if not row.in_schedule:
        report.unchanged += 1
        return
    row.in_schedule = False
    if row.status != Status.CANCELLED:
        row.status, row.status_reason = Status.CANCELLED, REMOVED
    row.save()
    report.cancelled.append(row)
