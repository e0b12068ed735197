"""A lost database, and a form that was open too long: told at our addresses, left to Django at others."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connection
from django.test import Client

from tests.support import factories
from wagtail_disability_events.models import EventPage
from wagtail_disability_events.pages.site import own_addresses
from wagtail_disability_events.registration.form.asked import AskedForm
from wagtail_disability_events.registration.form.field_names import is_sign_up_field
from wagtail_disability_events.registration.form.sign_up_form import SignUpForm
from wagtail_disability_events.registration.public.group_form import GroupForm

pytestmark = pytest.mark.django_db

SECRETS = {"password": "geheim-4711", "card_number": "4111111111111111", "cvc": "737"}


@pytest.fixture(autouse=True)
def shop(settings: object) -> Iterator[None]:
    """A site with a shop of its own, whose server has just begun."""
    settings.ROOT_URLCONF = "tests.support.host_urls"
    settings.WAGTAIL_DISABILITY_EVENTS = {
        **django_settings.WAGTAIL_DISABILITY_EVENTS,
        "UNAVAILABLE_BELOW": [],
    }
    before = dict(own_addresses._answered)
    own_addresses._answered.clear()
    yield
    own_addresses._answered.clear()
    own_addresses._answered.update(before)


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False, headers={"host": "127.0.0.1:8000"})


@pytest.fixture
def event() -> EventPage:
    return factories.event(title="趣味运动会")


@contextmanager
def without_database() -> Iterator[None]:
    """Every query fails as it does when the file, or the server, cannot be reached."""

    def fail(_execute: Callable, *_query: object) -> None:
        cause = sqlite3.OperationalError("unable to open database file")
        cause.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise OperationalError(*cause.args) from cause

    with connection.execute_wrapper(fail):
        yield


def test_a_page_of_ours_says_it_and_when_to_come_back(visitor, event, caplog):
    visitor.get(event.url)
    with without_database(), caplog.at_level(logging.ERROR):
        answer = visitor.get(event.url)
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "60", "no-store")
    assert "暂时" in answer.content.decode()
    [said] = [record for record in caplog.records if record.message == "The database cannot be reached."]
    assert said.exc_info is not None
    assert said.exc_info[0] is OperationalError


def test_what_hangs_on_a_page_that_was_shown_is_ours_and_what_stands_beside_it_is_not(visitor, event):
    visitor.get(event.url)
    visitor.get("/")
    with without_database():
        assert visitor.get(f"{event.url}poster/").status_code == 503
        assert visitor.get("/").status_code == 503
        assert visitor.get("/about-us/").status_code == 500
        assert visitor.get("/sign-up/no-such-token/").status_code == 503


def test_the_site_may_name_more(visitor, settings):
    settings.WAGTAIL_DISABILITY_EVENTS |= {"UNAVAILABLE_BELOW": ["/shop/"]}
    with without_database():
        assert visitor.get("/shop/stock/").status_code == 503
        assert visitor.get("/about-us/").status_code == 500


def test_errors_of_the_host_stay_its_own(visitor):
    assert visitor.get("/shop/overloaded/").status_code == 500
    with without_database():
        answer = visitor.post("/shop/register/", SECRETS | {"name": "赵一禾"})
    assert answer.status_code == 500
    assert "赵一禾" not in answer.content.decode()


def test_a_query_that_fails_at_our_address_is_an_error_of_ours_and_no_outage(visitor, event):
    visitor.get(event.url)

    def fail(_execute: Callable, *_query: object) -> None:
        raise OperationalError from sqlite3.OperationalError("no such column: x")

    with connection.execute_wrapper(fail):
        assert visitor.get(event.url).status_code == 500


def test_only_fields_of_our_forms_are_kept(visitor, event):
    form = f"{event.url}register/"
    own = {"submission_id": "1b4e28ba-2fa1-11d2-883f-0016d3cca427", "name": "赵一禾", "phone": "13800001234"}
    with without_database():
        answer = visitor.post(form, own | SECRETS | {"needs": ["ramp", "hearing-loop"]})
    page = answer.content.decode()
    assert answer.status_code == 503
    for words in ("赵一禾", "13800001234", "ramp", "hearing-loop"):
        assert f'value="{words}"' in page
    for secret in SECRETS.values():
        assert secret not in page


def test_every_field_of_our_forms_is_one_of_ours(event):
    asked = {name for event in EventPage.objects.live().specific() for name in fields_of(event)}
    assert {"submission_id", "name", "phone", "needs", "consent_photo", "table"} <= asked
    assert [name for name in sorted(asked) if not is_sign_up_field(name)] == ["website"]  # a trap
    assert not any(is_sign_up_field(name) for name in ("password", "card_number", "q-1", "username", "csrf"))


def fields_of(event: EventPage) -> set[str]:
    return {*SignUpForm(asked=AskedForm(event)).fields, *GroupForm(event=event).fields}


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("", "application/json", "application/json"),
        ("calendar.json", "*/*", "application/json"),
        ("event.ics", "*/*", "text/plain; charset=utf-8"),
        ("", "text/html", "text/html; charset=utf-8"),
    ],
)
def test_programs_get_what_they_read(visitor, event, path, accept, kind):
    visitor.get(event.url)
    with without_database():
        answer = visitor.get(event.url + path, headers={"accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (503, kind)
    if kind == "application/json":
        assert answer.json()["error"] == "unavailable"


def test_a_process_keeps_a_number_of_addresses_that_is_bounded(visitor, event, monkeypatch):
    monkeypatch.setattr(own_addresses, "MOST_KEPT", 2)
    for path in ("", "photos/", "poster/"):
        visitor.get(event.url + path)
    assert list(own_addresses._answered) == [f"{event.url}photos/", f"{event.url}poster/"]


def test_a_form_of_the_host_without_its_token_gets_the_page_and_the_reason_of_django():
    strict = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1:8000"})
    answer = strict.post("/shop/pay/", SECRETS)
    assert answer.status_code == 403
    assert "CSRF" in answer.content.decode()
    ours = strict.post("/sign-up/lost/", {})
    assert "CSRF" not in ours.content.decode()


def test_naming_more_for_a_lost_database_changes_nothing_about_forms(settings):
    settings.WAGTAIL_DISABILITY_EVENTS |= {"UNAVAILABLE_BELOW": ["/"]}
    strict = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1:8000"})
    assert "CSRF" in strict.post("/shop/pay/", SECRETS).content.decode()
