"""From dates and times as staff write them to aware moments."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_disability_events.occurrences.schedule import ScheduleError, span_of

ZONES = st.sampled_from(["Asia/Shanghai", "Asia/Urumqi", "Europe/Berlin", "America/New_York", "UTC"])
DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))
TIMES = st.times().map(lambda t: t.replace(second=0, microsecond=0))
SHANGHAI = "Asia/Shanghai"


def test_a_morning_is_read_in_the_zone_of_the_organisation():
    start, end, all_day = span_of(date(2026, 5, 17), time(9), None, time(11, 30), SHANGHAI)
    assert (start, end, all_day) == (
        datetime(2026, 5, 17, 1, tzinfo=UTC),
        datetime(2026, 5, 17, 3, 30, tzinfo=UTC),
        False,
    )


def test_without_times_it_is_whole_days_and_the_end_is_exclusive():
    start, end, all_day = span_of(date(2026, 5, 16), None, date(2026, 5, 18), None, SHANGHAI)
    zone = ZoneInfo(SHANGHAI)
    assert all_day
    assert start.astimezone(zone) == datetime(2026, 5, 16, tzinfo=zone)
    assert end.astimezone(zone) == datetime(2026, 5, 19, tzinfo=zone)


def test_a_start_alone_lasts_an_hour():
    start, end, _all_day = span_of(date(2026, 5, 17), time(9), None, None, SHANGHAI)
    assert end - start == timedelta(hours=1)


def test_a_start_with_a_last_day_lasts_until_that_day_is_over():
    _start, end, _all_day = span_of(date(2026, 5, 17), time(9), date(2026, 5, 18), None, SHANGHAI)
    assert end == datetime(2026, 5, 18, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "field", "code"),
    [
        ((date(2026, 5, 17), None, date(2026, 5, 16), None), "end_date", "before-start"),
        ((date(2026, 5, 17), time(11), None, time(9)), "end_time", "before-start"),
        ((date(2026, 5, 17), time(9), None, time(9)), "end_time", "before-start"),
        ((date(2026, 5, 17), None, None, time(9)), "start_time", "missing"),
    ],
)
def test_what_cannot_be_is_refused_at_the_field_to_mend(written, field, code):
    with pytest.raises(ScheduleError) as caught:
        span_of(*written, SHANGHAI)
    assert (caught.value.field, caught.value.code) == (field, code)


@given(DAYS, st.none() | TIMES, st.none() | DAYS, st.none() | TIMES, ZONES)
def test_whatever_is_written_ends_after_it_starts_or_is_refused(first, start_time, last, end_time, zone):
    try:
        start, end, all_day = span_of(first, start_time, last, end_time, zone)
    except ScheduleError:
        return
    assert start < end
    assert start.utcoffset() == end.utcoffset() == timedelta(0)
    assert all_day == (start_time is None)
    there = start.astimezone(ZoneInfo(zone))
    # a wall clock that daylight saving skips is moved on by the gap, never to another day but at midnight
    assert abs((there.date() - first).days) <= 1
    if zone == SHANGHAI:
        assert there.date() == first
        assert there.time() == (start_time or time(0))


@given(DAYS, st.integers(0, 30), ZONES)
def test_whole_days_begin_and_end_at_local_midnight(first, length, zone):
    start, end, all_day = span_of(first, None, first + timedelta(days=length), None, zone)
    tz = ZoneInfo(zone)
    assert all_day
    assert (end.astimezone(tz).date() - start.astimezone(tz).date()).days == length + 1
