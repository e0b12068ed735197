"""What is left, from rows of seats, times and groups."""

from datetime import UTC, datetime, timedelta

import pytest

from wagtail_disability_events.models import Quota
from wagtail_disability_events.registration.seats.availability import Seats
from wagtail_disability_events.registration.seats.seats_left import seats_of, sum_of_limits

NOW = datetime(2026, 5, 17, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


def row(kind, *, event=1, date=None, capacity=None, taken=0, **fields):
    fields = {"offered": True, "planned_capacity": capacity} | fields
    return Quota(event_id=event, occurrence_id=date, kind=kind, capacity=capacity, taken=taken, **fields)


def seat(**fields):
    return row(Quota.Kind.SEAT, **fields)


def time_at_a_desk(begins, **fields):
    return row(Quota.Kind.SLOT, date=9, starts_at=NOW + begins, ends_at=NOW + begins + HOUR, **fields)


def group(**fields):
    return row(Quota.Kind.GROUP, **{"for_volunteers": True} | fields)


def test_seats_of_events_and_dates():
    rows = [seat(capacity=5, taken=2), seat(event=2, date=7, capacity=3), seat(event=3)]
    assert seats_of(rows, NOW) == {(1, None): Seats(3), (2, 7): Seats(3), (3, None): Seats(None)}


def test_times_stand_for_the_whole_event_and_count_while_they_are_ahead():
    rows = [
        seat(capacity=None),
        time_at_a_desk(HOUR, capacity=2, taken=1),
        time_at_a_desk(2 * HOUR, capacity=3),
        time_at_a_desk(timedelta(), capacity=4),
        time_at_a_desk(-HOUR, capacity=4),
        time_at_a_desk(HOUR, capacity=4, offered=False),
    ]
    assert seats_of(rows, NOW) == {(1, None): Seats(4, are_times=True)}


def test_where_all_times_have_passed_nothing_is_left():
    assert seats_of([time_at_a_desk(-HOUR, capacity=4)], NOW) == {(1, None): Seats(0, are_times=True)}


def test_places_for_volunteers_are_added_up_by_event_and_date():
    rows = [
        seat(capacity=1, taken=1),
        group(capacity=2),
        group(capacity=3, taken=1),
        group(capacity=9, for_volunteers=False),
        group(capacity=9, offered=False),
        seat(event=2, capacity=1),
        group(event=2),
        group(event=2, capacity=4),
        time_at_a_desk(HOUR, event=3, capacity=1),
        group(event=3, capacity=6),
    ]
    assert seats_of(rows, NOW) == {
        (1, None): Seats(0, for_volunteers=4),
        (2, None): Seats(1, for_volunteers=None),
        (3, None): Seats(1, are_times=True, for_volunteers=6),
    }


@pytest.mark.parametrize(("one", "other", "both"), [(1, 2, 3), (None, 2, None), (1, None, None), (0, 0, 0)])
def test_without_limit_stays_without_limit(one, other, both):
    assert sum_of_limits(one, other) == both
