"""Inside a process of the site: periodic work by several children at once, and by one that is killed."""

import io
import json
import os
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from wagtail_disability_events.core.periodic import jobs as registry
from wagtail_disability_events.core.periodic.jobs import Job
from wagtail_disability_events.core.periodic.models import PeriodicJob


def each_job_runs_once(folder: str, children: int) -> str:
    """JSON: for a site on which nothing ever ran, and for one on which everything is due again, how often
    each job ran when so many children began at the same moment, how they ended, how many jobs succeeded."""
    found = []
    for number, make_due in enumerate((PeriodicJob.objects.all().delete, _everything_is_due)):
        make_due()
        log = Path(folder) / f"ran-{number}"
        endings = _at_once(lambda log=log: _run_noting(log), children)
        done = PeriodicJob.objects.filter(error="", locked_until=None).exclude(succeeded_at=None)
        found.append([Counter(log.read_text().split()), endings, done.count()])
    return json.dumps(found)


def killed_inside_a_job() -> str:
    """JSON: what is said while a child is at the erasure, after it was killed, after its lease, and then."""
    inside, tell = os.pipe()

    def endless() -> str:
        os.write(tell, b"!")
        signal.pause()
        return ""

    child = _fork(lambda: _run_erasure(endless, force=True))
    os.read(inside, 1)
    said = [_run(force=True)]
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said.append(_run(force=True))
    PeriodicJob.objects.exclude(locked_until=None).update(locked_until=timezone.now())
    said += [_run(), _run()]
    return json.dumps(said)


def _at_once(work: Callable[[], object], children: int) -> list[int]:
    """Let children begin at the same moment; return how each of them ended."""
    gate, closes = os.pipe()

    def wait_and_work() -> None:
        os.close(closes)
        os.read(gate, 1)  # ends when nobody can write any more
        work()

    started = [_fork(wait_and_work) for _child in range(children)]
    os.close(closes)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in started]


def _fork(work: Callable[[], object]) -> int:
    """The number of a child that works and ends."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def _run_noting(log: Path) -> None:
    """Do what is due, and write the name of each job that runs into a file."""
    for job in registry.all_jobs():
        registry._jobs[job.name] = replace(job, function=_noted(job, log))
    call_command("run_periodic", verbosity=0)


def _noted(job: Job, log: Path) -> Callable[[], str]:
    def function() -> str:
        with log.open("a") as file:  # a short line is appended whole
            file.write(f"{job.name}\n")
        return job.function()

    return function


def _run_erasure(function: Callable[[], str], **options: bool) -> None:
    [job] = registry.jobs_named(["erasure"])
    registry._jobs["erasure"] = replace(job, function=function)
    call_command("run_periodic", only=["erasure"], **options)


def _run(**options: bool) -> str:
    out = io.StringIO()
    call_command("run_periodic", only=["erasure"], stdout=out, **options)
    return out.getvalue()


def _everything_is_due() -> None:
    PeriodicJob.objects.update(started_at=timezone.now() - timedelta(days=9), succeeded_at=None)
