"""Our mail carries no strangers' words: anybody can write anything into a form, and any address beside it."""

import uuid

import pytest

from tests.support import factories
from wagtail_disability_events.calendars.invitations import unpacked
from wagtail_disability_events.models import EventIndexPage, GroupSignUp, MessageText, OutboxMessage
from wagtail_disability_events.registration.booking.group_booking import book_group
from wagtail_disability_events.registration.booking.group_checking import check_rows
from wagtail_disability_events.registration.form.request import Applicant, BookingRequest
from wagtail_disability_events.registration.form.versions import current_form
from wagtail_disability_events.registration.messages import outbox
from wagtail_disability_events.registration.values.message_kinds import MessageKind
from wagtail_disability_events.registration.values.pasted_table import read_table
from wagtail_disability_events.registration.values.placeholders import PLACEHOLDERS

pytestmark = pytest.mark.django_db
LURE = "领补贴加微信wx8899"
EVERYTHING = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)


def said_in(message):
    calendars = "".join(part.text for part in unpacked(message.calendar)).replace("\r\n ", "")
    return message.subject + message.body + message.short + calendars


@pytest.fixture
def event():
    return factories.event(
        companions=3,
        group_sign_up=True,
        questions=[factories.asks("email"), factories.asks_own("想说的话", "long")],
        access=[("service", {"service": "transport", "limit": 1, "note": ""})],
    )


@pytest.mark.parametrize("kind", list(MessageKind))
def test_no_message_says_what_a_stranger_wrote(event, kind, settings):
    settings.WAGTAIL_DISABILITY_EVENTS = {"SMS_WEBHOOK_URL": "http://127.0.0.1:9/"}
    organisation = EventIndexPage.objects.get(slug="nanhu")
    MessageText.objects.create(
        organisation=organisation, kind=kind, language="zh-hans", opening=EVERYTHING, short=EVERYTHING
    )
    question = event.form_versions.last().form
    answers = {each.key: LURE for each in question if each.key not in ("email",)} | {"contact_name": LURE}
    person = factories.registration(
        event,
        services=("transport",),
        name=LURE,
        email="victim@example.com",
        needs_note=LURE,
        answers=answers,
    )
    OutboxMessage.objects.all().delete()
    made = outbox.announce_all(event, [person], kind)
    assert {message.channel for message in made} == {"email", "webhook"}
    for message in made:
        assert "领**" in said_in(message)
        assert LURE[1:] not in said_in(message)


def test_the_contact_of_a_group_writes_no_mail_either(event):
    group = GroupSignUp(
        submission_id=uuid.uuid4(), organisation=LURE, name=LURE, phone="13900001111", email="v@example.com"
    )
    group.event = event
    version, questions = current_form(event)
    template = BookingRequest(event=event, applicant=Applicant(name="", phone=""), group=group, form=version)
    table = read_table("姓名\t电话\n赵一禾\t13800001234", questions)
    book_group(
        group, check_rows(table.rows, template, questions, for_staff=False), everybody=True, for_staff=False
    )
    [message] = OutboxMessage.objects.filter(registration__event=event, channel="email")
    assert "领**" in said_in(message)
    assert LURE[1:] not in said_in(message)


@pytest.mark.parametrize("name", [LURE, "看 evil.example", "您中奖了！", "me@evil.example"])
def test_the_form_asks_for_a_name(client, event, name):
    data = {"submission_id": str(uuid.uuid4()), "name": name, "phone": "13800001234"}
    data |= {"consent_processing": "on", "consent_photo": "no", "email": "victim@example.com"}
    answer = client.post(f"{event.url}register/", data)
    assert list(answer.context["form"].errors) == ["name"]
    group = {"organisation": "南湖社区", "contact": name, "phone": "13900001111", "consent": "on"}
    answer = client.post(f"{event.url}register/group/", group | {"table": "姓名\t电话\n赵一禾\t13800001234"})
    assert list(answer.context["form"].errors) == ["contact"]
