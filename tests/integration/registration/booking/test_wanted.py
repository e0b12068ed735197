"""Which rows a sign-up draws on: seats of the event or date, groups, companions, volunteers, times."""

import pytest

from tests.support import factories
from wagtail_disability_events.models import Quota
from wagtail_disability_events.registration.booking.wanted import Wanted, what_is_wanted
from wagtail_disability_events.registration.form.request import BookingRequest

pytestmark = pytest.mark.django_db
GROUPS = [
    factories.places("轮椅组", 3),
    factories.places("陪同", 9, "companion"),
    factories.places("引导志愿者", 4, "volunteer"),
    factories.places("摄影志愿者", 2, "volunteer"),
]


def wanted(event, *labels, **fields):
    """What a request draws on, in words: own row, seats, and the others."""
    keys = tuple(Quota.objects.filter(event=event, label__in=labels).values_list("service", flat=True))
    request = BookingRequest(event=event, applicant=factories.applicant(), places=keys, **fields)
    found = what_is_wanted(request)
    return found.quota.label, found.seats, [(quota.label, amount) for quota, amount in found.claims]


def test_a_seat_of_the_event():
    assert wanted(factories.event(capacity=3)) == ("", 1, [])


def test_a_seat_of_the_date_that_was_chosen():
    event = factories.event(
        capacity=3, register_for="date", schedule=[factories.when(3), factories.when(4)], places=GROUPS[:1]
    )
    for date in event.occurrences.all():
        request = BookingRequest(event=event, applicant=factories.applicant(), occurrence=date)
        assert what_is_wanted(request).quota.occurrence == date
        [group] = Quota.objects.filter(event=event, label="轮椅组", occurrence=date)
        chosen = BookingRequest(
            event=event, applicant=factories.applicant(), occurrence=date, places=(group.service,)
        )
        assert what_is_wanted(chosen).claims == ((group, 1),)


def test_a_group_beside_the_seat():
    assert wanted(factories.event(capacity=3, places=GROUPS), "轮椅组") == ("", 1, [("轮椅组", 1)])


@pytest.mark.parametrize("take_places", [True, False])
def test_companions_take_places_of_their_own_group(take_places):
    event = factories.event(capacity=9, companions=3, companions_take_places=take_places, places=GROUPS)
    assert wanted(event, companions=2) == ("", 1, [("陪同", 2)])
    assert wanted(event, "轮椅组", companions=2) == ("", 1, [("轮椅组", 1), ("陪同", 2)])
    assert wanted(event) == ("", 1, [])


@pytest.mark.parametrize(("take_places", "seats"), [(True, 3), (False, 1)])
def test_without_such_a_group_they_take_seats_if_the_event_says_so(take_places, seats):
    event = factories.event(capacity=9, companions=3, companions_take_places=take_places)
    assert wanted(event, companions=2) == ("", seats, [])
    assert wanted(event) == ("", 1, [])


def test_volunteers_take_a_place_of_their_own_and_no_seat():
    event = factories.event(capacity=9, companions=2, places=GROUPS)
    assert wanted(event, "引导志愿者") == ("引导志愿者", 1, [])
    assert wanted(event, "引导志愿者", "摄影志愿者") == ("引导志愿者", 1, [("摄影志愿者", 1)])
    assert wanted(event, "摄影志愿者", companions=1) == ("摄影志愿者", 1, [("陪同", 1)])


def test_who_also_takes_part_has_a_seat_and_a_place_among_the_volunteers():
    event = factories.event(capacity=9, places=GROUPS)
    assert wanted(event, "轮椅组", "引导志愿者") == ("", 1, [("轮椅组", 1), ("引导志愿者", 1)])


def test_rows_are_taken_in_the_order_of_their_numbers():
    first, second = Quota(pk=3), Quota(pk=2)
    assert Wanted(first, 2, ((second, 1),)).amounts == [(2, 1), (3, 2)]
