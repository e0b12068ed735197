"""A form for a new page that arrives twice makes one page."""

import re
import uuid

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page

from tests.integration.pages.test_editing import date_form, event_form
from tests.support import factories
from wagtail_disability_events.models import EventIndexPage, EventPage
from wagtail_disability_events.pages import create_views
from wagtail_disability_events.pages.forms import CREATION

pytestmark = pytest.mark.django_db

TITLE = "环湖健步走"


@pytest.fixture
def staff(client):
    client.force_login(get_user_model().objects.get(username="admin"))
    return client


@pytest.fixture
def address():
    street = EventIndexPage.objects.get(slug="nanhu")
    return reverse("wagtailadmin_pages:add", args=["wagtail_disability_events", "eventpage", street.pk])


def filled(staff, address, **fields):
    """The form of a new event as a browser shows it, filled in."""
    html = staff.get(address).content.decode()
    [number] = re.findall(rf'name="{CREATION}" value="([^"]+)"', html)
    data = event_form([date_form(start_date=factories.days_ahead(5).isoformat())], title=TITLE, slug="")
    return data | {CREATION: number} | fields, number


def events():
    return EventPage.objects.filter(title__startswith=TITLE)


def autosave(staff, address, data):
    return staff.post(address, data, headers={"accept": "application/json"})


def test_what_was_saved_while_typing_is_the_page_that_is_then_published(staff, address):
    data, number = filled(staff, address)
    saved = autosave(staff, address, data).json()
    assert saved["success"], saved
    answer = staff.post(address, data | {"summary": "沿湖走五公里。", "action-publish": "1"})
    assert answer.status_code == 302
    page = events().get()
    assert (page.pk, page.live, page.summary) == (saved["pk"], True, "沿湖走五公里。")
    assert str(page.translation_key) == number


def test_two_presses_of_save_are_one_draft(staff, address):
    data, _number = filled(staff, address)
    for _press in range(2):
        assert staff.post(address, data).status_code == 302
    assert not events().get().live


def test_two_forms_are_two_pages_with_addresses_of_their_own(staff, address):
    for _form in range(2):
        data, _number = filled(staff, address)
        staff.post(address, data)
    first, second = events().order_by("pk")
    assert second.slug == f"{first.slug}-2"


def test_two_that_arrive_at_the_same_moment_are_one_page(staff, address, monkeypatch):
    """The second has looked before the first was stored."""
    data, _number = filled(staff, address)
    staff.post(address, data)
    look, looks = create_views._made_before, []

    def too_early(*asked):
        looks.append(asked)
        return None if len(looks) == 1 else look(*asked)

    monkeypatch.setattr(create_views, "_made_before", too_early)
    answer = staff.post(address, data | {"summary": "沿湖走五公里。", "action-publish": "1"})
    assert answer.status_code == 302
    page = events().get()
    assert (page.live, page.summary, len(looks)) == (True, "沿湖走五公里。", 2)
    assert page.get_parent().numchild == page.get_parent().get_children().count()


def test_the_number_of_somebody_elses_form_changes_nothing_of_theirs(staff, address, client):
    data, number = filled(staff, address)
    staff.post(address, data)
    page = events().get()
    street = page.get_parent()
    client.force_login(factories.user("colleague", page=street, pages=("add", "change")))
    answer = client.post(address, data | {"title": f"{TITLE}二"})
    assert answer.status_code == 302
    page.refresh_from_db()
    assert page.title == TITLE
    other = events().exclude(pk=page.pk).get()
    assert str(other.translation_key) != number


def test_a_form_without_its_number_makes_a_page_as_ever(staff, address):
    data, _number = filled(staff, address)
    for wrong in ("", "no number"):
        staff.post(address, {**data, CREATION: wrong, "title": f"{TITLE}{wrong}"})
    assert events().filter(title=TITLE).count() == 1


def test_what_cannot_be_stored_for_another_reason_is_not_hidden(staff, address, monkeypatch):
    data, _number = filled(staff, address)

    def fail(*_arguments, **_options):
        raise create_views.IntegrityError("something else")

    monkeypatch.setattr(create_views.CreateView, "post", fail)
    with pytest.raises(create_views.IntegrityError, match="something else"):
        staff.post(address, data)
    assert not events().exists()


def test_pages_of_the_host_are_left_to_wagtail(rf):
    request = rf.post("/", {CREATION: str(uuid.uuid4())})
    assert create_views.create_once(request, Page.objects.get(depth=1), Page) is None


@pytest.mark.parametrize("order", [-5, 0, 999, 1000, 5000])
def test_functions_of_the_host_at_the_same_hook_are_called_once(staff, address, order):
    asked = []

    def of_the_host(request, parent, page_class):
        asked.append((request.method, parent.slug, page_class))

    with hooks.register_temporarily("before_create_page", of_the_host, order=order):
        data, _number = filled(staff, address)
        assert asked == [("GET", "nanhu", EventPage)]
        assert staff.post(address, data).status_code == 302
        assert asked == [("GET", "nanhu", EventPage), ("POST", "nanhu", EventPage)]
    assert events().count() == 1


@pytest.mark.parametrize("order", [0, 5000])
def test_what_a_function_of_the_host_answers_is_the_answer(staff, address, order):
    data, _number = filled(staff, address)
    answer = HttpResponse("not today", status=418)
    with hooks.register_temporarily("before_create_page", lambda *asked: answer, order=order):
        assert staff.post(address, data).status_code == 418
    assert not events().exists()
