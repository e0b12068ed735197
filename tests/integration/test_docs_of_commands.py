"""Who does what the documentation says has everything done that is due."""

import re
from collections.abc import Iterator

import pytest
from django.core.management import call_command, get_commands

from tests.support.site import ROOT
from wagtail_disability_events.core.periodic.jobs import all_jobs
from wagtail_disability_events.core.periodic.models import PeriodicJob

DOCS = ROOT / "docs"
OF_THE_WORKER = {"db_worker", "prune_db_task_results"}
"""Commands that are there in the production profile only."""


def blocks_of(page: str, language: str) -> Iterator[str]:
    """The blocks of code of a page in a language."""
    text = (DOCS / page).read_text(encoding="utf-8")
    yield from re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def commands_in(text: str) -> list[list[str]]:
    """What stands after ``manage.py`` on each line, without a comment."""
    return [found.split() for found in re.findall(r"manage\.py ([^#\n]+)", text)]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["text", "ini"])
def test_what_install_tells_to_run_runs_every_job(language):
    PeriodicJob.objects.all().delete()
    told = [command for block in blocks_of("how-to/install.md", language) for command in commands_in(block)]
    assert {name for name, *_options in told} == {"run_periodic", "publish_scheduled"}
    for name, *options in told:
        call_command(name, *options)
    done = PeriodicJob.objects.exclude(succeeded_at=None).values_list("pk", flat=True)
    assert sorted(done) == sorted(job.name for job in all_jobs())


def test_the_reference_says_how_often_each_job_runs_and_its_lease():
    text = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `(\w+)` \| ([\w ]+) \| .+ \| (\d+ \w+) \|$", text, re.M)
    minutes = {"minute": 1, "hour": 60, "hours": 60, "day": 1440, "minutes": 1}

    def read(words: str) -> int:
        number, unit = words.split() if " " in words else ("1", words)
        return int(number) * minutes[unit]

    written = [(name, read(every), read(lease)) for name, every, lease in table]
    assert written == [
        (job.name, job.every.total_seconds() / 60, job.lease.total_seconds() / 60) for job in all_jobs()
    ]


def test_every_command_that_is_named_exists():
    known = set(get_commands()) | OF_THE_WORKER
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        text = page.read_text(encoding="utf-8")
        named = set(re.findall(r"manage\.py (\w+)", text))
        assert named <= known, page
    commands = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    ours = {name for name, app in get_commands().items() if app in ("wagtail_disability_events", "demo")}
    assert {name for name in ours if f"`{name}" not in commands} == set()
