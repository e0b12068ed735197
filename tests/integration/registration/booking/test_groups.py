"""A community office brings a list: pasted or typed, looked over, all or the good ones."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext

from tests.support import factories
from tests.unit.registration.values.test_identity import disability_card
from wagtail_disability_events.models import (
    Consent,
    GroupSignUp,
    OutboxMessage,
    Quota,
    Registration,
)
from wagtail_disability_events.registration.booking import cancelling
from wagtail_disability_events.registration.booking.group_booking import book_group
from wagtail_disability_events.registration.booking.group_checking import check_rows
from wagtail_disability_events.registration.form import request as booking_request
from wagtail_disability_events.registration.form.versions import current_form
from wagtail_disability_events.registration.values.pasted_table import read_table

pytestmark = pytest.mark.django_db


def people(count, start=0):
    lines = [f"某某{n}\t1390000{n:04}" for n in range(start, start + count)]
    return "\n".join(["姓名\t电话", *lines])


def sheet(table, send="check", **changes):
    data = {
        "submission_id": str(uuid.uuid4()),
        "organisation": "站前社区",
        "contact": "王干事",
        "phone": "0571-88888888",
        "email": "office@example.com",
        "table": table,
        "consent": "on",
        "send": send,
    }
    return data | changes


def post(client, event, table, send="check", **changes):
    return client.post(event.url + "register/group/", sheet(table, send, **changes))


def outcomes(answer):
    return [row["result"] for row in answer.context["rows"]]


def problems(answer, line=0):
    return " ".join(answer.context["rows"][line]["problems"])


def test_a_list_is_looked_over_before_anything_happens(client):
    event = factories.event(capacity=2)
    answer = post(client, event, people(3))
    assert outcomes(answer) == ["place", "place", "waits"]
    assert "2 人有名额，1 人候补，0 人不能报名" in answer.content.decode()
    assert not Registration.objects.filter(event=event).exists()


def test_everybody_is_signed_up_in_one_go_and_the_contact_is_told_once(
    client, django_capture_on_commit_callbacks
):
    event = factories.event(capacity=2)
    with django_capture_on_commit_callbacks(execute=True):
        answer = post(client, event, people(3), "all")
    group = GroupSignUp.objects.get(event=event)
    assert answer["Location"] == f"/sign-up/group/{group.token}/"
    states = [person.state for person in group.registrations.order_by("pk")]
    assert states == ["confirmed", "confirmed", "waiting"]
    assert Quota.objects.seats().get(event=event).taken == 2
    [message] = OutboxMessage.objects.filter(registration__group=group)
    assert (message.recipient, message.state) == ("office@example.com", "sent")
    assert f"/sign-up/group/{group.token}/" in message.body
    page = client.get(answer["Location"])
    assert "2 人有名额，1 人候补" in page.content.decode()
    assert {"private", "no-store"} <= set(page["Cache-Control"].split(", "))


@pytest.mark.both_databases
def test_all_or_the_good_ones(client):
    event = factories.event()
    table = people(2) + "\n\t13800001234\n某某3\t123"
    answer = post(client, event, table)
    assert outcomes(answer) == ["place", "place", "refused", "refused"]
    assert "没有姓名" in problems(answer, 2)
    assert "少了 8 位" in problems(answer, 3)
    refused = post(client, event, table, "all")
    assert refused.status_code == 409
    assert not Registration.objects.filter(event=event).exists()
    assert post(client, event, table, "good").status_code == 302
    assert Registration.objects.filter(event=event).count() == 2


@pytest.mark.both_databases
def test_sending_twice_is_one_group(client):
    event = factories.event()
    data = sheet(people(3), "all")
    first, second = (client.post(event.url + "register/group/", data) for _turn in range(2))
    assert first["Location"] == second["Location"]
    assert Registration.objects.filter(event=event).count() == 3


def test_the_list_can_be_mended_in_place(client):
    event = factories.event()
    answer = post(client, event, "姓名，联系电话\n甲一，1380000")
    text = answer.context["form"].data["table"]
    assert text == "姓名\t电话\n甲一\t1380000"
    assert outcomes(post(client, event, text.replace("1380000", "13800001234"))) == ["place"]


def test_rows_typed_beside_the_list_are_part_of_it(client):
    event = factories.event()
    typed = {"typed_name": ["乙二", ""], "typed_phone": ["13800001235", ""], "typed_needs": ["", ""]}
    assert len(outcomes(post(client, event, "", **typed))) == 1
    answer = post(client, event, people(1), **typed)
    assert outcomes(answer) == ["place", "place"]
    assert "乙二" in answer.context["form"].data["table"]


def test_needs_notes_and_photos_of_each(client):
    offers = [("service", {"service": "transport", "limit": 1, "note": ""})]
    event = factories.event(access=offers)
    table = "姓名\t电话\t所需服务\t备注\t同意拍照\n甲一\t13800001234\t无障碍接送\t怕吵\t是"
    table += "\n乙二\t\t无障碍接送\t\t"
    assert post(client, event, table, "all").status_code == 302
    first, second = Registration.objects.filter(event=event).order_by("pk")
    assert [r.service_requests.get().granted for r in (first, second)] == [True, False]
    assert first.needs_note == "怕吵"
    assert second.phone == "057188888888"  # the contact's, for want of one
    assert first.consents.get(purpose=Consent.Purpose.PHOTO).given
    assert not second.consents.get(purpose=Consent.Purpose.PHOTO).given
    assert first.consents.get(purpose=Consent.Purpose.GUARDIAN).given
    assert "没有“轮椅”这项服务" in problems(post(client, event, "姓名\t服务\n丙三\t轮椅"))


def test_questions_of_the_event_are_columns_and_missing_answers_are_named(client):
    event = factories.event(
        questions=[
            factories.asks("sex", required=True),
            factories.asks_own("上衣颜色？", "choice", options="红\n蓝"),
            factories.asks("disability_card", required=True),
        ]
    )
    number = disability_card("42")
    table = f"姓名\t性别\t上衣颜色？\t残疾证号\n甲一\t女\t红\t{number}\n乙二\t\t绿\t{number[:-1]}"
    answer = post(client, event, table)
    assert outcomes(answer) == ["place", "refused"]
    assert all(words in problems(answer, 1) for words in ("性别", "绿", "20"))
    assert number not in "".join(answer.context["rows"][0]["cells"])  # it was right: not shown again
    post(client, event, table, "good")
    registration = Registration.objects.get(event=event)
    assert registration.answers["sex"] == "female"
    assert registration.disability_card == number


def test_twins_children_and_people_whom_the_event_is_not_for(client):
    event = factories.event(min_age=10, questions=[factories.asks("birth_date")])
    table = "姓名\t电话\t出生日期\n甲一\t13800001234\t1970-01-01\n甲一\t13800001234\t"
    table += "\n乙二\t\t2015-01-01\n丙三\t\t2019-01-01"
    answer = post(client, event, table)
    assert outcomes(answer) == ["place", "refused", "refused", "refused"]
    assert "第 2 行" in problems(answer, 1)
    assert "监护人" in problems(answer, 2)
    assert "10 岁" in problems(answer, 3)


def test_a_stranger_does_not_learn_who_is_signed_up_already_and_staff_do(client):
    event = factories.event(capacity=5)
    known = factories.registration(event, name="甲一", phone="13800001234")
    table = "姓名\t电话\n甲一\t13800001234\n乙二\t13800001235"
    assert outcomes(post(client, event, table)) == ["place", "place"]
    answer = post(client, event, table, "all", follow=True)
    assert Registration.objects.counted().filter(event=event).count() == 2
    assert known.repetitions.count() == 1
    group = GroupSignUp.objects.get(event=event)
    page = client.get(f"/sign-up/group/{group.token}/").content.decode()
    assert "甲一" in page
    assert known.token not in page
    assert answer.status_code == 302
    staff = factories.user("worker", page=event, pages=("change",), registrations=("view", "change"))
    client.force_login(staff)
    assert outcomes(post(client, event, table)) == ["known", "known"]


@pytest.mark.both_databases
def test_who_signed_up_while_the_list_was_looked_over_is_not_signed_up_twice():
    event = factories.event(capacity=5)
    form = current_form(event)[1]
    group = GroupSignUp(event=event, submission_id=uuid.uuid4(), name="王干事", phone="057188888888")
    template = booking_request.BookingRequest(event=event, applicant=factories.applicant(), group=group)
    table = read_table("姓名\t电话\n甲一\t13800001234", form)
    rows = check_rows(table.rows, template, form, for_staff=False)
    factories.registration(event, name="甲一", phone="13800001234")
    book_group(group, rows, everybody=True, for_staff=False)
    assert Registration.objects.counted().filter(event=event).count() == 1
    assert Quota.objects.seats().get(event=event).taken == 1


def test_without_a_waiting_list_each_line_says_once_that_there_is_no_place(client):
    full = factories.event(capacity=1, waitlist=False)
    answer = post(client, full, people(2), "all")
    assert answer.status_code == 409
    assert [row["problems"] for row in answer.context["rows"]] == [
        *([], [gettext("There are fewer places left than people on the list.")])
    ]


@pytest.mark.both_databases
def test_who_belongs_together_moves_up_together(client, settings):
    settings.WAGTAIL_DISABILITY_EVENTS = {"OFFER_HOURS": 0}
    event = factories.event(capacity=2)
    first, second = (factories.registration(event) for _turn in range(2))
    post(client, event, people(2), "all")
    alone = factories.registration(event)
    cancelling.cancel(first)
    group = list(GroupSignUp.objects.get(event=event).registrations.order_by("pk"))
    alone.refresh_from_db()
    assert [person.state for person in group] == ["waiting", "waiting"]
    assert alone.state == "confirmed"  # the group would not fit; the next one does
    cancelling.cancel(second)
    cancelling.cancel(alone)
    assert {person.state for person in GroupSignUp.objects.get(event=event).registrations.all()} == {
        "confirmed"
    }


def test_the_page_of_a_group_cancels_those_chosen_and_only_if_one_is_sure(client):
    event = factories.event()
    post(client, event, people(3), "all")
    group = GroupSignUp.objects.get(event=event)
    address = f"/sign-up/group/{group.token}/"
    chosen = group.registrations.first()
    client.post(address, {"do": "cancel", "person": chosen.pk})
    assert group.registrations.active().count() == 3
    other = factories.registration(event)
    client.post(address, {"do": "cancel", "sure": "yes", "person": [chosen.pk, other.pk]})
    assert group.registrations.active().count() == 2
    other.refresh_from_db()
    assert other.is_active  # not of this group
    assert client.get("/sign-up/group/guessed/").status_code == 404


def test_the_contact_is_asked_for_and_mistakes_are_at_their_fields(client):
    event = factories.event()
    answer = post(client, event, people(1), contact=" ", phone="123", organisation="")
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"contact", "phone", "organisation"}
    assert 'href="#id_contact"' in answer.content.decode()
    empty = post(client, event, " ")
    assert list(empty.context["form"].errors) == ["table"]


def test_a_list_open_too_long_is_shown_again_with_what_was_typed():
    event = factories.event()
    strict = Client(enforce_csrf_checks=True)
    answer = post(strict, event, people(2))
    assert answer.status_code == 403
    html = answer.content.decode()
    assert "某某1\t13900000001" in html
    assert 'value="站前社区"' in html


@pytest.mark.both_databases
def test_a_list_of_200_costs_no_more_questions_than_one_of_10(client):
    def asked(count):
        event = factories.event(capacity=100)
        with CaptureQueriesContext(connection) as captured:
            assert post(client, event, people(count, start=count * 10), "all").status_code == 302
        return len([q for q in captured if "INSERT" not in q["sql"]])

    asked(5)
    assert asked(200) <= asked(10) + 2


def test_where_groups_are_not_wanted_or_sign_up_is_closed(client):
    assert client.get(factories.event(group_sign_up=False).url + "register/group/").status_code == 404
    full = factories.event(capacity=1, waitlist=False)
    factories.registration(full)
    assert outcomes(post(client, full, people(1))) == ["refused"]
    over = factories.event(schedule=[factories.when(-3)])
    closed = post(client, over, people(1), "all")
    assert closed.status_code == 409
    assert re.search("已结束|结束", closed.content.decode())
