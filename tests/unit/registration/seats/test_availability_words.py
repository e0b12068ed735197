"""What a state says: one sentence in plain words, with the number and the moment that hold."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from tests.unit.registration.seats.test_availability import DAY, HOUR, NOW, date, event
from wagtail_disability_events.registration.seats.availability import Seats, SignUp
from wagtail_disability_events.registration.seats.availability_words import SignUpState, in_words


def said(code, *, seats=Seats(5), closes=None, waiting=0, status="scheduled", reason="", **written):  # noqa: B008
    """State, number and mark, and the sentence in English and Chinese."""
    when = date(DAY, status=status)
    when.time_zone, when.status_reason = "Asia/Shanghai", reason
    sentences = []
    for language in ("en", "zh-hans"):
        with override(language):
            state = in_words(code, event(**written), [when], seats, closes=closes, waiting=waiting, now=NOW)
            sentences.append(state.sentence)
    return state.code, state.left, state.mark, *sentences


@pytest.mark.parametrize(
    ("code", "options", "expected"),
    [
        (SignUp.PAST, {}, (None, "closed", "This event is over.", "活动已结束。")),
        (
            SignUp.NOT_NEEDED,
            {"seats": None},
            (None, "open", "No sign-up needed: just come.", "不用报名，直接来。"),
        ),
        (
            SignUp.NOT_YET,
            {"seats": None},
            (None, "waiting", "Sign-up has not opened yet.", "还没有开始报名。"),
        ),
        (
            SignUp.NOT_YET,
            {"registration_opens": NOW + HOUR},
            (
                None,
                "waiting",
                "Sign-up opens on Sunday 17 May 13:00.",
                "5 月 17 日 星期日 13:00 开始报名。",
            ),
        ),
        (
            SignUp.NOT_YET,
            {"registration_opens": NOW},
            (None, "waiting", "Sign-up has not opened yet.", "还没有开始报名。"),
        ),
        (
            SignUp.CLOSED,
            {"closes": NOW},
            (
                None,
                "closed",
                "Sign-up closed on Sunday 17 May 12:00.",
                "报名已于 5 月 17 日 星期日 12:00 截止。",
            ),
        ),
        (SignUp.CANCELLED, {"status": "cancelled"}, (None, "cancelled", "Cancelled.", "已取消。")),
        (
            SignUp.CANCELLED,
            {"status": "cancelled", "reason": "台风"},
            (None, "cancelled", "Cancelled: 台风", "已取消：台风"),
        ),
        (
            SignUp.POSTPONED,
            {"status": "postponed", "reason": "台风"},
            (None, "waiting", "Postponed: 台风", "延期：台风"),
        ),
    ],
)
def test_why_nobody_can_sign_up(code, options, expected):
    assert said(code, **options) == (code, *expected)


def english(code, **options):
    return said(code, **options)[1:4]


@pytest.mark.parametrize(
    ("seats", "waiting", "code", "expected"),
    [
        (Seats(None), 0, SignUp.OPEN, (None, "open", "Sign-up is open")),
        (Seats(1), 0, SignUp.OPEN, (1, "open", "Sign-up is open, a few places left")),
        (Seats(5), 0, SignUp.OPEN, (5, "open", "Sign-up is open, a few places left")),
        (Seats(6), 0, SignUp.OPEN, (6, "open", "Sign-up is open")),
        (Seats(6, are_times=True), 0, SignUp.OPEN, (6, "open", "Times can be booked")),
        (Seats(2, are_times=True), 0, SignUp.OPEN, (2, "open", "Times can be booked, a few left")),
        (Seats(0), 0, SignUp.WAITING, (0, "waiting", "Full. You can join the waiting list.")),
        (
            Seats(0),
            1,
            SignUp.WAITING,
            (0, "waiting", "Full. You can join the waiting list (fewer than 5 people ahead)."),
        ),
        (
            Seats(0),
            50,
            SignUp.WAITING,
            (0, "waiting", "Full. You can join the waiting list, on which there are many already."),
        ),
        (Seats(0), 0, SignUp.FULL, (0, "waiting", "Full. There is no waiting list.")),
        (Seats(0, are_times=True), 0, SignUp.FULL, (0, "waiting", "All times are taken.")),
        (
            Seats(0, for_volunteers=1),
            0,
            SignUp.VOLUNTEERS,
            (1, "waiting", "Full. Volunteers can still sign up, a few places left."),
        ),
        (
            Seats(0, for_volunteers=None),
            0,
            SignUp.VOLUNTEERS,
            (None, "waiting", "Full. Volunteers can still sign up."),
        ),
    ],
)
def test_how_much_is_left(seats, waiting, code, expected):
    assert english(code, seats=seats, waiting=waiting) == expected


@pytest.mark.parametrize(
    ("closes", "words"),
    [
        (timedelta(minutes=20), "closes in 1 hour"),
        (HOUR, "closes in 1 hour"),
        (2 * HOUR, "closes in 2 hours"),
        (DAY - timedelta(seconds=1), "closes in 23 hours"),
        (DAY, "closes in 1 day"),
        (2 * DAY + 5 * HOUR, "closes in 2 days"),
        (7 * DAY + HOUR, "closes in 7 days"),
        (8 * DAY, "closes on Monday 25 May 12:00"),
    ],
)
def test_how_long_it_is_open(closes, words):
    closing = {"registration_closes": NOW + closes}
    assert english(SignUp.OPEN, **closing) == (5, "open", f"Sign-up is open, a few places left; {words}")


def test_a_form_that_is_open_has_seats():
    with pytest.raises(ValueError, match="has seats"):
        said(SignUp.OPEN, seats=None)


def test_a_state_accepts_what_its_code_accepts():
    assert SignUpState(SignUp.OPEN, "").accepts
    assert not SignUpState(SignUp.FULL, "").accepts
