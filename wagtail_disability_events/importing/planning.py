"""What an import would do with each event: new, changed, edited here, cancelled, or not possible.

An event is known again by its UID within the calendar it came from. What somebody has edited here is never
overwritten unless they ask for it; an older SEQUENCE never replaces a newer one.
"""

from dataclasses import dataclass, field

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..calendars.incoming import IncomingEvent, Refusal
from ..calendars.models import CalendarEntry, CalendarImport, ImportedEvent
from .not_possible import NotPossible
from .packing import unpacked
from .schedules import schedule_of

BATCH = 400
"""Identifiers that are named to the database at a time."""


class Verdict(models.TextChoices):
    """What an import does with an event."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed there")
    EDITED = "edited", _("changed there, and edited here")
    CANCELLED = "cancelled", _("cancelled there")
    UNCHANGED = "unchanged", _("unchanged")


@dataclass(frozen=True)
class PlannedImport:
    """One event of a file with what becomes of it."""

    event: IncomingEvent
    verdict: Verdict
    page_id: int | None = None


@dataclass
class Plan:
    """What an import would do."""

    lines: list[PlannedImport] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def plan_of(run: CalendarImport) -> Plan:
    """What carrying out an import would do at this moment: a fixed number of queries for each 400 events."""
    source = run.source
    events = [unpacked(item) for item in run.events]
    plan = Plan(refused=[Refusal(**item) for item in run.refused])
    known = {row.uid: row for row in source.events.select_related("event")}
    ours = _uids_of(events, CalendarEntry.objects.all())
    elsewhere = _uids_of(
        events, ImportedEvent.objects.filter(source__page=source.page_id).exclude(source=source)
    )
    for event in events:
        try:
            plan.lines.append(
                _planned(event, known.get(event.uid), event.uid in ours, event.uid in elsewhere)
            )
        except NotPossible as refused:
            plan.refused.append(Refusal(event.uid, event.summary, refused.code, refused.part))
    return plan


def _planned(
    event: IncomingEvent, known: ImportedEvent | None, is_ours: bool, is_elsewhere: bool
) -> PlannedImport:
    """What becomes of an event. Raises NotPossible."""
    if is_ours:
        raise NotPossible("ours")
    if is_elsewhere and known is None:
        raise NotPossible("elsewhere")
    if known is None and event.cancelled:
        raise NotPossible("cancelled")
    schedule_of(event)
    if known is None:
        return PlannedImport(event, Verdict.NEW)
    if known.event is None:
        raise NotPossible("deleted")
    page_id = known.event_id
    if event.content_hash() == known.content_hash:
        return PlannedImport(event, Verdict.UNCHANGED, page_id)
    if _is_older(event, known):
        raise NotPossible("older", str(event.sequence))
    if event.cancelled:
        return PlannedImport(event, Verdict.CANCELLED, page_id)
    edited = known.event.latest_revision_id != known.revision_id
    return PlannedImport(event, Verdict.EDITED if edited else Verdict.CHANGED, page_id)


def _is_older(event: IncomingEvent, known: ImportedEvent) -> bool:
    """SEQUENCE decides, then the stamp where both say one (RFC 5546 §2.1.5)."""
    if event.sequence != known.sequence:
        return event.sequence < known.sequence
    return bool(event.modified and known.modified and event.modified < known.modified)


def _uids_of(events: list[IncomingEvent], rows: QuerySet) -> set[str]:
    """Which UIDs of events are among rows."""
    uids, found = [event.uid for event in events], set()
    for start in range(0, len(uids), BATCH):
        found |= set(rows.filter(uid__in=uids[start : start + BATCH]).values_list("uid", flat=True))
    return found
