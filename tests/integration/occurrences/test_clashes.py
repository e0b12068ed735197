"""Two dates at one place at one time are said to staff."""

from datetime import datetime, timedelta
from datetime import time as clock

import pytest
from django.utils import timezone

from tests.support import factories
from wagtail_disability_events.models import Occurrence, Venue
from wagtail_disability_events.occurrences.clashes import clashes, clashing

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return Venue.objects.create(name="测试礼堂", address="一号")


def taking(hall, begins: int, ends: int, room: str = "", days: int = 5):
    """The date of an event of its own at a place, from hour to hour."""
    return factories.event(
        venue=hall, schedule=[factories.when(days, clock(begins), clock(ends), location=room)]
    ).occurrences.get()


@pytest.mark.parametrize(
    ("hours", "clash"),
    [
        ((8, 10), False),
        ((12, 13), False),
        ((8, 11), True),
        ((11, 13), True),
        ((10, 12), True),
        ((9, 13), True),
        ((11, 12), True),
    ],
)
def test_times_that_overlap_clash_and_times_that_touch_do_not(hall, hours, *, clash):
    ours, other = taking(hall, 10, 12), taking(hall, *hours)
    found = clashes([ours])
    assert [(each.date, each.other) for each in found] == ([(ours, other)] if clash else [])


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [("", "", True), ("甲", "", True), ("", "乙", True), ("甲", "甲", True), ("甲", "乙", False)],
)
def test_two_rooms_that_are_both_named_do_not_clash(hall, one, other, *, clash):
    ours = taking(hall, 10, 12, one)
    taking(hall, 10, 12, other)
    assert bool(clashes([ours])) is clash
    pair = [ours, Occurrence.objects.exclude(pk=ours.pk).get(venue=hall)]
    assert clashing(pair) == ({date.pk for date in pair} if clash else set())


def test_other_places_dates_that_are_over_and_dates_that_do_not_hold_never_clash(hall):
    ours = taking(hall, 10, 12)
    elsewhere = Venue.objects.create(name="别处", address="二号")
    taking(elsewhere, 10, 12)
    for status in ("cancelled", "postponed"):
        Occurrence.objects.filter(pk=taking(hall, 10, 12).pk).update(status=status)
    assert clashes([ours]) == []
    nowhere = factories.event(venue=None, schedule=[factories.when(5, clock(10), clock(12))])
    assert clashes(nowhere.occurrences.all()) == []
    past = taking(hall, 10, 12, days=-5)
    taking(hall, 10, 12, days=-5)
    assert clashes([past]) == []


def test_own_dates_come_first_then_those_of_others_by_time_and_no_more_than_asked(
    hall, django_assert_num_queries
):
    event = factories.event(
        venue=hall, schedule=[factories.when(5, clock(9), clock(12)), factories.when(5, clock(11), clock(13))]
    )
    late, early = taking(hall, 12, 14), taking(hall, 8, 10)
    first, second = event.occurrences.order_by("start")
    expected = [(first, second), (first, early), (second, late)]
    with django_assert_num_queries(1):
        found = clashes([second, first])
        assert [(each.date, each.other) for each in found] == expected
        assert [(each.other.event.title, each.other.venue.name) for each in found[1:]] == [
            (early.event.title, "测试礼堂"),
            (late.event.title, "测试礼堂"),
        ]
    for limit in (0, 1, 2, 3, 4):
        assert [(each.date, each.other) for each in clashes([first, second], limit=limit)] == expected[:limit]


def test_unsaved_dates_are_compared_with_each_other_and_with_what_is_stored(hall):
    stored = taking(hall, 10, 12)
    begins = timezone.make_aware(datetime.combine(factories.days_ahead(5), clock(11)))
    planned = [
        Occurrence(venue=hall, start=begins + timedelta(hours=hours), end=begins + timedelta(hours=hours + 2))
        for hours in (0, 1, 2)
    ]
    one, two, three = planned
    assert [(each.date, each.other) for each in clashes(planned)] == [(one, two), (two, three), (one, stored)]
