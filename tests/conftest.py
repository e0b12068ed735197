"""Fixtures shared by all tests."""

import pytest
from django.core.management import call_command


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):  # type: ignore[no-untyped-def]
    """The demo content is the world of the integration tests."""
    with django_db_blocker.unblock():
        call_command("load_demo")
