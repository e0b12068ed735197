"""What a resident meets: the form, its errors, the private page, and bad days of the server."""

import os
import subprocess
import sys
import uuid
from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext

from tests.support import factories
from tests.support.site import EXAMPLE, ROOT
from tests.unit.registration.values.test_identity import disability_card
from wagtail_disability_events.core.tokens import spoken
from wagtail_disability_events.models import Quota, Registration
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.registration.public.private_page import registration_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    offers = [
        ("service", {"service": code, "limit": limit, "note": ""})
        for code, limit in (("transport", 1), ("captions", None))
    ]
    questions = [factories.asks("disability_card"), factories.asks("email")]
    return factories.event(capacity=2, access=offers, questions=questions)


def filled(**changes):
    data = {
        "submission_id": str(uuid.uuid4()),
        "name": "赵一禾",
        "phone": "13800001234",
        "consent_processing": "on",
        "consent_photo": "no",
    }
    return {key: value for key, value in (data | changes).items() if value is not None}


def send(client, event, **changes):
    return client.post(event.url + "register/", filled(**changes))


def test_four_fields_are_asked_by_default(client):
    form = client.get(factories.event().url + "register/").context["form"]
    assert [field.name for field in form.asked_fields()] == [
        "name",
        "phone",
        "consent_photo",
        "consent_processing",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"phone": "１３８　００００－１２３４"},
        {"phone": "+86 138 0000 1234"},
        {"phone": "0571-8888 8888"},
        {"name": "赵" * 60},
        {"name": "𠮷田 阿依古丽·买买提"},
        {"email": ""},
        {"disability_card": disability_card("42").lower(), "consent_sensitive": "on"},
        {"needs": ["transport", "captions"], "consent_sensitive": "on", "needs_note": "怕吵"},
    ],
)
def test_ordinary_input_is_accepted(client, event, changes):
    answer = send(client, event, **changes)
    assert answer.status_code == 302, answer.context["form"].errors
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert filled(**changes)["name"] in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": " "}, "name", "请填"),
        ({"name": "\u202e"}, "name", "请填"),
        ({"phone": "1380000123"}, "phone", "少了 1 位"),
        ({"phone": "abc"}, "phone", "abc"),
        ({"email": "nonsense"}, "email", "name@example.com"),
        ({"disability_card": "123", "consent_sensitive": "on"}, "disability_card", "3"),
        ({"disability_card": disability_card("94"), "consent_sensitive": "on"}, "disability_card", "19"),
        ({"needs": ["transport"]}, "consent_sensitive", "同意"),
        ({"needs": ["nonsense"], "consent_sensitive": "on"}, "needs", "nonsense"),
        ({"consent_processing": None}, "consent_processing", "同意"),
        ({"consent_photo": None}, "consent_photo", ""),
    ],
)
def test_a_mistake_is_told_at_its_field_and_in_the_summary_and_nothing_is_lost(
    client, event, changes, field, words
):
    before = Registration.objects.count()
    answer = send(
        client,
        event,
        needs_note="怕吵" if field != "consent_sensitive" else "",
        **({"consent_sensitive": "on"} if field != "consent_sensitive" else {}) | changes,
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    [(target, _label, message)] = answer.context["form"].error_list
    assert words in message
    assert f'href="#{target}"' in html
    assert f'id="{target}"' in html
    assert f'id="id_{field}_error"' in html
    if "phone" not in changes:
        assert 'value="13800001234"' in html
    assert Registration.objects.count() == before


def test_a_required_certificate_is_required(client):
    event = factories.event(questions=[factories.asks("disability_card", required=True)])
    assert list(send(client, event).context["form"].errors) == ["disability_card"]


def test_a_double_click_is_one_registration(client, event):
    data = filled()
    first, second = (client.post(event.url + "register/", data) for _turn in range(2))
    assert first["Location"] == second["Location"]
    assert Registration.objects.filter(event=event).count() == 1


def test_a_form_that_was_open_too_long_is_shown_again_with_what_was_typed(event):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(event.url + "register/", filled(needs=["captions"]))
    html = answer.content.decode()
    assert answer.status_code == 403
    assert 'value="赵一禾"' in html
    assert 'value="captions" id="id_needs_1" checked' in html
    token = answer.context["csrf_token"]
    again = strict.post(event.url + "register/", filled(csrfmiddlewaretoken=str(token)))
    assert again.status_code == 302
    elsewhere = strict.post("/sign-up/lost/", {"phone": "x"})
    assert elsewhere.status_code == 403
    assert "wde-form" in elsewhere.content.decode()


def test_the_last_place_taken_meanwhile_is_told(client):
    event = factories.event(capacity=1, waitlist=False)
    factories.registration(event)
    answer = send(client, event)
    assert answer.status_code == 409
    assert 'value="赵一禾"' in answer.content.decode()


def test_a_sign_up_that_closed_meanwhile_is_told(client, event):
    type(event).objects.filter(pk=event.pk).update(registration_closes=timezone.now() - timedelta(hours=1))
    answer = send(client, event)
    assert answer.status_code == 409
    assert "截止" in answer.content.decode()


def test_one_date_of_several_is_chosen(client):
    event = factories.event(schedule=[factories.when(3), factories.when(4)], register_for="date", capacity=1)
    _first, second = event.occurrences.all()
    assert list(send(client, event).context["form"].errors) == ["date"]
    assert send(client, event, date=str(second.pk)).status_code == 302
    assert Registration.objects.get(event=event).occurrence_id == second.pk
    assert list(send(client, event, date="999999").context["form"].errors) == ["date"]
    html = client.get(event.url).content.decode()
    assert "名额已满" in html


def test_a_private_page_shows_cancels_and_is_kept_nowhere(client, event):
    registration = factories.registration(event, services=("transport",))
    address = f"/sign-up/{registration.token}/"
    page = client.get(address)
    assert spoken(registration.reference) in page.content.decode()
    assert {"private", "no-store"} <= set(page["Cache-Control"].split(", "))
    assert page["Referrer-Policy"] == "strict-origin"
    assert "noindex" in page["X-Robots-Tag"]
    asked = client.get(address + "?do=cancel").content.decode()
    assert '<button type="submit" class="wde-button" name="do" value="cancel">' in asked
    assert Registration.objects.get(pk=registration.pk).state == "confirmed"  # a link cancels nothing
    client.post(address, {"do": "nothing"})
    assert Registration.objects.get(pk=registration.pk).state == "confirmed"
    client.post(address, {"do": "cancel"})
    assert Registration.objects.get(pk=registration.pk).state == "cancelled"
    assert "已取消" in client.get(address).content.decode()
    assert Quota.objects.seats().get(event=event).taken == 0


def test_the_private_page_says_the_place_in_the_queue(client):
    event = factories.event(capacity=1)
    for _turn in range(2):
        factories.registration(event)
    third = factories.registration(event)
    queue = gettext("On the waiting list, fewer than %(bound)s people ahead of you") % {"bound": 5}
    assert queue in client.get(f"/sign-up/{third.token}/done/").content.decode()


def test_the_private_page_says_what_became_of_the_date(client):
    event = factories.event()
    registration = factories.registration(event)
    operations.cancel(event.occurrences.get(), "台风")
    html = client.get(f"/sign-up/{registration.token}/").content.decode()
    assert "已取消：台风" in html


def test_what_is_over_cannot_be_cancelled_any_more(client):
    event = factories.event()
    registration = factories.registration(event)
    event.occurrences.update(start=timezone.now() - timedelta(days=2), end=timezone.now() - timedelta(days=1))
    client.post(f"/sign-up/{registration.token}/", {"do": "cancel"})
    assert Registration.objects.get(pk=registration.pk).state == "confirmed"


@pytest.mark.parametrize("token", ["x", "short", "a" * 500, "𠮷", "A" * 32])
def test_a_wrong_token_is_not_found_after_the_same_work(client, token, django_assert_num_queries):
    with django_assert_num_queries(1), pytest.raises(Http404):
        registration_of(token)
    assert client.get(f"/sign-up/{token}/").status_code == 404


def test_the_token_is_in_no_log_and_no_page_but_its_own(client, event, caplog):
    registration = factories.registration(event)
    client.get(f"/sign-up/{registration.token}/")
    for address in (event.url, event.url + "event.ics", "/nanhu/calendar.ics", "/api/v2/pages/"):
        assert registration.token not in client.get(address).content.decode()
    assert registration.token not in caplog.text


def test_in_english_the_form_speaks_english(client, event):
    html = client.get(event.url + "register/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en"' in html
    assert "Which services do you need?" in html


WITHOUT_DATABASE = """
import django; django.setup()
from django.http import Http404
from django.test import Client
headers = {"host": "127.0.0.1:8000", "accept-language": "zh-CN"}
client = Client(raise_request_exception=False, headers=headers)
read = client.get("/nanhu/")
form = "/nanhu/can-ji-ren-qu-wei-yun-dong-hui/register/"
sent = client.post(form, {"submission_id": "", "name": "赵一禾", "phone": "13800001234"})
print(read.status_code, sent.status_code, "赵一禾" in sent.content.decode(), read.get("Retry-After"))
"""


@pytest.mark.slow
def test_a_database_that_cannot_be_reached_is_said_and_what_was_sent_is_kept(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "example_site.settings",
        "SITE_VAR_DIR": str(tmp_path),
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
        "PYTHONPATH": os.pathsep.join([str(EXAMPLE), str(ROOT)]),
    }
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DATABASE], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["503", "503", "True", "60"], done.stderr


ROUTES_KNOWN = """
import django
django.setup()
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail_disability_events.models import EventPage
del RoutablePageMixin.get_subpage_urls
print(EventPage.get_resolver().resolve("/register/").url_name)
"""


@pytest.mark.slow
def test_addresses_are_known_before_the_first_request_so_that_threads_do_not_look_for_them_at_once():
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "example_site.settings",
        "PYTHONPATH": os.pathsep.join([str(EXAMPLE), str(ROOT)]),
    }
    done = subprocess.run(
        [sys.executable, "-c", ROUTES_KNOWN], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["register"], done.stderr
