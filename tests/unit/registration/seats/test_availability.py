"""May somebody sign up now, and if not, why not: the rule alone, by its tables."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from wagtail_disability_events.registration.seats.availability import (
    Seats,
    SignUp,
    closing_moment,
    may_sign_up,
)

NOW = datetime(2026, 5, 17, 4, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def date(begins: timedelta, *, lasts: timedelta = 2 * HOUR, status: str = "scheduled", all_day: bool = False):
    """A date that begins so long after now."""
    takes_place = status in ("scheduled", "moved")
    start = NOW + begins
    return SimpleNamespace(
        start=start, end=start + lasts, all_day=all_day, status=status, takes_place=takes_place
    )


def event(**written):
    usual = {
        "registration_enabled": True,
        "registers_by_date": False,
        "registration_opens": None,
        "registration_closes": None,
        "waitlist": True,
    }
    return SimpleNamespace(**usual | written)


def answer(dates, seats=Seats(5), *, closes=None, **written):  # noqa: B008
    return may_sign_up(event(**written), dates, seats, closes=closes, now=NOW)


TOMORROW, YESTERDAY = date(DAY), date(-DAY)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([YESTERDAY], SignUp.PAST),
        ([date(-2 * HOUR)], SignUp.OPEN),  # it ends at this moment
        ([date(-2 * HOUR - timedelta(seconds=1))], SignUp.PAST),
        ([YESTERDAY, TOMORROW], SignUp.OPEN),
        ([date(DAY, status="cancelled")], SignUp.CANCELLED),
        ([date(DAY, status="postponed")], SignUp.POSTPONED),
        ([date(DAY, status="moved")], SignUp.OPEN),
        ([date(DAY, status="cancelled"), date(2 * DAY)], SignUp.OPEN),
        ([date(DAY, status="cancelled"), date(2 * DAY, status="postponed")], SignUp.CANCELLED),
        ([date(DAY, status="postponed"), date(2 * DAY, status="cancelled")], SignUp.POSTPONED),
        ([date(-DAY, status="postponed"), date(2 * DAY, status="cancelled")], SignUp.CANCELLED),
        ([], SignUp.NOT_YET),
    ],
)
def test_dates_decide_first(dates, expected):
    assert answer(dates) == expected


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_what_is_called_off_says_so_also_where_no_sign_up_is_needed(status):
    assert answer([date(DAY, status=status)], registration_enabled=False) == status


def test_without_sign_up_one_just_comes():
    assert answer([TOMORROW], None, registration_enabled=False) == SignUp.NOT_NEEDED
    assert answer([YESTERDAY], None, registration_enabled=False) == SignUp.PAST


@pytest.mark.parametrize(
    ("opens", "expected"), [(HOUR, SignUp.NOT_YET), (timedelta(), SignUp.OPEN), (-HOUR, SignUp.OPEN)]
)
def test_it_opens_at_its_moment(opens, expected):
    assert answer([TOMORROW], registration_opens=NOW + opens) == expected


@pytest.mark.parametrize(
    ("closes", "expected"), [(HOUR, SignUp.OPEN), (timedelta(), SignUp.CLOSED), (-HOUR, SignUp.CLOSED)]
)
def test_it_closes_at_its_moment(closes, expected):
    assert answer([TOMORROW], closes=NOW + closes) == expected


def test_while_there_are_no_rows_it_has_not_opened():
    assert answer([TOMORROW], None) == SignUp.NOT_YET
    assert answer([TOMORROW], None, closes=NOW - HOUR) == SignUp.NOT_YET


@pytest.mark.parametrize(
    ("seats", "waitlist", "expected"),
    [
        (Seats(1), True, SignUp.OPEN),
        (Seats(None), True, SignUp.OPEN),
        (Seats(0), True, SignUp.WAITING),
        (Seats(0), False, SignUp.FULL),
        (Seats(0, for_volunteers=2), False, SignUp.VOLUNTEERS),
        (Seats(0, for_volunteers=None), False, SignUp.VOLUNTEERS),
        (Seats(0, for_volunteers=2), True, SignUp.WAITING),
        (Seats(0, are_times=True), True, SignUp.FULL),
        (Seats(0, are_times=True, for_volunteers=1), True, SignUp.VOLUNTEERS),
        (Seats(3, are_times=True), False, SignUp.OPEN),
    ],
)
def test_then_what_is_left(seats, waitlist, expected):
    assert answer([TOMORROW], seats, waitlist=waitlist) == expected


def test_the_form_is_open_to_those_who_can_come_wait_or_help():
    assert {state for state in SignUp if state.accepts} == {SignUp.OPEN, SignUp.WAITING, SignUp.VOLUNTEERS}


class TestClosing:
    def test_what_the_editor_wrote_holds(self):
        written = NOW + 3 * HOUR
        assert closing_moment(event(registration_closes=written), [TOMORROW], [TOMORROW]) == written

    def test_a_whole_event_closes_when_its_first_date_begins(self):
        course = [date(-DAY), date(DAY), date(2 * DAY)]
        assert closing_moment(event(), course[1:], course) == NOW - DAY

    def test_a_first_date_that_is_called_off_does_not_close_it(self):
        course = [date(-DAY, status="cancelled"), date(DAY), date(2 * DAY)]
        assert closing_moment(event(), course, course) == NOW + DAY

    def test_by_date_each_closes_by_itself_and_all_together_with_the_last(self):
        dates = [date(-DAY), date(DAY), date(2 * DAY, status="cancelled")]
        by_date = event(registers_by_date=True)
        assert closing_moment(by_date, dates[1:2], dates) == NOW + DAY
        assert closing_moment(by_date, dates, dates) == NOW + DAY

    def test_an_exhibition_closes_with_its_last_day(self):
        whole_days = [date(-DAY, lasts=3 * DAY, all_day=True)]
        assert closing_moment(event(), whole_days, whole_days) == NOW + 2 * DAY

    def test_times_can_be_booked_until_the_last_date_is_over(self):
        dates = [date(-HOUR), date(DAY)]
        assert closing_moment(event(), dates, dates, are_times=True) == NOW + DAY + 2 * HOUR

    @pytest.mark.parametrize("by_date", [True, False])
    def test_while_nothing_takes_place_there_is_no_such_moment(self, by_date):
        called_off = [date(DAY, status="cancelled")]
        assert closing_moment(event(registers_by_date=by_date), called_off, called_off) is None
        assert closing_moment(event(registers_by_date=by_date), [], []) is None
        assert closing_moment(event(registers_by_date=by_date), [], [], are_times=True) is None
