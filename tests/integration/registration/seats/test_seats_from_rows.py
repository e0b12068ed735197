"""Which dates, times and groups a form offers, read from rows; nothing of another event gets in."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext
from freezegun import freeze_time

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
from wagtail_disability_events.registration.seats.service_choices import ServiceChoices, service_choices

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
    few = gettext("Full. You can join the waiting list (fewer than %(bound)s people ahead).") % {"bound": 5}
    assert sentences == [few, "名额已满，可以候补", few]


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


def test_who_signed_up_for_one_date_is_asked_about_that_one_only(by_date):
    _past, first, _second, third = dates_of(by_date)
    person = factories.registration(by_date, occurrence=first)
    long_ago = {"start": first.start - timedelta(days=9), "end": first.end - timedelta(days=9)}
    by_date.occurrences.filter(pk=third.pk).update(**long_ago)
    person.refresh_from_db()
    assert not is_over(person)
    by_date.occurrences.filter(pk=first.pk).update(**long_ago)
    person.refresh_from_db()
    assert is_over(person)


def test_what_is_taken_of_other_kinds_and_other_events_does_not_count():
    event = factories.event(capacity=2, waitlist=True, access=[service_offer("captions", 1)])
    other = factories.event(capacity=1, waitlist=True, schedule=event.schedule)
    for _turn in range(3):
        factories.registration(other)
    factories.registration(event, services=("captions",))
    assert state_of_event(read_again(event)).sentence == gettext("Sign-up is open, a few places left")
    factories.registration(event)
    assert state_of_event(read_again(event)).sentence == "名额已满，可以候补"


def service_offer(code, limit):
    return ("service", {"service": code, "limit": limit, "note": ""})


def test_dates_that_were_given_are_those_that_are_asked_about(by_date):
    _past, first, second, third = dates_of(by_date)
    factories.registration(by_date, occurrence=first)
    event = read_again(by_date)
    assert state_of_event(event, dates=[first]).code == SignUp.FULL
    assert state_of_event(event, dates=[first, third]).code == SignUp.OPEN
    assert state_of_event(event, dates=[second], now=second.end).code != SignUp.PAST
    assert state_of_event(event, dates=[second], now=second.end + timedelta(seconds=1)).code == SignUp.PAST


def test_booking_does_not_ask_who_waits(by_date, django_assert_num_queries):
    _past, first, *_more = dates_of(by_date)
    factories.registration(by_date, occurrence=first)
    event = read_again(by_date)
    rows = list(event.quotas.all())
    with django_assert_num_queries(1):  # the dates
        state = state_for_booking(event, first, rows, timezone.now())
    assert state.code == SignUp.FULL


@pytest.mark.parametrize(
    ("limit", "people", "gone", "words"),
    [
        (None, 1, (), "实时字幕"),
        (7, 1, (), "实时字幕"),
        (2, 1, (), "%(service)s (a few left)"),
        (1, 1, ("captions",), "实时字幕（已约满，我们会尽量安排）"),
    ],
)
def test_services_say_what_is_left_of_them(limit, people, gone, words):
    event = factories.event(access=[service_offer("captions", limit)])
    for _turn in range(people):
        factories.registration(event, services=("captions",))
    found = service_choices(event)
    assert (found.offered, found.gone, found.too_late) == (True, gone, "")
    assert [code for code, _words in found.choices] == ["captions"]
    assert found.choices[0][1] == gettext(words) % {"service": "实时字幕"}


def test_an_event_that_offers_no_service_asks_the_database_nothing(django_assert_num_queries):
    event = factories.event()
    with django_assert_num_queries(0):
        assert service_choices(event) == ServiceChoices(offered=False)


@pytest.mark.parametrize(
    ("days_before", "choices", "too_late"),
    [
        (7, (), "这些服务已过提出时间，请打电话：实时字幕"),
        (6, ("captions",), ""),
    ],
)
def test_what_had_to_be_asked_for_earlier_is_asked_for_by_phone(days_before, choices, too_late):
    """Six days and some hours before the next date that is ahead."""
    service = ("service", {"service": "captions", "limit": None, "days_before": days_before, "note": ""})
    event = factories.event(
        access=[service], schedule=[factories.when(-3), factories.when(9), factories.when(20)]
    )
    first = event.occurrences.order_by("start")[1]
    with freeze_time(first.start - timedelta(days=6, hours=5)):
        found = service_choices(read_again(event))
    assert tuple(code for code, _words in found.choices) == choices
    assert found.too_late == too_late
