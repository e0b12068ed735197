"""A site with four server processes, on each of the two databases."""

import contextlib
from collections.abc import Iterator

import pytest

from tests.support.postgres import running_postgres
from tests.support.site import RunningSite, running_site


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest) -> Iterator[RunningSite]:
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(running_postgres()) if request.param == "postgres" else ""
        yield stack.enter_context(running_site(database_url=url, workers=4, threads=16))
