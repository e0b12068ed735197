"""Those who have nothing to do with events find Wagtail as it was, and a site without events pays little."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from wagtail import hooks
from wagtail.models import Page, Site

from tests.support import factories
from wagtail_disability_events.core.menu import forget_who_works_with_us
from wagtail_disability_events.models import ArticlePage, EventIndexPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def blog():
    """A page of the host, beside our organisations."""
    root = Page.objects.get(depth=1)
    return root.add_child(instance=Page(title="博客", slug="blog"))


def menu_of(client) -> str:
    """The first page of the admin with its menu."""
    return client.get("/admin/").content.decode()


@pytest.mark.parametrize("entry", ["wde-events", "wde-ledger"])
def test_our_entries_of_the_menu_are_for_those_who_work_with_us(client, blog, entry):
    organisation = EventIndexPage.objects.get(slug="nanhu")
    event, article = factories.event(organisation), ArticlePage.objects.first()
    people = {
        "blogger": (blog, ("add", "change"), False),
        "writer": (organisation, ("add", "change"), True),
        "publisher": (organisation, ("publish",), True),
        "one-event": (event, ("change",), True),
        "one-article": (article, ("change",), True),
        "nobody": (blog, (), False),
    }
    for name, (page, permissions, sees) in people.items():
        client.force_login(factories.user(name, page=page, pages=permissions))
        assert (entry in menu_of(client)) is sees, name
    client.force_login(get_user_model().objects.get(username="admin"))
    assert entry in menu_of(client)


@pytest.mark.parametrize("who", ["admin", "blogger"])
def test_without_events_the_first_page_asks_three_queries_more(client, blog, monkeypatch, who):
    """Beside what it asks without our panels and entries."""
    person = (
        get_user_model().objects.get(username="admin")
        if who == "admin"
        else factories.user("blogger", page=blog, pages=("add", "change"))
    )
    empty_the_site()
    client.force_login(person)
    with_us = queries_of_first_page(client)
    monkeypatch.setattr(hooks, "get_hooks", without_ours(hooks.get_hooks))
    assert with_us - queries_of_first_page(client) <= 3


SCREENS = [
    "pages/{blog}/",
    "pages/{blog}/edit/",
    "pages/{blog}/history/",
    "account/",
    "reports/site-history/",
]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("who", ["blogger", "writer", "admin"])
def test_a_screen_of_wagtail_asks_what_it_asks_without_us(client, blog, monkeypatch, screen, who):
    """Once a minute and user, one query tells whether our entries of the menu are shown."""
    person = get_user_model().objects.get(username="admin")
    if who != "admin":
        person = factories.user(who, page=blog, pages=("add", "change"))
    if who == "writer":
        factories.organisation(blog)
    path = f"/admin/{screen.format(blog=blog.pk)}"
    client.force_login(person)
    client.get(path)
    forget_who_works_with_us()
    first, again = queries_of(client, path), queries_of(client, path)
    monkeypatch.setattr(hooks, "get_hooks", without_ours(hooks.get_hooks))
    alone = queries_of(client, path)
    assert again - alone == 0
    assert first - alone == (0 if who == "admin" else 1)


def test_a_first_page_of_ours_shows_its_entries_at_once(client, blog):
    person = factories.user("blogger", page=blog, pages=("add", "change"))
    client.force_login(person)
    assert "wde-events" not in menu_of(client)
    organisation = factories.organisation(blog)
    assert "wde-events" in menu_of(client)
    organisation.delete()
    assert "wde-events" not in menu_of(client)


def test_a_page_of_the_site_costs_its_readers_no_query_more(client, monkeypatch, settings):
    """Neither our middleware nor our hooks ask anything, whoever reads."""
    home = Site.objects.get(is_default_site=True).root_page
    home.add_child(instance=Page(title="普通", slug="plain"))
    monkeypatch.setattr(Page, "serve", lambda page, request, *args, **kwargs: HttpResponse(page.title))
    client.get("/plain/")
    with_us = queries_of(client, "/plain/")
    ours = "wagtail_disability_events"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(ours)]
    monkeypatch.setattr(hooks, "get_hooks", without_ours(hooks.get_hooks))
    assert queries_of(client, "/plain/") == with_us


def queries_of(client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def empty_the_site() -> None:
    """Leave our organisations, and nothing that they would hold."""
    left = [
        each for each in apps.get_app_config("wagtail_disability_events").get_models() if each not in KEPT
    ]
    while left:
        protected = []
        for each in left:
            try:
                each._base_manager.all().delete()
            except (ProtectedError, RestrictedError):
                protected.append(each)
        assert protected != left
        left = protected


KEPT = {EventIndexPage}


def queries_of_first_page(client) -> int:
    client.get("/admin/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/admin/").status_code == 200
    return len(queries)


def without_ours(get_hooks):
    """Wagtail's hooks but for those of this package."""

    def others(name):
        return [
            hook for hook in get_hooks(name) if not hook.__module__.startswith("wagtail_disability_events")
        ]

    return others
