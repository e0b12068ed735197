"""What a registrant can do themselves: agreements at any time, places while they are ahead."""

from datetime import timedelta

import pytest
from django.utils import timezone
from freezegun import freeze_time

from tests.support import factories
from wagtail_disability_events.models import EventPage
from wagtail_disability_events.registration.booking import cancelling
from wagtail_disability_events.registration.booking.errors import ReasonMissing
from wagtail_disability_events.registration.booking.own_actions import (
    OwnAction,
    own_action,
    possible_actions,
)
from wagtail_disability_events.registration.booking.waiting_list import promote

pytestmark = pytest.mark.django_db
AT_ANY_TIME = {OwnAction.PHOTO, OwnAction.SENSITIVE, OwnAction.ERASE}
WHILE_AHEAD = {OwnAction.CANCEL, OwnAction.DECLINE, OwnAction.ACCEPT, OwnAction.CALENDAR}
WHILE_OPEN = {OwnAction.CHANGE, OwnAction.TRANSFER}


@pytest.fixture
def person():
    return factories.registration(factories.event())


def test_before_the_event_everything_is_possible(person):
    assert possible_actions(person) == AT_ANY_TIME | WHILE_AHEAD | WHILE_OPEN


def test_after_sign_up_has_closed_answers_stay_as_they_are(person):
    EventPage.objects.update(registration_closes=timezone.now() - timedelta(hours=1))
    person.event.refresh_from_db()
    assert possible_actions(person) == AT_ANY_TIME | WHILE_AHEAD


def test_who_has_cancelled_changes_no_answers(person):
    cancelling.cancel(person)
    assert possible_actions(person) == AT_ANY_TIME | WHILE_AHEAD


def test_after_the_event_only_agreements_are_decided(person):
    with freeze_time(timezone.now() + timedelta(days=30)):
        assert possible_actions(person) == AT_ANY_TIME


@pytest.mark.parametrize("text", ["", "promote", "CANCEL"])
def test_any_other_text_is_no_action(text):
    assert own_action(text) is None


def test_somebody_moves_up_out_of_turn_only_with_a_reason():
    event = factories.event(capacity=1)
    factories.registration(event)
    waits = factories.registration(event)
    with pytest.raises(ReasonMissing):
        promote(waits, "")
    waits.refresh_from_db()
    assert waits.state == "waiting"
