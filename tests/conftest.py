"""Fixtures shared by all tests."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.management import call_command


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):  # type: ignore[no-untyped-def]
    """The demo content is the world of the integration tests."""
    with django_db_blocker.unblock():
        call_command("load_demo")


@pytest.fixture(autouse=True)
def nobody_is_in_haste() -> Iterator[None]:
    """What one test has asked for often does not count in the next."""
    yield
    stored = [key.split(":", 2)[-1] for key in getattr(cache, "_cache", ())]
    cache.delete_many([key for key in stored if key.startswith("wde-rate")])
