"""Which dates, times and groups a form offers, read from rows; nothing of another event gets in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.support import factories
from wagtail_disability_events.models import EventPage, Quota
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.registration.seats.availability import SignUp
from wagtail_disability_events.registration.seats.availability_of_many import (
    state_for_booking,
    state_of_event,
    states_of_dates,
)
from wagtail_disability_events.registration.seats.bookable_dates import (
    bookable_dates,
    dates_for_change,
    dates_for_staff,
)
from wagtail_disability_events.registration.seats.is_over import is_over
from wagtail_disability_events.registration.seats.place_groups import group_quotas

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_date():
    """Four dates with one seat each: yesterday, then three that are ahead."""
    schedule = [factories.when(days) for days in (-1, 3, 5, 7)]
    return factories.event(schedule=schedule, register_for="date", capacity=1, waitlist=False)


def dates_of(event):
    return list(event.occurrences.order_by("start"))


def read_again(event):
    return EventPage.objects.get(pk=event.pk)


class TestByDate:
    def test_a_form_offers_what_is_ahead_takes_place_and_has_a_seat(self, by_date):
        _past, full, called_off, free = dates_of(by_date)
        factories.registration(by_date, occurrence=full)
        operations.cancel(called_off, "台风")
        factories.event(schedule=[factories.when(4)], register_for="date", capacity=1)
        assert bookable_dates(read_again(by_date)) == [free]

    def test_an_event_that_is_booked_as_a_whole_offers_no_dates(self):
        event = factories.event(schedule=[factories.when(3)], capacity=1)
        assert bookable_dates(event) == []
        assert dates_for_staff(event) == []
        assert dates_for_change(factories.registration(event)) == []

    def test_who_changes_their_answers_keeps_their_own_date_in_its_order(self, by_date):
        _past, first, second, third = dates_of(by_date)
        person = factories.registration(by_date, occurrence=second)
        person.refresh_from_db()
        assert dates_for_change(person) == [first, second, third]

    def test_staff_choose_also_what_is_full_or_over(self, by_date):
        past, full, called_off, free = dates_of(by_date)
        factories.registration(by_date, occurrence=full)
        operations.cancel(called_off, "台风")
        assert set(dates_for_staff(read_again(by_date))) == {past, full, free}

    def test_the_event_says_what_the_next_date_with_a_seat_says(self, by_date):
        _past, first, second, third = dates_of(by_date)
        factories.registration(by_date, occurrence=first)
        event = read_again(by_date)
        now = timezone.now()
        assert state_of_event(event).code == SignUp.OPEN
        assert state_for_booking(event, first, event.quotas.all(), now).code == SignUp.FULL
        assert state_for_booking(event, second, event.quotas.all(), now).code == SignUp.OPEN
        for date in (second, third):
            factories.registration(by_date, occurrence=date)
        assert state_of_event(read_again(by_date)).code == SignUp.FULL
        assert state_of_event(event, now=now + timedelta(days=9)).code == SignUp.PAST


def test_each_date_says_how_many_wait_for_it():
    event = factories.event(
        schedule=[factories.when(3), factories.when(5)], register_for="date", capacity=1, waitlist=True
    )
    first, second = dates_of(event)
    for _turn in range(4):
        factories.registration(event, occurrence=first)
    factories.registration(event, occurrence=second)
    other = factories.event(schedule=[factories.when(3)], capacity=1, waitlist=True)
    for _turn in range(2):
        factories.registration(other)
    dates = [
        date for page in (event, other) for date in page.occurrences.select_related("event").order_by("start")
    ]
    sentences = [states_of_dates(dates)[date.pk].sentence for date in dates]
    assert sentences == [
        "名额已满，可以候补（前面 3 人）",
        "名额已满，可以候补",
        "名额已满，可以候补（前面 1 人）",
    ]


def test_groups_are_those_of_the_event_or_of_the_date():
    event, other = factories.event(schedule=[factories.when(3)]), factories.event()
    [date] = dates_of(event)
    rows = {
        "whole": (event, None, True, Quota.Kind.GROUP),
        "dated": (event, date, True, Quota.Kind.GROUP),
        "withdrawn": (event, None, False, Quota.Kind.GROUP),
        "elsewhere": (other, None, True, Quota.Kind.GROUP),
        "transport": (event, None, True, Quota.Kind.SERVICE),
    }
    for name, (page, occurrence, offered, kind) in rows.items():
        Quota.objects.create(event=page, occurrence=occurrence, kind=kind, service=name, offered=offered)
    assert list(group_quotas(event)) == ["whole"]
    assert list(group_quotas(event, date)) == ["dated"]


def test_it_is_over_when_each_date_that_was_signed_up_for_is_over():
    event = factories.event(schedule=[factories.when(3), factories.when(5)])
    person = factories.registration(event)
    assert not is_over(person)
    first, second = dates_of(event)
    event.occurrences.filter(pk=first.pk).update(
        start=first.start - timedelta(days=9), end=first.end - timedelta(days=9)
    )
    assert not is_over(person)
    event.occurrences.filter(pk=second.pk).update(
        start=second.start - timedelta(days=9), end=second.end - timedelta(days=9)
    )
    assert is_over(person)
