"""The base of commands that run one periodic job at once, whether it is due or not."""

from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError

from ..core.periodic.jobs import jobs_named
from ..core.periodic.running import Outcome, run_jobs


class OneJobCommand(BaseCommand):
    """Does what ``run_periodic --only JOB --force`` does."""

    job: ClassVar[str]

    def handle(self, *args: Any, **options: Any) -> None:
        for result in run_jobs(jobs_named([self.job]), force=True):
            if result.outcome == Outcome.FAILED:
                raise CommandError(result.words)
            self.stdout.write(result.words)
