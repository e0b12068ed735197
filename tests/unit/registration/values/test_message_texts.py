"""The words of messages: short enough, without unknown placeholders, and quiet at night."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from wagtail_disability_events.registration.values.message_kinds import MessageKind
from wagtail_disability_events.registration.values.placeholders import (
    PLACEHOLDERS,
    SHORT_LENGTH,
    check_text,
    filled_in,
    sample_short,
    sample_values,
    short_text,
)
from wagtail_disability_events.registration.values.quiet_hours import after_quiet_hours
from wagtail_disability_events.registration.values.usual_words import USUAL_WORDS

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize("kind", MessageKind)
def test_usual_words_are_good_in_chinese_and_english(kind):
    for language in ("zh-hans", "en"):
        with override(language):
            usual = USUAL_WORDS[kind]
            assert check_text(str(usual.subject), in_subject=True) == ""
            assert check_text(str(usual.opening)) == ""
            assert check_text(str(usual.short)) == ""
            if language == "zh-hans":
                assert len(sample_short(str(usual.short))) <= SHORT_LENGTH


@pytest.mark.parametrize("text", ["{nme}", "{name", "name}", "{}", "{name.__class__}", "{0}"])
def test_a_placeholder_that_is_none_is_refused(text):
    assert check_text(text)


def test_nothing_about_a_person_stands_in_a_subject():
    assert check_text("{name} {event}", in_subject=True)
    assert not check_text("{event} {when}", in_subject=True)


def test_placeholders_are_filled_in_and_what_is_unknown_disappears():
    assert (
        filled_in("{event}：{nothing}{location}", {"event": "运动会", "location": "礼堂"}) == "运动会：礼堂"
    )
    assert set(sample_values()) == set(PLACEHOLDERS)


@given(st.text(max_size=300), st.text(alphabet="残疾人运动会{}event a", max_size=120))
def test_a_text_message_is_never_too_long(title, text):
    assert len(short_text("{event}" + text, {"event": title})) <= SHORT_LENGTH


def test_the_title_gives_way_before_the_rest():
    said = short_text("{event}报名成功，编号{number}。", {"event": "很长的名字" * 20, "number": "48217735"})
    assert said.endswith("…报名成功，编号48217735。")
    assert len(said) == SHORT_LENGTH


@pytest.mark.parametrize(
    ("clock", "rings"),
    [
        ((20, 59), (17, 20, 59)),
        ((21, 0), (18, 8, 0)),
        ((23, 30), (18, 8, 0)),
        ((3, 0), (17, 8, 0)),
        ((8, 0), (17, 8, 0)),
    ],
)
def test_at_night_the_telephone_waits_for_morning(clock, rings):
    moment = datetime(2026, 5, 17, *clock, tzinfo=SHANGHAI)
    assert after_quiet_hours(moment, "Asia/Shanghai") == datetime(2026, 5, *rings, tzinfo=SHANGHAI)


def test_a_site_without_quiet_hours_and_one_with_a_pause_at_noon(settings):
    moment = datetime(2026, 5, 17, 12, 30, tzinfo=SHANGHAI)
    settings.WAGTAIL_DISABILITY_EVENTS = {"QUIET_HOURS": ()}
    assert after_quiet_hours(moment, "Asia/Shanghai") == moment
    settings.WAGTAIL_DISABILITY_EVENTS = {"QUIET_HOURS": ("12:00", "14:00")}
    assert after_quiet_hours(moment, "Asia/Shanghai").hour == 14
