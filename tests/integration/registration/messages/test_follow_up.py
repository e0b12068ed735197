"""What staff do about messages: note a call, try again what was given up; each only where it fits."""

import pytest
from django.utils import timezone

from tests.support import factories
from wagtail_disability_events.models import OutboxMessage, PrivateFeed
from wagtail_disability_events.registration.messages import duty_calendars, follow_up
from wagtail_disability_events.registration.messages.news import OwnWords
from wagtail_disability_events.registration.messages.preview import preview, usual_words
from wagtail_disability_events.registration.values.message_kinds import MessageKind

pytestmark = pytest.mark.django_db
Channel, State = OutboxMessage.Channel, OutboxMessage.State


@pytest.fixture
def event():
    return factories.event()


def message(event, channel, state):
    person = factories.registration(event)
    return OutboxMessage.objects.create(
        registration=person,
        kind=MessageKind.CHANGED,
        channel=channel,
        state=state,
        message_id=f"<{person.pk}@example.com>",
        recipient="13800001234",
        subject="改期",
        body="",
        next_attempt_at=timezone.now(),
    )


def test_a_call_is_noted_once(event):
    call = message(event, Channel.CALL, State.QUEUED)
    assert follow_up.note_call(event, call.pk)
    assert not follow_up.note_call(event, call.pk)
    call.refresh_from_db()
    assert (call.state, follow_up.calls_to_make(event).count()) == (State.SENT, 0)


def test_nothing_but_a_call_is_noted_as_one(event):
    assert not follow_up.note_call(event, message(event, Channel.EMAIL, State.QUEUED).pk)
    other = message(factories.event(), Channel.CALL, State.QUEUED)
    assert not follow_up.note_call(event, other.pk)


@pytest.mark.parametrize(
    ("state", "is_tried"), [(State.FAILED, True), (State.SENT, False), (State.QUEUED, False)]
)
def test_only_what_was_given_up_is_tried_again(event, state, is_tried):
    assert follow_up.try_again(event, message(event, Channel.EMAIL, state).pk) == is_tried


def test_a_preview_says_what_is_left_empty_in_the_usual_words():
    own = OwnWords(opening="{name}，您好。")
    shown = preview(MessageKind.CONFIRMED, "zh-hans", own)
    assert shown.opening == "赵一禾，您好。"
    assert "残疾人趣味运动会" in shown.subject
    assert shown.length == len(shown.short)
    assert "{event}" in usual_words(MessageKind.CONFIRMED, "en").subject


class TestDutyCalendars:
    def test_one_has_to_be_taken_back_when_there_are_too_many(self, admin_user, monkeypatch):
        organisation = factories.organisation()
        monkeypatch.setattr(duty_calendars, "MAX_ACTIVE", 1)
        first = duty_calendars.make_calendar(organisation, admin_user, label="志愿者", kind="volunteer")
        with pytest.raises(duty_calendars.TooManyCalendars):
            duty_calendars.make_calendar(organisation, admin_user, label="司机", kind="volunteer")
        first.revoke()
        duty_calendars.make_calendar(organisation, admin_user, label="司机", kind="volunteer")
        assert duty_calendars.active_calendars(organisation).get().label == "司机"

    def test_numbers_are_for_those_who_may_see_registrations(self, admin_user):
        organisation = factories.organisation()
        writer = factories.user("writer", page=organisation, pages=("change",), registrations=())
        kinds = duty_calendars.possible_kinds
        assert kinds(admin_user, organisation) == [PrivateFeed.Kind.STAFF, PrivateFeed.Kind.VOLUNTEER]
        assert kinds(writer, organisation) == [PrivateFeed.Kind.VOLUNTEER]
