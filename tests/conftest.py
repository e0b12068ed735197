"""Fixtures shared by all tests."""

import gc
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker
from wagtail.signal_handlers import disable_reference_index_auto_update

from tests.support import templates
from wagtail_disability_events.core.menu import forget_who_works_with_us

FOLLOWED_INDEX = {"default": {"BACKEND": "wagtail.search.backends.database"}}


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo content is the world of the integration tests: a database that is a copy of it.

    Nothing is created and nothing is migrated; each process that runs tests has a copy of its own.
    """
    with django_db_blocker.unblock():
        try:
            forget = _copy_in_memory() if connection.vendor == "sqlite" else _copy_on_server()
        except Exception as error:  # once is enough: each test would try again
            pytest.exit(f"The demo could not be loaded.\n{error}", returncode=pytest.ExitCode.INTERNAL_ERROR)
        ContentType.objects.clear_cache()
        cache.clear()
    yield
    with django_db_blocker.unblock():
        forget()


def _copy_in_memory() -> Callable[[], None]:
    template = templates.sqlite_template()
    templates.copy_files(template, settings.VAR_DIR)
    _use("file:wde-tests?mode=memory&cache=shared")
    with closing(sqlite3.connect(template / "db.sqlite3")) as loaded:
        connection.ensure_connection()
        loaded.backup(connection.connection)
    return connection.close


def _copy_on_server() -> Callable[[], None]:
    database = connection.settings_dict
    server = f"postgresql://{database['USER']}@{database['HOST']}:{database['PORT']}/postgres"
    templates.copy_files(templates.postgres_template(server), settings.VAR_DIR)
    name = f"test_{uuid.uuid4().hex[:8]}"
    templates.create_database(server, name, templates.postgres_template_name())
    _use(name)

    def forget() -> None:
        connection.close()
        templates.drop_database(server, name)

    return forget


def _use(name: str) -> None:
    """Connect to another database of the same kind from now on."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def pytest_collection_finish() -> None:
    """What is imported stays: the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def indexes(request: pytest.FixtureRequest) -> Iterator[None]:
    """Wagtail's indexes of words and of references follow a change where a test is marked ``indexed``.

    Elsewhere they know the demo only: writing them takes a third of the time in which a page is stored.
    """
    if request.node.get_closest_marker("indexed"):
        with override_settings(WAGTAILSEARCH_BACKENDS=FOLLOWED_INDEX):
            yield
    else:
        with disable_reference_index_auto_update():
            yield


@pytest.fixture(autouse=True)
def each_test_starts_afresh() -> Iterator[None]:
    """What one test has asked for often, or has had drawn, does not count in the next."""
    yield
    forget_who_works_with_us()
    stored = [key.split(":", 2)[-1] for key in getattr(cache, "_cache", ())]
    cache.delete_many([key for key in stored if key.startswith(("wde-rate", "wde-poster"))])
