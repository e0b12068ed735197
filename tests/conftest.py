"""Fixtures shared by all tests."""

import sqlite3
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection

from tests.support import templates


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """The tables come with the demo."""
    return False


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """On PostgreSQL the database of the tests is a copy of one with the demo."""
    if connection.vendor == "postgresql":
        database = connection.settings_dict
        server = f"postgresql://{database['USER']}@{database['HOST']}:{database['PORT']}/postgres"
        templates.copy_files(templates.postgres_template(server), settings.VAR_DIR)
        database["TEST"]["TEMPLATE"] = templates.POSTGRES_TEMPLATE


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):  # type: ignore[no-untyped-def]
    """The demo content is the world of the integration tests."""
    if connection.vendor == "sqlite":
        template = templates.sqlite_template()
        templates.copy_files(template, settings.VAR_DIR)
        with django_db_blocker.unblock(), sqlite3.connect(template / "db.sqlite3") as loaded:
            connection.ensure_connection()
            loaded.backup(connection.connection)
    ContentType.objects.clear_cache()
    cache.clear()


@pytest.fixture(autouse=True)
def each_test_starts_afresh() -> Iterator[None]:
    """What one test has asked for often, or has had drawn, does not count in the next."""
    yield
    stored = [key.split(":", 2)[-1] for key in getattr(cache, "_cache", ())]
    cache.delete_many([key for key in stored if key.startswith(("wde-rate", "wde-poster"))])
