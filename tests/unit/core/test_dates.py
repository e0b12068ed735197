"""Days are those of the people's calendar, never those of UTC or of the server."""

import ast
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.test import override_settings
from django.utils import timezone

import wagtail_disability_events
from wagtail_disability_events.core.dates import days_of, local_day, period_bounds, today_here, today_in

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
