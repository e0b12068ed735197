"""Running the jobs that are due: one process at a time for each job, and none stops the others.

A job is taken by one conditional UPDATE, as a seat is. It belongs to the process that took it until the end
of its lease, so that a process that was killed does not keep it for ever.
"""

import logging
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import close_old_connections
from django.utils import timezone

from .jobs import Job
from .models import PeriodicJob

logger = logging.getLogger(__name__)
PACKAGE = __name__.partition(".")[0]

EARLY = timedelta(seconds=30)
"""A job may start so much before its time: cron starts a process now a second earlier, now one later."""
RETRY = timedelta(minutes=5)
"""After a failure a job is due again at the latest after this time."""
CLOCKS_DIFFER = timedelta(minutes=5)
"""A start that lies further in the future than this comes from a clock that was wrong."""


class Outcome(StrEnum):
    """How a run ended."""

    DONE = "done"
    FAILED = "failed"
    TAKEN = "taken"
    """Another process runs the job, or has run it a moment ago."""


@dataclass(frozen=True)
class Result:
    """How the run of a job ended, with a plain English sentence without personal data."""

    job: Job
    outcome: Outcome
    words: str


def run_jobs(jobs: Iterable[Job], *, force: bool = False) -> Iterator[Result]:
    """Run each job that is due, one after the other; ``force`` also those that are not.

    One query when nothing is due. A job that fails is noted, and the next one runs.
    """
    jobs = tuple(jobs)
    rows = rows_of(jobs)
    due = [job for job in jobs if force or is_due(job, rows[job.name], timezone.now())]
    new = [rows[job.name] for job in due if rows[job.name]._state.adding]
    if new:
        PeriodicJob.objects.bulk_create(new, ignore_conflicts=True)
    for job in due:
        yield _run(job, rows[job.name])


def rows_of(jobs: Iterable[Job]) -> dict[str, PeriodicJob]:
    """The row of each job by its name, read with one query; a new one where a job has none yet."""
    known = PeriodicJob.objects.in_bulk([job.name for job in jobs])
    return {job.name: known.get(job.name) or PeriodicJob(name=job.name) for job in jobs}


def is_due(job: Job, row: PeriodicJob, now: datetime) -> bool:
    """Whether a job is to be run: never run, its time has come, or its last process was killed."""
    if row.locked_until is not None:
        return row.locked_until <= now
    if row.started_at is None:
        return True
    pause = min(job.every, RETRY) if row.error else job.every
    return not now - pause + EARLY < row.started_at <= now + CLOCKS_DIFFER


def _run(job: Job, seen: PeriodicJob) -> Result:
    started = timezone.now()
    if not PeriodicJob.objects.take(seen, started, started + job.lease):
        return Result(job, Outcome.TAKEN, "It runs in another process, or has just run there.")
    try:
        words = job.function()
    except Exception as error:  # whatever goes wrong in one job must not stop the others
        reason = _reason(error)
        logger.error("Periodic job %s failed: %s\n%s", job.name, reason, _where(error))
        close_old_connections()
        PeriodicJob.objects.release(job.name, started, failed_at=timezone.now(), error=reason)
        return Result(job, Outcome.FAILED, f"It failed: {reason}.")
    except BaseException:  # stopped from outside: the next run takes it up
        PeriodicJob.objects.release(job.name, started, started_at=seen.started_at)
        raise
    if not PeriodicJob.objects.release(job.name, started, succeeded_at=timezone.now(), error=""):
        words += " It took longer than its lease, and another process has started it since."
    return Result(job, Outcome.DONE, words)


def _reason(error: Exception) -> str:
    """The kind of an error and where it happened; never its text, which may name a person."""
    frames = traceback.walk_tb(error.__traceback__)
    places = [(str(frame.f_globals.get("__name__")), line) for frame, line in frames]
    ours = [place for place in places if place[0].startswith(f"{PACKAGE}.") and place[0] != __name__]
    module, line = (ours or places)[-1]
    return f"{type(error).__name__} in {module}, line {line}"[:200]


def _where(error: Exception) -> str:
    """The way to an error: lines of source code, no values."""
    return "".join(traceback.format_tb(error.__traceback__))
