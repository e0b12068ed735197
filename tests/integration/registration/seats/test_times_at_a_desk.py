"""Times at a desk as rows: which can be booked, how they are said, where they go when their date moves."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from tests.support import factories
from wagtail_disability_events.models import Occurrence, Quota
from wagtail_disability_events.registration.seats.slots import free_slots, move_slots, slot_phrase, slot_time

pytestmark = pytest.mark.django_db

MORNING = datetime(2027, 3, 1, 1, 30, tzinfo=UTC)
"""Half past nine in Shanghai."""


@pytest.fixture
def date():
    event = factories.event()
    date = event.occurrences.get()
    Occurrence.objects.filter(pk=date.pk).update(start=MORNING, end=MORNING + timedelta(hours=6))
    date.refresh_from_db()
    return date


def slot(date: Occurrence, **fields: object) -> Quota:
    """A time of half an hour that begins at half past nine, with one place."""
    begins = fields.pop("starts_at", MORNING)
    values = {"kind": Quota.Kind.SLOT, "desk": "a", "label": "法律援助", "capacity": 1, "planned_capacity": 1}
    values |= {"starts_at": begins, "ends_at": begins and begins + timedelta(minutes=30), "minute": 570}
    return Quota.objects.create(event=date.event, occurrence=date, **values | fields)


def free(date: Occurrence) -> list[Quota]:
    return free_slots(date.event, now=MORNING - timedelta(seconds=1))


def test_they_come_by_desk_and_time(date):
    later = MORNING + timedelta(minutes=30)
    law_later = slot(date, label="乙", desk="c", starts_at=later)
    second_desk = slot(date, label="甲", desk="b", starts_at=MORNING)
    first_desk_later = slot(date, label="甲", desk="a", starts_at=later, minute=600)
    first_desk = slot(date, label="甲", desk="a")
    by_label = sorted(("甲", "乙"))
    of_label = {"甲": [first_desk, first_desk_later, second_desk], "乙": [law_later]}
    assert free(date) == [each for label in by_label for each in of_label[label]]


def test_a_time_that_begins_this_moment_is_gone(date):
    only = slot(date)
    assert free(date) == [only]
    assert free_slots(date.event, now=MORNING) == []


@pytest.mark.parametrize(
    "fields",
    [{"kind": "group"}, {"kind": "service"}, {"offered": False}, {"taken": 1}, {"starts_at": None}],
)
def test_what_is_no_time_is_withdrawn_or_taken_is_not_free(date, fields):
    slot(date, **fields)
    assert free(date) == []


@pytest.mark.parametrize(
    ("status", "count"), [("scheduled", 1), ("moved", 1), ("cancelled", 0), ("postponed", 0)]
)
def test_times_are_free_while_their_date_takes_place(date, status, count):
    slot(date)
    Occurrence.objects.filter(pk=date.pk).update(status=status)
    assert len(free(date)) == count


def test_looking_at_them_with_their_dates_is_one_query(date, django_assert_num_queries):
    slot(date)
    with django_assert_num_queries(1):
        assert [slot_phrase(each) for each in free(date)] == ["法律援助 3 月 1 日 星期一 9:30–10:00"]


def test_a_time_is_said_in_the_zone_of_its_date_without_the_year(date):
    only = slot(date)
    date.time_zone = "Europe/Berlin"
    only.occurrence = date
    with translation.override("zh-hans"):
        assert slot_time(only) == "3 月 1 日 星期一 2:30–3:00"


@pytest.mark.parametrize("empty", ["starts_at", "ends_at", "occurrence"])
def test_what_has_no_time_says_none(date, empty):
    only = slot(date)
    setattr(only, empty, None)
    assert slot_time(only) == ""
    assert slot_phrase(only) == "法律援助"
    assert slot_phrase(Quota(kind=Quota.Kind.SEAT, label="法律援助")) == ""


def test_they_move_with_their_date_and_keep_time_of_day_and_length(date):
    plain, unfinished, unnumbered = (
        slot(date),
        slot(date, ends_at=None, desk="b"),
        slot(date, minute=None, desk="c"),
    )
    no_start = slot(date, starts_at=None, ends_at=MORNING, desk="d")
    long_one = slot(date, desk="e", minute=600, ends_at=MORNING + timedelta(minutes=45))
    group = slot(date, kind=Quota.Kind.GROUP, desk="f")
    date.start, date.end = date.start + timedelta(days=2, hours=1), date.end + timedelta(days=2, hours=1)
    date.save()
    move_slots(date)
    found = {row.pk: (row.starts_at, row.ends_at) for row in Quota.objects.filter(occurrence=date)}
    day = MORNING + timedelta(days=2)
    assert found[plain.pk] == (day, day + timedelta(minutes=30))
    ten = day + timedelta(minutes=30)
    assert found[long_one.pk] == (ten, ten + timedelta(minutes=45))
    for untouched in (unfinished, unnumbered, no_start, group):
        assert found[untouched.pk] == (untouched.starts_at, untouched.ends_at)


def test_the_day_is_that_of_the_dates_own_zone(date):
    only = slot(date)
    date.time_zone = "Pacific/Auckland"
    date.save()
    move_slots(date)
    only.refresh_from_db()
    assert only.starts_at == datetime(2027, 2, 28, 20, 30, tzinfo=UTC)  # 9:30 on 1 March there
