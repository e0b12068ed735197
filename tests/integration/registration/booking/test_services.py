"""The catalogue of access services: written once, taken over by every event, kept while it is used."""

from datetime import time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.utils.translation import gettext

from tests.support import factories
from wagtail_disability_events.models import EventPage, Quota, Registration, Service
from wagtail_disability_events.occurrences import service_catalogue as catalogue

pytestmark = pytest.mark.django_db

REPAIR = "chair-repair"
BASE = "/admin/snippets/wagtail_disability_events/service"


@pytest.fixture(autouse=True)
def nothing_remembered():
    yield
    catalogue.forget_services()


@pytest.fixture
def staff(client, admin_user):
    client.force_login(admin_user)
    return client


def own_service(**fields):
    facts = {"code": REPAIR, "name": "轮椅检修", "note": "签到台左边", "limit": 3, "days_before": 2}
    return Service.objects.create(**facts | fields)


def offer(service=REPAIR, **fields):
    return ("service", {"service": service, "limit": None, "days_before": None, "note": ""} | fields)


def test_an_event_takes_over_what_the_catalogue_says_and_may_say_something_else():
    own_service()
    plain = factories.event(access=[offer()])
    [usual] = plain.service_offers()
    assert (usual.limit, usual.days_before, usual.note) == (3, 2, "签到台左边")
    assert plain.quotas.services().get().capacity == 3
    special = factories.event(access=[offer(limit=9, days_before=0, note="二楼")])
    [other] = special.service_offers()
    assert (other.limit, other.days_before, other.note) == (9, 0, "二楼")


def test_a_usual_service_is_there_without_a_row_and_a_row_adds_to_it():
    assert catalogue.service("braille").label == "盲文材料"
    Service.objects.create(code="braille", note="穿蓝马甲", days_before=3)
    [usual] = factories.event(access=[offer("braille")]).service_offers()
    assert (usual.note, usual.days_before) == ("穿蓝马甲", 3)
    assert catalogue.service("braille").label == "盲文材料"


def test_a_service_of_the_site_s_own_is_found_asked_for_and_shown(client):
    own_service()
    event = factories.event(access=[offer()], schedule=[factories.when(9)], title="可以修车的活动")
    listing = client.get(f"/?service={REPAIR}").content.decode()
    assert "可以修车的活动" in listing
    assert "轮椅检修" in listing
    page = client.get(event.url).content.decode()
    assert "轮椅检修" in page
    assert "签到台左边" in page
    few = gettext("%(service)s (a few left)") % {"service": "轮椅检修"}
    assert few in client.get(f"{event.url}register/").content.decode()
    assert "轮椅检修" in event.occurrences.get().calendar_entry.text.replace("\r\n ", "")


@pytest.mark.both_databases
def test_what_the_catalogue_says_anew_reaches_every_event_that_says_nothing_else(
    client, django_capture_on_commit_callbacks
):
    row = own_service()
    event = factories.event(access=[offer()])
    other = factories.event(access=[offer(limit=9)])
    assert "签到台左边" in client.get(event.url).content.decode()
    row.note, row.limit, row.name = "大厅右边", 5, "轮椅修理"
    with django_capture_on_commit_callbacks(execute=True):
        row.save()
    page = client.get(event.url).content.decode()
    assert "大厅右边" in page
    assert "轮椅修理" in page
    assert event.quotas.services().get().capacity == 5
    assert other.quotas.services().get().capacity == 9
    assert "轮椅修理" in event.occurrences.get().calendar_entry.text.replace("\r\n ", "")


def test_it_has_to_be_asked_for_in_time(client):
    own_service(days_before=5)
    soon = factories.event(access=[offer()], schedule=[factories.when(3)])
    form = client.get(f"{soon.url}register/").content.decode()
    assert f'value="{REPAIR}"' not in form
    assert "请打电话：轮椅检修" in form


def test_staff_keep_the_catalogue_among_places_and_themes(staff):
    made = staff.post(
        f"{BASE}/add/",
        {
            "code": REPAIR,
            "name": "轮椅检修",
            "note": "",
            "limit": "",
            "days_before": "",
            "is_available": "on",
        },
    )
    assert made.status_code == 302
    row = Service.objects.get(code=REPAIR)
    assert "轮椅检修" in staff.get(f"{BASE}/").content.decode()
    edit = {"code": "other", "name": "轮椅检修", "note": "", "limit": "", "days_before": ""}
    refused = staff.post(f"{BASE}/edit/{row.pk}/", edit)
    assert "不能改" in refused.content.decode()
    nameless = staff.post(f"{BASE}/add/", {**edit, "code": "no-name", "name": ""})
    assert "请写名称" in nameless.content.decode()
    twice = staff.post(f"{BASE}/add/", {**edit, "code": REPAIR})
    assert twice.status_code == 200


@pytest.mark.both_databases
def test_a_service_in_use_is_not_deleted_and_it_is_said_where(staff):
    row = own_service()
    factories.event(access=[offer()], title="用着它的活动")
    answer = staff.post(f"{BASE}/delete/{row.pk}/", follow=True)
    assert "用着它的活动" in answer.content.decode()
    bulk = f"/admin/bulk/wagtail_disability_events/service/delete/?id={row.pk}"
    assert "用着它的活动" in staff.post(bulk, follow=True).content.decode()
    assert Service.objects.filter(pk=row.pk).exists()
    Quota.objects.filter(service=REPAIR).delete()
    staff.post(f"{BASE}/delete/{row.pk}/")
    assert not Service.objects.filter(pk=row.pk).exists()


def test_words_about_a_usual_service_can_always_be_taken_away(staff):
    row = Service.objects.create(code="braille", note="穿蓝马甲")
    factories.event(access=[offer("braille")])
    staff.post(f"{BASE}/delete/{row.pk}/")
    assert not Service.objects.filter(pk=row.pk).exists()
    assert catalogue.service("braille").note == ""


def test_what_is_no_longer_offered_stays_where_it_is(staff):
    own_service(is_available=False)
    assert catalogue.service_choices()[-1] == (REPAIR, "轮椅检修（不再提供）")
    event = factories.event(access=[offer()])
    EventPage.objects.get(pk=event.pk).specific.save_revision().publish()
    assert event.quotas.services().get().service == REPAIR


def test_a_promise_outlives_its_word():
    """Should a row vanish all the same, what was asked for is still named by its code."""
    own_service()
    event = factories.event(access=[offer()], schedule=[factories.when(9, time(9), time(10))], capacity=5)
    registration = factories.registration(event, services=(REPAIR,))
    Service.objects.all().delete()
    assert catalogue.service_label(REPAIR) == REPAIR
    assert Registration.objects.get(pk=registration.pk).service_requests.get().quota.service == REPAIR
    assert event.occurrences.get().end - event.occurrences.get().start == timedelta(hours=1)


def test_what_somebody_needs_is_named_to_them_in_mail_and_to_staff(
    client, django_capture_on_commit_callbacks
):
    offers = [("service", {"service": "sign-language", "limit": 1, "note": ""})]
    event = factories.event(access=offers)
    with django_capture_on_commit_callbacks(execute=True):
        registration = factories.registration(event, services=("sign-language",), email="a@example.com")
    assert "手语" in client.get(f"/sign-up/{registration.token}/").content.decode()
    assert "手语" in mail.outbox[-1].body
    client.force_login(factories.user("list", page=event, pages=("change",), registrations=("view",)))
    listed = BeautifulSoup(
        client.get(f"/admin/disability-events/{event.pk}/registrations/").content, "html.parser"
    )
    assert any("手语" in cell.get_text() for cell in listed.select("td"))
