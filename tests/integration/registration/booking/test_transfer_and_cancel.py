"""What a transfer hands on, and what a cancelled second sign-up leaves behind."""

from datetime import UTC, datetime

import pytest
from freezegun import freeze_time

from tests.support import factories
from wagtail_disability_events.models import OutboxMessage, Registration
from wagtail_disability_events.registration.booking import changing
from wagtail_disability_events.registration.booking.booking import book
from wagtail_disability_events.registration.booking.cancelling import cancel
from wagtail_disability_events.registration.booking.errors import NoLongerThere
from wagtail_disability_events.registration.form.request import BookingRequest

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 1, 4, 30, tzinfo=UTC)
CAPTIONS = ("service", {"service": "captions", "limit": 3, "note": ""})
LATER = 20


@pytest.fixture
def event():
    """Two dates with two places each, booked one by one, with captions for three."""
    dates = [factories.when(LATER), factories.when(LATER + 1)]
    return factories.event(
        schedule=dates, register_for="date", capacity=2, companions=2, transferable=True, access=[CAPTIONS]
    )


def dates_of(event):
    return list(event.occurrences.order_by("start"))


def another(event, **fields) -> BookingRequest:
    """What the person says who is to come instead."""
    return BookingRequest(event=event, applicant=factories.applicant(email="new@example.com", **fields))


def told() -> list[tuple[str, int]]:
    return list(OutboxMessage.objects.order_by("pk").values_list("kind", "registration_id"))


def seats_of(event, date) -> int:
    return event.quotas.get(kind="seat", occurrence=date).taken


def test_the_places_the_date_and_the_companions_are_handed_on(event):
    first, second = dates_of(event)
    old = factories.registration(event, occurrence=second, services=("captions",), email="old@example.com")
    Registration.objects.filter(pk=old.pk).update(companions=1)
    before = [seats_of(event, date) for date in (first, second)]
    OutboxMessage.objects.all().delete()
    with freeze_time(NOW):
        new = changing.transfer(Registration.objects.get(pk=old.pk), another(event))
    old.refresh_from_db()
    assert (old.state, old.cancelled_at, old.offer_ends_at) == ("cancelled", NOW, None)
    assert (new.state, new.occurrence, new.companions, new.quota) == ("confirmed", second, 1, old.quota)
    assert [seats_of(event, date) for date in (first, second)] == before
    assert not old.service_requests.filter(granted=True).exists()
    assert event.quotas.get(service="captions").taken == 0
    assert told() == [("cancelled", old.pk), ("confirmed", new.pk)]


def test_what_is_gone_is_not_handed_on(event):
    person = factories.registration(event, occurrence=dates_of(event)[0])
    cancel(person)
    with pytest.raises(NoLongerThere):
        changing.transfer(person, another(event))


def test_what_only_repeats_another_is_given_up_and_the_other_person_signs_up_for_the_same_date(event):
    _first, second = dates_of(event)
    person = {"name": "周远", "phone": "13800005555"}
    known = factories.registration(event, occurrence=second, **person)
    again = factories.registration(event, occurrence=second, **person)
    assert again.repeats == known
    new = changing.transfer(again, another(event))
    again.refresh_from_db()
    assert (again.state, again.displayed_as) == ("repeated", "cancelled")
    assert (new.state, new.occurrence, new.repeats) == ("confirmed", second, None)


def test_a_second_sign_up_that_is_cancelled_leaves_the_first_and_is_said_once(event):
    first, _second = dates_of(event)
    person = {"name": "周远", "phone": "13800005555", "email": "zhou@example.com"}
    known = factories.registration(event, occurrence=first, **person)
    again = factories.registration(event, occurrence=first, **person | {"email": "second@example.com"})
    taken = seats_of(event, first)
    OutboxMessage.objects.all().delete()
    with freeze_time(NOW):
        assert cancel(again) is True
    assert (again.displayed_as, again.cancelled_at) == ("cancelled", NOW)
    assert told() == [("cancelled", again.pk)]
    assert cancel(again) is False
    assert len(told()) == 1
    known.refresh_from_db()
    assert (known.state, seats_of(event, first)) == ("confirmed", taken)


def test_it_can_be_cancelled_without_a_word(event):
    first, _second = dates_of(event)
    person = {"name": "周远", "phone": "13800005555", "email": "zhou@example.com"}
    people = [factories.registration(event, occurrence=first, **person) for _turn in range(2)]
    OutboxMessage.objects.all().delete()
    for each in reversed(people):
        assert cancel(each, announce=None) is True
    assert told() == []


@freeze_time(NOW)
def test_when_somebody_cancelled_is_written_down_and_an_offer_is_gone(event):
    first, _second = dates_of(event)
    person = factories.registration(event, occurrence=first)
    Registration.objects.filter(pk=person.pk).update(state="offered", offer_ends_at=NOW)
    person.refresh_from_db()
    cancel(person)
    stored = Registration.objects.get(pk=person.pk)
    assert (stored.state, stored.cancelled_at, stored.offer_ends_at) == ("cancelled", NOW, None)


def test_places_of_a_group_are_given_back_with_the_seat():
    event = factories.event(capacity=2, waitlist=False, places=[factories.places("轮椅席", 2)])
    wheelchairs = event.quotas.get(label="轮椅席")
    person = book(BookingRequest(event=event, applicant=factories.applicant(), places=(wheelchairs.service,)))
    wheelchairs.refresh_from_db()
    assert wheelchairs.taken == 1
    cancel(person)
    wheelchairs.refresh_from_db()
    assert (wheelchairs.taken, event.quotas.get(kind="seat").taken) == (0, 0)


def test_a_sign_up_for_another_event_is_no_first_one():
    event, other = factories.event(), factories.event()
    known = factories.registration(other, name="赵一禾", phone="13800001234")
    here = factories.registration(event, name="赵一禾", phone="13800001234")
    assert (known.state, here.state, here.repeats) == ("confirmed", "confirmed", None)
