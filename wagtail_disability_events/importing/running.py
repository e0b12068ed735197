"""Carrying an import out, event by event, each all or nothing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from wagtail.log_actions import log

from ..calendars.incoming import Refusal
from ..calendars.models import CalendarImport, CalendarSource, ImportedEvent
from ..core.base_page import BasePage
from ..core.users import User
from .drafts import Drafts
from .guessing import Choices
from .not_possible import NotPossible
from .planning import PlannedImport, Verdict, plan_of
from .texts import first_message

BEAT = timedelta(minutes=2)
"""A run that has said nothing for so long has been stopped."""


class StartedAlready(Exception):
    """An import runs, or is done: a second press, or somebody else's, changes nothing."""


def is_stopped(run: CalendarImport) -> bool:
    """Whether a run was begun and has said nothing for a while: it can be begun again."""
    is_silent = run.heartbeat_at is not None and run.heartbeat_at < timezone.now() - BEAT
    return run.state == CalendarImport.State.RUNNING and is_silent


@transaction.atomic
def start_import(run: CalendarImport, *, user: User, choices: Choices, take_theirs: Iterable[str]) -> None:
    """Keep what staff chose and begin, or go on where a run was stopped. Raises StartedAlready.

    ``take_theirs`` are UIDs of events whose edits here are given up. A run that goes on keeps its own.
    """
    locked = CalendarImport.objects.select_for_update(no_key=True).get(pk=run.pk)
    goes_on = is_stopped(locked)
    if locked.state != CalendarImport.State.PREVIEW and not goes_on:
        raise StartedAlready
    if not goes_on:
        choices.keep(run.source)
        wanted = set(take_theirs)
        locked.take_theirs = [event["uid"] for event in locked.events if event["uid"] in wanted]
    locked.state, locked.heartbeat_at = CalendarImport.State.RUNNING, timezone.now()
    locked.user_id = user.pk
    locked.save(update_fields=["state", "heartbeat_at", "user", "take_theirs"])
    data = {"source": run.source.name}
    log(instance=run.source.page, action="wde.calendar.import", user=user, data=data)
    transaction.on_commit(lambda: run_import.enqueue(run.pk))


@task()
def run_import(import_id: int) -> None:
    """Carry out an import, event by event, each all or nothing. Stopped, it can be run again."""
    run = CalendarImport.objects.select_related("source__page", "user").get(pk=import_id)
    worker = _Worker(run)
    for number, line in enumerate(plan_of(run).lines, 1):
        worker.carry_out(line)
        if number % 20 == 0:
            worker.note_progress(number)
    worker.finish()


class _Worker:
    """Writes the drafts of one import."""

    def __init__(self, run: CalendarImport) -> None:
        self.run = run
        self.source = run.source
        self.drafts = Drafts(Choices.of(self.source))
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
                BasePage.objects.select_for_update(no_key=True).get(pk=self.source.page_id)
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

    def note_progress(self, done: int) -> None:
        """Note how far it has come."""
        report = {"counts": dict(self.counts)}
        CalendarImport.objects.filter(pk=self.run.pk).update(
            done=done, report=report, heartbeat_at=timezone.now()
        )

    def finish(self) -> None:
        """Note the end, and what could not be written."""
        now = timezone.now()
        self.run.state, self.run.done, self.run.heartbeat_at = CalendarImport.State.DONE, self.run.total, now
        self.run.report = {"counts": dict(self.counts), "problems": self.problems[:200]}
        self.run.events = []  # what it held stands in the drafts now
        self.run.save(update_fields=["state", "done", "heartbeat_at", "report", "events"])
        CalendarSource.objects.filter(pk=self.source.pk).update(imported_at=now)

    def _write(self, line: PlannedImport, known: ImportedEvent | None) -> None:
        event = line.event
        if known is None:
            known = ImportedEvent(source=self.source, uid=event.uid)
            page = self.drafts.new_page(event, self.source.page_id)
        elif known.event is None:
            raise NotPossible("deleted")
        elif known.event.latest_revision_id != known.revision_id and event.uid not in self.take_theirs:
            raise NotPossible("edited")
        else:
            page = known.event.specific.get_latest_revision_as_object()
        if not event.cancelled:
            self.drafts.fill(page, event)
            known.revision_id = page.save_revision(user=self.run.user).pk
        known.event_id = page.pk
        known.sequence, known.modified, known.content_hash = (
            event.sequence,
            event.modified,
            event.content_hash(),
        )
        known.save()
