"""A site with four server processes, on each of the two databases, and a gateway for its text messages."""

import contextlib
from collections.abc import Iterator

import pytest

from tests.support.gateway import Gateway, running_gateway
from tests.support.postgres import running_postgres
from tests.support.site import RunningSite, running_site


@pytest.fixture(scope="session")
def gateway() -> Iterator[Gateway]:
    with running_gateway() as running:
        yield running


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest, gateway: Gateway) -> Iterator[RunningSite]:
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(running_postgres()) if request.param == "postgres" else ""
        yield stack.enter_context(
            running_site(
                database_url=url,
                workers=4,
                threads=16,
                settings="tests.support.gateway_settings",
                WDE_GATEWAY=gateway.url,
            )
        )
