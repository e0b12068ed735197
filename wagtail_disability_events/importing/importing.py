"""Events of others become drafts of ours: what is new, changed, edited here or refused, and carrying it out.

An event is known again by its UID within the calendar it came from. What somebody has edited here is never
overwritten unless they ask for it; an older SEQUENCE never replaces a newer one.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from ..calendars.incoming import IncomingEvent, Reading, Refusal
from ..calendars.models import CalendarEntry, CalendarImport, CalendarSource, ImportedEvent
from ..calendars.reading import read_calendar
from ..core.base_page import BasePage
from ..occurrences.models import Venue
from ..pages.models import EventPage
from .mapping import (
    NotPossible,
    body_html,
    first_message,
    guessed_kind,
    guessed_venue,
    packed,
    schedule_of,
    summary_and_rest,
    unpacked,
)

BEAT = timedelta(minutes=2)
"""A run that has said nothing for so long has been stopped."""
PREVIEW_KEPT = timedelta(days=7)
"""An import that was only looked at is forgotten after a week."""
_BATCH = 400


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


def look_at(
    content: bytes, index: Any, *, user: Any, source: CalendarSource | None = None, name: str, url: str = ""
) -> CalendarImport:
    """Read a file for an organisation and note what it holds; nothing else is changed. Raises NotACalendar.

    Without ``source`` it is the calendar whose events are in the file already, else a new one.
    """
    reading = read_calendar(content, index.time_zone)
    with transaction.atomic():
        source = (
            source
            or _known_source(reading, index, url)
            or CalendarSource.objects.create(page=index, name=(reading.name or name)[:120], url=url)
        )
        if url and source.url != url:
            source.url = url
            source.save(update_fields=["url"])
        old = source.imports.filter(state=CalendarImport.State.PREVIEW)
        old.filter(created_at__lt=timezone.now() - PREVIEW_KEPT).delete()
        return CalendarImport.objects.create(
            source=source,
            user=user,
            events=[packed(event) for event in reading.events],
            refused=[asdict(refusal) for refusal in reading.refused],
            total=len(reading.events),
        )


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
            plan.lines.append(_line(event, known.get(event.uid), event.uid in ours, event.uid in elsewhere))
        except NotPossible as refused:
            plan.refused.append(Refusal(event.uid, event.summary, refused.code, refused.part))
    return plan


def _line(
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


def _uids_of(events: list[IncomingEvent], rows: Any) -> set[str]:
    """Which UIDs of events are among rows."""
    uids, found = [event.uid for event in events], set()
    for start in range(0, len(uids), _BATCH):
        found |= set(rows.filter(uid__in=uids[start : start + _BATCH]).values_list("uid", flat=True))
    return found


def _known_source(reading: Reading, index: Any, url: str) -> CalendarSource | None:
    """The calendar of an organisation that has this address, or most of these events."""
    if url and (same := CalendarSource.objects.filter(page=index, url=url).first()):
        return same
    counts: Counter[int] = Counter()
    uids = [event.uid for event in reading.events]
    rows = ImportedEvent.objects.filter(source__page=index)
    for start in range(0, len(uids), _BATCH):
        counts.update(rows.filter(uid__in=uids[start : start + _BATCH]).values_list("source_id", flat=True))
    return CalendarSource.objects.get(pk=counts.most_common(1)[0][0]) if counts else None


@task()
def run_import(import_id: int) -> None:
    """Carry out an import, event by event, each all or nothing. Stopped, it can be run again."""
    run = CalendarImport.objects.select_related("source__page", "user").get(pk=import_id)
    worker = _Worker(run)
    for number, line in enumerate(plan_of(run).lines, 1):
        worker.carry_out(line)
        if number % 20 == 0:
            worker.say(number)
    worker.finish()


class _Worker:
    """Writes the drafts of one import."""

    def __init__(self, run: CalendarImport) -> None:
        self.run = run
        self.source = run.source
        self.venues = list(Venue.objects.all())
        self.take_theirs = set(run.take_theirs)
        self.counts: Counter[str] = Counter(run.report.get("counts", {}))
        self.problems: list[dict[str, str]] = []

    def carry_out(self, line: PlannedImport) -> None:
        """Write one event; a problem is noted and the others go on."""
        wanted = line.verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.CANCELLED)
        if not wanted and not (line.verdict == Verdict.EDITED and line.event.uid in self.take_theirs):
            self.counts[line.verdict.value] += line.verdict == Verdict.EDITED
            return
        try:
            with transaction.atomic():
                BasePage.objects.select_for_update().get(pk=self.source.page_id)
                known = ImportedEvent.objects.filter(source=self.source, uid=line.event.uid).first()
                if known is None or known.content_hash != line.event.content_hash():
                    self._write(line, known)
        except (ValidationError, NotPossible) as error:
            if isinstance(error, ValidationError):
                error = NotPossible("schedule", first_message(error))
            refusal = Refusal(line.event.uid, line.event.summary, error.code, error.part)
            self.problems.append(asdict(refusal))
        else:
            self.counts[line.verdict.value] += 1

    def say(self, done: int) -> None:
        """Note how far it has come."""
        report = {"counts": dict(self.counts)}
        CalendarImport.objects.filter(pk=self.run.pk).update(done=done, report=report, beat_at=timezone.now())

    def finish(self) -> None:
        now = timezone.now()
        self.run.state, self.run.done, self.run.beat_at = CalendarImport.State.DONE, self.run.total, now
        self.run.report = {"counts": dict(self.counts), "problems": self.problems[:200]}
        self.run.events = []  # what it held stands in the drafts now
        self.run.save(update_fields=["state", "done", "beat_at", "report", "events"])
        CalendarSource.objects.filter(pk=self.source.pk).update(imported_at=now)

    def _write(self, line: PlannedImport, known: ImportedEvent | None) -> None:
        event = line.event
        if known is None:
            known = ImportedEvent(source=self.source, uid=event.uid)
            page = self._new_page(event)
        elif known.event is None:
            raise NotPossible("deleted")
        elif known.event.latest_revision_id != known.revision_id and event.uid not in self.take_theirs:
            raise NotPossible("edited")
        else:
            page = known.event.specific.get_latest_revision_as_object()
        if not event.cancelled:
            self._fill(page, event)
            known.revision_id = page.save_revision(user=self.run.user).pk
        known.event_id = page.pk
        known.sequence, known.modified, known.content_hash = (
            event.sequence,
            event.modified,
            event.content_hash(),
        )
        known.save()

    def _new_page(self, event: IncomingEvent) -> Any:
        kind = guessed_kind(event, self.source.choices)
        page = page_class(kind)(title=event.summary, live=False, registration_enabled=False)
        page.kind = kind
        self._fill(page, event)
        parent = BasePage.objects.get(pk=self.source.page_id).specific
        page._cached_parent_obj = parent
        parent.add_child(instance=page)
        return page

    def _fill(self, page: Any, event: IncomingEvent) -> None:
        first, rest = summary_and_rest(event)
        page.title = page.draft_title = event.summary
        page.summary = first
        page.schedule = schedule_of(event)
        page.venue_id = guessed_venue(event.location, self.source.choices, self.venues)
        page.location_note = "" if page.venue_id else event.location[:120]
        page.body = [("text", html)] if (html := body_html(rest, event.url)) else []


def page_class(kind: str) -> Any:
    """The page type that stands for a kind."""
    found = [model for model in _event_types() if getattr(model, "own_kind", "") == kind]
    return found[0] if found else EventPage


def _event_types() -> list[Any]:
    from wagtail.models import get_page_models

    return [model for model in get_page_models() if issubclass(model, EventPage)]
