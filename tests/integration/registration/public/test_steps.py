"""One question a page: back without loss, all to look over, and what was typed survives the session."""

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from tests.support import factories
from wagtail_disability_events.models import Registration, SignUpDraft
from wagtail_disability_events.registration.form.drafts import KEPT
from wagtail_disability_events.registration.privacy.erasure import erase_expired

pytestmark = pytest.mark.django_db
MADE_UP = "赵一禾"


@pytest.fixture
def event():
    return factories.event(
        capacity=2,
        questions=[
            factories.asks_own("会游泳吗？", "choice", options="会\n不会"),
            factories.asks_own("游多远？", when="会游泳吗？", answer="会"),
        ],
    )


def address(event, step=""):
    return f"{event.url}register/" + (f"?step={step}" if step else "")


def answer(client, event, step, **data):
    return client.post(address(event, step), data)


def walk(client, event, **changes):
    """Answer every question; return the page that shows them all."""
    client.get(address(event) + "?mode=steps")
    page = client.get(address(event), follow=True)
    given = {
        "name": {"name": MADE_UP},
        "phone": {"phone": "13800001234"},
        "consent_photo": {"consent_photo": "no"},
        "agree": {"consent_processing": "on"},
    } | changes
    for _turn in range(20):
        key = page.request["QUERY_STRING"].partition("=")[2]
        if key == "check":
            break
        page = client.post(address(event, key), given.get(key, {}), follow=True)
        assert page.status_code == 200, (key, page.context["errors"])
    return page


def test_the_reader_chooses_and_the_choice_is_remembered(client, event):
    assert client.get(address(event)).templates[0].name.endswith("register.html")
    client.get(address(event) + "?mode=steps")
    assert client.get(address(event))["Location"].endswith("?step=name")
    other = factories.event()
    assert client.get(address(other))["Location"].endswith("?step=name")
    client.get(address(event) + "?mode=page")
    assert client.get(address(event)).status_code == 200


def test_each_step_is_a_page_whose_heading_is_its_question(client, event):
    client.get(address(event) + "?mode=steps")
    html = client.get(address(event, "name")).content.decode()
    assert '<h1 class="wde-question"><label for="id_name">姓名</label></h1>' in html
    assert "第 1 题，共 5 题" in html
    assert html.count("<h1") == 1
    phone = client.get(address(event, "phone")).content.decode()
    assert "没有手机，下一题" in phone
    assert address(event, "name").partition("?")[2] in phone


def test_all_the_way_through(client, event):
    check = walk(client, event)
    html = check.content.decode()
    assert MADE_UP in html
    assert "step=name&amp;then=check" in html
    done = client.post(address(event, "check"), follow=True)
    assert "报名成功" in done.content.decode()
    registration = Registration.objects.get(event=event)
    assert (registration.name, registration.phone) == (MADE_UP, "13800001234")
    assert not SignUpDraft.objects.exists()
    again = client.post(address(event, "check"))
    assert again.status_code == 302  # nothing is left to send
    assert Registration.objects.filter(event=event).count() == 1


def test_a_question_that_depends_on_another_comes_only_when_it_is_asked(client, event):
    keys = {q.label: q.key for q in event.form_versions.last().form}
    swims, far = keys["会游泳吗？"], keys["游多远？"]
    client.get(address(event) + "?mode=steps")
    answer(client, event, "name", name=MADE_UP)
    assert answer(client, event, swims, **{swims: "会"})["Location"].endswith(far)
    assert answer(client, event, swims, **{swims: "不会"})["Location"].endswith("consent_photo")


def test_a_mistake_stays_on_its_page_with_what_was_typed(client, event):
    wrong = answer(client, event, "phone", phone="1380000")
    html = wrong.content.decode()
    assert wrong.status_code == 422
    assert "<title>出错：" in html
    assert 'href="#id_phone"' in html
    assert 'value="1380000"' in html
    assert client.get(address(event, "phone")).content.decode().count('value="1380000"') == 1


def test_no_phone_is_an_answer(client, event):
    assert answer(client, event, "phone", phone="", no_phone="on").status_code == 302


def test_back_and_change_lose_nothing(client, event):
    walk(client, event)
    html = client.get(address(event, "name")).content.decode()
    assert f'value="{MADE_UP}"' in html
    changed = client.post(address(event, "name") + "&then=check", {"name": "钱多多"})
    assert changed["Location"].endswith("step=check")
    assert "钱多多" in client.get(changed["Location"]).content.decode()


def test_looking_over_leads_to_what_is_missing(client, event):
    client.get(address(event) + "?mode=steps")
    answer(client, event, "name", name=MADE_UP)
    assert client.get(address(event, "check"))["Location"].endswith("step=phone")
    sent = client.post(address(event, "check"))
    assert "step=phone" in sent["Location"]
    assert "errors=1" in sent["Location"]
    page = client.get(sent["Location"])
    assert "请填电话" in page.content.decode()


def test_what_was_typed_is_sealed_and_opened_by_the_browser_only(client, event):
    answer(client, event, "name", name=MADE_UP)
    draft = SignUpDraft.objects.get(event=event)
    assert MADE_UP.encode() not in bytes(draft.sealed)
    stranger = Client()
    assert MADE_UP not in stranger.get(address(event, "name")).content.decode()
    stranger.cookies["wde_draft"] = "guessed"
    assert MADE_UP not in stranger.get(address(event, "name")).content.decode()
    cookie = client.cookies["wde_draft"]
    assert cookie["httponly"]
    assert cookie["path"] == address(event)
    draft.sealed = b"broken"
    draft.save()
    assert client.get(address(event, "name")).status_code == 200


def test_it_survives_the_session_and_is_thrown_away_after_a_day(client, event):
    answer(client, event, "name", name=MADE_UP)
    client.cookies.pop("sessionid", None)
    assert MADE_UP in client.get(address(event, "name")).content.decode()
    SignUpDraft.objects.update(changed_at=timezone.now() - KEPT * 2)
    assert MADE_UP not in client.get(address(event, "name")).content.decode()
    erase_expired()
    assert not SignUpDraft.objects.exists()


def test_a_page_open_too_long_is_shown_again_with_what_was_typed(event):
    strict = Client(enforce_csrf_checks=True)
    shown = strict.post(address(event, "name"), {"name": MADE_UP})
    html = shown.content.decode()
    assert shown.status_code == 403
    assert f'value="{MADE_UP}"' in html
    token = str(shown.context["csrf_token"])
    again = strict.post(address(event, "name"), {"name": MADE_UP, "csrfmiddlewaretoken": token})
    assert again["Location"].endswith("step=phone")


def test_what_was_typed_comes_along_from_one_page_to_steps_and_back(client, event):
    data = {"name": MADE_UP, "phone": "138", "submission_id": str(uuid.uuid4()), "mode": "steps"}
    moved = client.post(address(event), data, follow=True)
    assert f'value="{MADE_UP}"' in moved.content.decode()
    client.get(address(event) + "?mode=page")
    html = client.get(address(event)).content.decode()
    assert f'value="{MADE_UP}"' in html
    assert 'value="138"' in html


def test_for_another_person_in_steps(client, event):
    client.get(address(event) + "?mode=steps")
    page = client.get(address(event) + "?for=other", follow=True)
    assert "您是参加人的什么人？" in page.content.decode()
    check = walk(
        client,
        event,
        filled_in_by={"filled_in_by": "relative"},
        contact_name={"contact_name": "赵妈妈"},
        agree={"consent_guardian": "on"},
    )
    assert "赵妈妈" in check.content.decode()
    client.post(address(event, "check"))
    assert Registration.objects.get(event=event).filled_in_by == "relative"


def test_the_last_place_gone_while_looking_over_is_said_there(client):
    event = factories.event(capacity=1, waitlist=False)
    walk(client, event)
    factories.registration(event)
    refused = client.post(address(event, "check"))
    assert refused.status_code == 409
    assert MADE_UP in refused.content.decode()


def test_the_last_wheelchair_gone_while_looking_over_leads_to_its_question(client):
    event = factories.event(access=[("service", {"service": "wheelchair", "limit": 1, "note": ""})])
    agree = {"consent_processing": "on", "consent_sensitive": "on"}
    walk(client, event, needs={"needs": ["wheelchair"]}, agree=agree)
    factories.registration(event, services=("wheelchair",))
    refused = client.post(address(event, "check"))
    assert refused.status_code == 409
    assert "您需要哪些服务？" in refused.content.decode()
    assert "刚才最后一个被人选走了" in refused.content.decode()
    client.post(address(event, "needs") + "&then=check", {"needs": ["wheelchair"]})
    assert client.post(address(event, "check"), follow=True).status_code == 200
    assert Registration.objects.filter(event=event).count() == 2


def test_a_closed_form_says_so(client):
    event = factories.event(registration_opens=timezone.now() + timezone.timedelta(days=1))
    client.get(address(event) + "?mode=steps")
    html = client.get(address(event), follow=True).content.decode()
    assert "开始报名" in html
    assert "下一题" not in html
