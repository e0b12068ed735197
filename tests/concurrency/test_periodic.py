"""Periodic work in several processes: each job runs once, and a killed process holds none for ever."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.postgres import running_postgres
from tests.support.site import RunningSite, stored_site

JOBS = [
    "offers",
    "places",
    "reminders",
    "messages",
    "pushes",
    "reviewers",
    "horizon",
    "addresses",
    "gone",
    "photos",
    "erasure",
]
CHILDREN = 4


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest) -> Iterator[RunningSite]:
    """A site on each of the databases; no server is needed."""
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(running_postgres()) if request.param == "postgres" else ""
        yield stack.enter_context(stored_site(database_url=url))


def inside(site: RunningSite, call: str) -> list:
    code = f"from tests.concurrency import periodic; print(periodic.{call})"
    return json.loads(site.manage("shell", "-v0", "-c", code).splitlines()[-1])


def test_of_several_that_begin_at_once_each_job_runs_once(site: RunningSite, tmp_path: Path) -> None:
    found = inside(site, f"each_job_runs_once({str(tmp_path)!r}, {CHILDREN})")
    once = [dict.fromkeys(JOBS, 1), [0] * CHILDREN, len(JOBS)]
    assert found == [once, once]


def test_a_job_of_a_killed_process_is_taken_up_after_its_lease(site: RunningSite) -> None:
    at_it, killed, after_the_lease, again = inside(site, "killed_inside_a_job()")
    assert at_it == killed == "erasure: It runs in another process, or has just run there.\n"
    assert after_the_lease.startswith("erasure: Erased (")
    assert again == "Nothing is due.\n"
