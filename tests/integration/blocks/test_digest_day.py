"""The digest of a period: dates stand under their own day, and the period is that of the organisation."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from tests.support.factories import event, organisation, when
from wagtail_disability_events.blocks.figures import period_figures

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("start", "end"), [(time(7), time(8)), (None, None), (time(9), time(10))])
def test_a_date_stands_under_the_day_on_which_it_begins_there(start: time | None, end: time | None) -> None:
    there = organisation()
    event(there, schedule=[when(10, start, end)])
    day = timezone.localdate() + timedelta(days=10)

    lines = period_figures(there, day - timedelta(days=5), day + timedelta(days=5))["event_lines"]

    assert [line[1] for line in lines] == [day.isoformat()]


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [("Asia/Urumqi", time(0, 30), time(1)), ("America/New_York", time(20), time(21)), ("UTC", None, None)],
)
def test_the_period_is_in_the_zone_of_the_organisation(
    zone: str, start: time | None, end: time | None
) -> None:
    there = organisation(time_zone=zone)
    event(there, schedule=[when(10, start, end)])
    day: date = timezone.localdate() + timedelta(days=10)

    found = [
        period_figures(there, first, last)["events"]
        for first, last in (
            (day, day),
            (day - timedelta(days=1), day - timedelta(days=1)),
            (day + timedelta(days=1), day + timedelta(days=1)),
        )
    ]

    assert found == [1, None, None]
