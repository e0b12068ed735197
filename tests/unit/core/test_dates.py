"""Days are those of the people's calendar, never those of UTC or of the server."""

import ast
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.utils import timezone
from django.utils.translation import override

import wagtail_disability_events
from wagtail_disability_events.core.dates import (
    days_of,
    local_day,
    moment_phrase,
    period_bounds,
    span_html,
    span_phrase,
    today_here,
    today_in,
)
from wagtail_disability_events.core.time_zones import validate_time_zone

PACKAGE = Path(wagtail_disability_events.__file__).parent
BY_THE_SERVER = {
    "localdate",
    "localtime",
    "today",
    "get_current_timezone",
    "make_aware",
    "make_naive",
    "localize",
}
"""Functions that answer by the zone of the server; ``core/dates.py`` answers by a zone that is named."""
SHANGHAI, NEW_YORK = "Asia/Shanghai", "America/New_York"
MIDNIGHT_IN_CHINA = datetime(2026, 5, 16, 16, tzinfo=UTC)


def test_nothing_in_the_package_asks_the_server_which_day_it_is():
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno} {node.func.attr}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in BY_THE_SERVER
    ]
    assert found == []


@pytest.mark.parametrize(
    ("zone", "day"),
    [(SHANGHAI, date(2026, 5, 17)), (NEW_YORK, date(2026, 5, 16)), ("UTC", date(2026, 5, 16))],
)
def test_one_moment_is_on_another_day_elsewhere(zone, day):
    assert local_day(MIDNIGHT_IN_CHINA, zone) == day
    with patch.object(timezone, "now", return_value=MIDNIGHT_IN_CHINA):
        assert today_in(zone) == day
        with override_settings(WAGTAIL_DISABILITY_EVENTS={"TIME_ZONE": zone}), timezone.override("UTC"):
            assert today_here() == day


@pytest.mark.parametrize(
    ("hours", "last"),
    [(24, 17), (25, 18), (48, 18), (1, 17), (0, 17)],
    ids=["a whole day", "an hour more", "two days", "an hour", "no time at all"],
)
def test_the_moment_at_which_something_ends_is_not_part_of_it(hours, last):
    days = days_of(MIDNIGHT_IN_CHINA, MIDNIGHT_IN_CHINA + timedelta(hours=hours), SHANGHAI)
    assert days == (date(2026, 5, 17), date(2026, 5, last))


def test_both_days_of_a_period_belong_to_it():
    begins, ends = period_bounds(date(2026, 5, 17), date(2026, 5, 18), SHANGHAI)
    assert (begins, ends) == (MIDNIGHT_IN_CHINA, MIDNIGHT_IN_CHINA + timedelta(days=2))


def test_a_day_on_which_clocks_change_is_longer():
    begins, ends = period_bounds(date(2026, 11, 1), date(2026, 11, 1), NEW_YORK)
    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=25)


def moments(*texts):
    """Aware moments in Shanghai, such as ``2026-05-17 09:00``."""
    return [datetime.fromisoformat(f"{text}+08:00").astimezone(UTC) for text in texts]


@pytest.mark.parametrize(
    ("start", "end", "all_day", "line", "html"),
    [
        (
            "2026-05-17 09:00",
            "2026-05-17 11:30",
            False,
            "Sunday 17 May 2026 9:00–11:30",
            '<time datetime="2026-05-17">Sunday 17 May 2026</time>'
            ' <time datetime="2026-05-17T09:00+08:00">9:00–11:30</time>',
        ),
        (
            "2026-05-17 22:00",
            "2026-05-18 01:00",
            False,
            "Sunday 17 May 2026 22:00–Monday 18 May 1:00",
            '<time datetime="2026-05-17">Sunday 17 May 2026</time>'
            ' <time datetime="2026-05-17T22:00+08:00">22:00</time>'
            '–<time datetime="2026-05-18T01:00+08:00">Monday 18 May 1:00</time>',
        ),
        (
            "2026-12-31 22:00",
            "2027-01-01 01:00",
            False,
            "Thursday 31 December 2026 22:00–Friday 1 January 2027 1:00",
            '<time datetime="2026-12-31">Thursday 31 December 2026</time>'
            ' <time datetime="2026-12-31T22:00+08:00">22:00</time>'
            '–<time datetime="2027-01-01T01:00+08:00">Friday 1 January 2027 1:00</time>',
        ),
        (
            "2026-05-17 00:00",
            "2026-05-18 00:00",
            True,
            "Sunday 17 May 2026 all day",
            '<time datetime="2026-05-17">Sunday 17 May 2026</time> <span>all day</span>',
        ),
        (
            "2026-05-17 00:00",
            "2026-05-20 00:00",
            True,
            "Sunday 17 May 2026–Tuesday 19 May",
            '<time datetime="2026-05-17">Sunday 17 May 2026</time>'
            '–<time datetime="2026-05-19">Tuesday 19 May</time>',
        ),
        (
            "2026-12-31 00:00",
            "2027-01-02 00:00",
            True,
            "Thursday 31 December 2026–Friday 1 January 2027",
            '<time datetime="2026-12-31">Thursday 31 December 2026</time>'
            '–<time datetime="2027-01-01">Friday 1 January 2027</time>',
        ),
    ],
    ids=[
        "a morning",
        "past midnight",
        "into a new year",
        "a whole day",
        "three days",
        "days into a new year",
    ],
)
def test_a_span_as_a_line_and_with_its_moments_for_machines(start, end, all_day, line, html):
    begins, ends = moments(start, end)
    with override("en"):
        assert span_phrase(begins, ends, all_day=all_day, zone=SHANGHAI) == line
        assert span_html(begins, ends, all_day=all_day, zone=SHANGHAI) == html


def test_a_deadline_is_said_without_its_year():
    [moment] = moments("2026-05-15 17:00")
    with override("en"):
        assert moment_phrase(moment, SHANGHAI) == "Friday 15 May 17:00"
        assert moment_phrase(moment, NEW_YORK) == "Friday 15 May 5:00"


def test_a_time_zone_is_written_by_its_key():
    validate_time_zone("Asia/Urumqi")
    with pytest.raises(ValidationError) as refused:
        validate_time_zone("Peking")
    assert refused.value.code == "time-zone"
    with override("en"):
        assert refused.value.messages == ["“Peking” is not a time zone. Write it like Asia/Shanghai."]
