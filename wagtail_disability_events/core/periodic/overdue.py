"""Whether the periodic work is done in time, for those who look after the site."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from .jobs import LATE_AT_LEAST, Job, all_jobs
from .running import rows_of


@dataclass(frozen=True)
class JobState:
    """What is known of a job at a moment; moments are aware."""

    job: Job
    started_at: datetime | None
    succeeded_at: datetime | None
    error: str
    is_running: bool
    is_overdue: bool


@dataclass(frozen=True)
class PeriodicWork:
    """All jobs at a moment."""

    now: datetime
    jobs: tuple[JobState, ...]

    @property
    def overdue(self) -> tuple[JobState, ...]:
        """Jobs that should have been done long ago, and about which somebody has to do something."""
        return tuple(state for state in self.jobs if state.is_overdue and not self._comes_by_itself(state))

    @property
    def catching_up(self) -> tuple[JobState, ...]:
        """Jobs that should have been done long ago, and that a process is doing now or comes to next."""
        return tuple(state for state in self.jobs if state.is_overdue and self._comes_by_itself(state))

    @property
    def last_start(self) -> datetime | None:
        """When any job was started the last time; None if none ever was."""
        return max((state.started_at for state in self.jobs if state.started_at), default=None)

    @property
    def has_stopped(self) -> bool:
        """Whether nothing runs any more, as opposed to single jobs that fail."""
        return self.last_start is None or self.last_start <= self.now - LATE_AT_LEAST

    def _comes_by_itself(self, state: JobState) -> bool:
        """Whether a job is running, or waits behind one that is; a job that failed is not waiting."""
        return state.is_running or (not state.error and any(each.is_running for each in self.jobs))


def periodic_work(now: datetime | None = None, jobs: Iterable[Job] | None = None) -> PeriodicWork:
    """How the periodic work stands: one query."""
    now = now or timezone.now()
    jobs = all_jobs() if jobs is None else tuple(jobs)
    rows = rows_of(jobs)
    states = []
    for job in jobs:
        row = rows[job.name]
        is_overdue = row.succeeded_at is None or row.succeeded_at <= now - job.overdue_after
        is_running = row.locked_until is not None and row.locked_until > now
        states.append(JobState(job, row.started_at, row.succeeded_at, row.error, is_running, is_overdue))
    return PeriodicWork(now, tuple(states))
