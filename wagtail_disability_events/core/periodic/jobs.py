"""Jobs: what is done periodically, how often, and what follows for people when it is not done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise

LATE_AT_LEAST = timedelta(minutes=30)


class UnknownJob(Exception):
    """There is no job of this name; the message is the name."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """Something to be done again and again. It may run at any time, and do nothing when nothing is due.

    ``name`` is written on the command line and in the database: at most 50 characters.
    ``function`` does the work and returns in a plain English sentence what it did, without personal data.
    ``consequence`` is a sentence for the administrator: what follows while the job does not run.
    ``lease`` is how long a run belongs to its process. After that another process may start the job, because
    the first one may have been killed; so it is longer than the longest run that is to be expected. Two
    processes that do the same job at once must do no harm.
    """

    name: str
    label: str | Promise
    function: Callable[[], str]
    every: timedelta
    consequence: str | Promise
    lease: timedelta = timedelta(minutes=15)

    @property
    def overdue_after(self) -> timedelta:
        """How long after its last success the job counts as overdue."""
        return self.every + max(self.every, LATE_AT_LEAST)


_jobs: dict[str, Job] = {}


def register(*jobs: Job) -> None:
    """Add jobs; they run in the order in which they were added. Raises ValueError for a name in use."""
    for job in jobs:
        if _jobs.setdefault(job.name, job) != job:
            raise ValueError(f"There are two periodic jobs with the name {job.name!r}.")


def all_jobs() -> tuple[Job, ...]:
    """Every registered job, in the order in which they run."""
    return tuple(_jobs.values())


def jobs_named(names: Iterable[str]) -> tuple[Job, ...]:
    """The jobs of these names, in the order in which they run. Raises UnknownJob."""
    wanted = set(names)
    for name in sorted(wanted - _jobs.keys()):
        raise UnknownJob(name)
    return tuple(job for job in all_jobs() if job.name in wanted)
