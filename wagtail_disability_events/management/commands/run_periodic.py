"""Do everything that is due. Run it every minute by cron or a timer."""

from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ...core import conf
from ...core.dates import local
from ...core.periodic.jobs import Job, UnknownJob, all_jobs, jobs_named
from ...core.periodic.models import PeriodicJob
from ...core.periodic.running import Outcome, is_due, rows_of, run_jobs


class Command(BaseCommand):
    help = (
        "Do everything that is due: offers, reminders, messages, pushes, reviewers, repeated events, photos, "
        "erasure. Run it every minute. Several at once do each job once; what is not due does nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--only", action="append", metavar="JOB", help="Only this job; may be given several times."
        )
        parser.add_argument("--force", action="store_true", help="Run jobs that are not due, too.")
        parser.add_argument("--list", action="store_true", help="Say how each job stands, and run none.")

    def handle(self, *args: Any, **options: Any) -> None:
        jobs = _chosen(options["only"])
        if options["list"]:
            self._list(jobs)
            return
        runs, failed = 0, []
        for result in run_jobs(jobs, force=options["force"]):
            runs += 1
            if result.outcome == Outcome.FAILED:
                failed.append(result.job.name)
                self.stderr.write(f"{result.job.name}: {result.words}")
            elif options["verbosity"]:
                self.stdout.write(f"{result.job.name}: {result.words}")
        if not runs and options["verbosity"]:
            self.stdout.write("Nothing is due.")
        if failed:
            raise CommandError(f"Some jobs failed: {', '.join(failed)}. They are tried again.")

    def _list(self, jobs: tuple[Job, ...]) -> None:
        now, rows = timezone.now(), rows_of(jobs)
        for job in jobs:
            self.stdout.write(
                f"{job.name}: every {_in_words(job.every)}; {_state(job, rows[job.name], now)}."
            )


def _chosen(names: list[str] | None) -> tuple[Job, ...]:
    try:
        return jobs_named(names) if names else all_jobs()
    except UnknownJob as unknown:
        known = ", ".join(job.name for job in all_jobs())
        raise CommandError(f"There is no job {str(unknown)!r}. The jobs are: {known}.") from None


def _state(job: Job, row: PeriodicJob, now: datetime) -> str:
    """How a job stands, such as ``last success 2026-05-17 09:00; due now``."""
    success = f"last success {_moment(row.succeeded_at)}" if row.succeeded_at else "no success yet"
    error = f"; last error {_moment(row.failed_at)}: {row.error}" if row.error and row.failed_at else ""
    if row.locked_until is not None and row.locked_until > now:
        return f"{success}{error}; runs since {_moment(row.started_at or now)}"
    return f"{success}{error}; {'due now' if is_due(job, row, now) else 'not due'}"


def _moment(moment: datetime) -> str:
    return local(moment, conf.get("TIME_ZONE")).strftime("%Y-%m-%d %H:%M")


def _in_words(pause: timedelta) -> str:
    minutes = int(pause.total_seconds() // 60)
    number, unit = (minutes, "minute") if minutes < 60 else (minutes // 60, "hour")
    return f"{number} {unit}{'' if number == 1 else 's'}"
