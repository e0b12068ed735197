"""Recurrence rules: read, refused, expanded as the standard says, said back in words."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule as dateutil_rrule
from dateutil import tz
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.examples import examples
from wagtail_disability_events.blocks.dates.recurrence import RecurrenceBlock
from wagtail_disability_events.occurrences.lunar import LunarError, lunar_phrase, solar_date
from wagtail_disability_events.occurrences.recurrence import (
    DAYS,
    Rule,
    RuleError,
    check_size,
    dates_of,
    first_date,
    next_date,
    parse_rule,
)
from wagtail_disability_events.occurrences.recurrence_words import rule_sentence

FIRST = date(2026, 12, 3)  # a Thursday
FAR = date(2030, 12, 31)


def days(text: str, number: int, first: date = FIRST) -> list[str]:
    found = dates_of(parse_rule(text), first, FAR)
    return [day.isoformat() for _turn, day in zip(range(number), found, strict=False)]


def test_every_second_tuesday_counts_weeks_from_the_first_day():
    assert days("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", 2) == ["2026-12-15", "2026-12-29"]


def test_the_last_saturday_of_a_month_until_a_count():
    assert days("FREQ=MONTHLY;BYDAY=-1SA;COUNT=2", 9) == ["2026-12-26", "2027-01-30"]


def test_until_is_the_last_day_that_may_be_a_date():
    assert days("FREQ=DAILY;UNTIL=20261205", 9) == ["2026-12-03", "2026-12-04", "2026-12-05"]


def test_an_until_in_utc_is_read_as_the_local_day():
    rule = parse_rule("FREQ=DAILY;UNTIL=20261204T200000Z", to_local=lambda m: m + timedelta(hours=8))
    assert rule.until == date(2026, 12, 5)


def test_a_month_without_the_day_is_skipped():
    assert days("FREQ=MONTHLY;BYMONTHDAY=31", 3) == ["2026-12-31", "2027-01-31", "2027-03-31"]


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("", "syntax", "FREQ"),
        ("every tuesday", "syntax", "EVERYTUESDAY"),
        ("FREQ=WEEKLY;FREQ=DAILY", "syntax", "FREQ=DAILY"),
        ("FREQ=WEEKLY;COLOR=RED", "syntax", "COLOR=RED"),
        ("FREQ=FORTNIGHTLY", "value", "FREQ=FORTNIGHTLY"),
        ("FREQ=HOURLY", "unsupported", "FREQ=HOURLY"),
        ("FREQ=DAILY;BYHOUR=9,14", "unsupported", "BYHOUR"),
        ("FREQ=YEARLY;BYWEEKNO=20", "unsupported", "BYWEEKNO"),
        ("FREQ=DAILY;INTERVAL=0", "value", "INTERVAL=0"),
        ("FREQ=DAILY;COUNT=many", "value", "COUNT=MANY"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "value", "BYMONTHDAY=32"),
        ("FREQ=MONTHLY;BYMONTHDAY=x", "value", "BYMONTHDAY=X"),
        ("FREQ=YEARLY;BYMONTH=13", "value", "BYMONTH=13"),
        ("FREQ=MONTHLY;BYDAY=0MO", "value", "BYDAY=0MO"),
        ("FREQ=MONTHLY;BYDAY=XX", "value", "BYDAY=XX"),
        ("FREQ=DAILY;UNTIL=20261399", "value", "UNTIL=20261399"),
        ("FREQ=DAILY;UNTIL=soon", "value", "UNTIL=SOON"),
        ("FREQ=WEEKLY;WKST=XX", "value", "WKST=XX"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20270101", "conflict", "COUNT, UNTIL"),
        ("FREQ=WEEKLY;BYDAY=2TU", "conflict", "FREQ=WEEKLY, BYDAY"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "conflict", "FREQ=WEEKLY, BYMONTHDAY"),
        ("FREQ=MONTHLY;BYSETPOS=1", "conflict", "BYSETPOS"),
    ],
)
def test_what_is_no_rule_or_not_carried_out_is_refused_with_its_part(text, code, part):
    with pytest.raises(RuleError) as caught:
        parse_rule(text)
    assert (caught.value.code, caught.value.part) == (code, part)


@pytest.mark.parametrize(
    "text", ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"]
)
def test_a_rule_that_never_happens_is_found_out(text):
    with pytest.raises(RuleError) as caught:
        first_date(parse_rule(text), FIRST)
    assert caught.value.code == "never"


def test_a_position_is_taken_from_months_too():
    assert days("FREQ=YEARLY;BYMONTH=3,9;BYSETPOS=-1", 2) == ["2027-09-03", "2028-09-03"]


def test_a_leap_day_on_a_monday_does_happen():
    assert first_date(parse_rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO"), FIRST) == date(2044, 2, 29)


def test_too_many_dates_are_refused():
    with pytest.raises(RuleError) as caught:
        check_size(parse_rule("FREQ=DAILY;COUNT=10000"), FIRST, FAR)
    assert (caught.value.code, caught.value.part) == ("too-many", "COUNT=10000")
    with pytest.raises(RuleError) as caught:
        check_size(parse_rule("FREQ=DAILY"), FIRST, FIRST + timedelta(days=1000))
    assert caught.value.code == "too-many"
    check_size(parse_rule("FREQ=DAILY;COUNT=1000"), FIRST, FAR)
    check_size(parse_rule("FREQ=DAILY"), FIRST, FIRST + timedelta(days=999))


def test_the_next_date_knows_where_a_rule_ends():
    weekly = parse_rule("FREQ=WEEKLY;COUNT=3")
    assert next_date(weekly, FIRST, FIRST) == date(2026, 12, 10)
    assert next_date(weekly, FIRST, date(2026, 12, 17)) is None


def test_the_calendar_ends_with_the_year_9999():
    assert list(dates_of(parse_rule("FREQ=YEARLY"), date(9998, 1, 1), date.max)) == [
        date(9998, 1, 1),
        date(9999, 1, 1),
    ]
    assert next_date(parse_rule("FREQ=YEARLY"), date(9998, 1, 1), date(9999, 1, 1)) is None


NUMBERS = st.sampled_from([1, 2, 3, 4, -1])
RULES = st.one_of(
    st.builds(Rule, st.just("DAILY"), st.integers(1, 40), months=st.sets(st.integers(1, 12)).map(tuple)),
    st.builds(
        Rule,
        st.just("WEEKLY"),
        st.integers(1, 6),
        st.sets(st.integers(0, 6), max_size=4).map(lambda found: tuple((0, day) for day in sorted(found))),
        week_start=st.integers(0, 6),
    ),
    st.builds(
        Rule,
        st.just("MONTHLY"),
        st.integers(1, 7),
        st.lists(st.tuples(NUMBERS, st.integers(0, 6)), min_size=1, max_size=3, unique=True).map(tuple),
    ),
    st.builds(
        Rule,
        st.just("MONTHLY"),
        st.integers(1, 7),
        month_days=st.sets(st.integers(1, 31) | st.integers(-5, -1), min_size=1).map(tuple),
    ),
    st.builds(
        Rule,
        st.just("MONTHLY"),
        weekdays=st.just(tuple((0, day) for day in range(5))),
        positions=st.sets(NUMBERS, min_size=1).map(tuple),
    ),
    st.builds(
        Rule,
        st.just("YEARLY"),
        st.integers(1, 3),
        st.lists(st.tuples(NUMBERS, st.integers(0, 6)), max_size=2, unique=True).map(tuple),
        months=st.sets(st.integers(1, 12), min_size=1).map(tuple),
    ),
)
ENDS = st.one_of(
    st.just({}),
    st.builds(lambda count: {"count": count}, st.integers(1, 60)),
    st.builds(lambda until: {"until": until}, st.dates(date(2020, 1, 1), date(2032, 1, 1))),
)
CHANGING = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai"])
BLOCK = RecurrenceBlock()


@settings(max_examples=examples(1500), deadline=None)
@given(
    RULES,
    ENDS,
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    CHANGING,
)
def test_dates_agree_with_dateutil_over_changes_of_daylight_saving(rule, end, first, start_time, zone):
    """The dates of a block, from its text to aware moments, beside dateutil with aware moments of its own."""
    rule = Rule(**{**rule.__dict__, **end})
    text = rule.text()
    assert parse_rule(text) == rule
    value = BLOCK.to_python({"start_date": first.isoformat(), "start_time": start_time.isoformat()})
    value.update(repeats="rule", rule=text)
    last = first + timedelta(days=500)
    compared = datetime(last.year, 1, 1, tzinfo=UTC)
    planned = [plan for plan in BLOCK.planned_dates(value, "b", zone, last) if plan.start < compared]

    utc_until = text
    if rule.until:  # the standard wants it in UTC where the start has a zone (§3.3.10)
        closing = datetime.combine(rule.until, time(23, 59, 59), tz.gettz(zone)).astimezone(UTC)
        utc_until = text.replace(f"UNTIL={rule.until:%Y%m%d}", f"UNTIL={closing:%Y%m%dT%H%M%SZ}")
    start = datetime.combine(first, start_time, tz.gettz(zone))
    expected = dateutil_rrule.rrulestr(utc_until, dtstart=start)
    moments = []
    for moment in expected:
        wall = moment.replace(tzinfo=None)
        if wall.date() > compared.date():
            break
        moments.append(wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC))
    moments = [moment for moment in moments if moment < compared]
    assert [plan.start for plan in planned] == moments
    assert all(plan.end - plan.start == timedelta(hours=1) for plan in planned)


SENTENCES = """
FREQ=WEEKLY;INTERVAL=2;BYDAY=TU
每 2 周的星期二，一直办下去
Every 2 weeks on Tuesday, without an end

FREQ=WEEKLY;BYDAY=TH,TU;COUNT=1
每周的星期二、星期四，共 1 次
Every week on Tuesday, Thursday, 1 time

FREQ=MONTHLY;BYDAY=-1SA;COUNT=10
每月的最后一个星期六，共 10 次
Every month on the last Saturday, 10 times

FREQ=YEARLY;BYMONTH=5;BYDAY=3SU
每年的 5 月第三个星期日，一直办下去
Every year on the third Sunday of May, without an end

FREQ=DAILY;UNTIL=20270630
每天，到 2027 年 6 月 30 日 星期三为止
Every day, until Wednesday 30 June 2027

FREQ=MONTHLY;BYMONTHDAY=-1
每月的最后一天，一直办下去
Every month on the last day, without an end

FREQ=MONTHLY
每月的 3 日，一直办下去
Every month on day 3, without an end

FREQ=WEEKLY
每周的星期四，一直办下去
Every week on Thursday, without an end

FREQ=MONTHLY;BYMONTHDAY=-2
每月的倒数第二个日子，一直办下去
Every month on the last but one day, without an end

FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR
每月的 13 日（且是星期五），一直办下去
Every month on day 13 if it is a Friday, without an end

FREQ=YEARLY
每年的 12 月 3 日，一直办下去
Every year on day 3 of December, without an end

FREQ=YEARLY;BYMONTH=2,3;BYDAY=SA,SU;BYSETPOS=1
每年的 2 月、3 月星期六、星期日（取其中的第一个），一直办下去
Every year on Saturday, Sunday of February, March (of these the first), without an end

FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU;BYSETPOS=-1
每 3 个月的星期一、星期二（取其中的最后一个），一直办下去
Every 3 months on Monday, Tuesday (of these the last), without an end

FREQ=DAILY;INTERVAL=3;BYMONTH=7,8
每 3 天，只在 7 月、8 月，一直办下去
Every 3 days, only in July, August, without an end

FREQ=DAILY;BYDAY=MO,WE
每天，只在星期一、星期三，一直办下去
Every day, only on Monday, Wednesday, without an end

FREQ=YEARLY;INTERVAL=2;BYMONTH=7;BYDAY=20MO
每 2 年的 7 月第 20 个星期一，一直办下去
Every 2 years on the 20th Monday of July, without an end

FREQ=MONTHLY;BYDAY=-3FR
每月的倒数第 3 个星期五，一直办下去
Every month on the 3rd to last Friday, without an end
"""


@pytest.mark.parametrize("said", SENTENCES.strip().split("\n\n"))
def test_a_rule_is_said_back_in_both_languages(said):
    text, chinese, english = said.split("\n")
    rule = parse_rule(text)
    with override("zh-hans"):
        assert rule_sentence(rule, FIRST) == chinese
    with override("en"):
        assert rule_sentence(rule, FIRST) == english


def test_every_weekday_has_its_code():
    assert [first_date(parse_rule(f"FREQ=WEEKLY;BYDAY={code}"), FIRST).weekday() for code in DAYS] == [
        *range(7)
    ]


@pytest.mark.parametrize(
    ("lunar", "day"),
    [
        ((2027, 1, 1), date(2027, 2, 6)),
        ((2026, 9, 9), date(2026, 10, 18)),
        ((2026, 12, 0), date(2027, 2, 5)),
        ((2026, 8, 15), date(2026, 9, 25)),
    ],
)
def test_lunar_days_are_the_days_that_the_almanac_names(lunar, day):
    assert solar_date(*lunar) == day


def test_a_leap_month_and_days_that_are_not_there():
    assert solar_date(2025, 6, 1, leap=True) == date(2025, 7, 25)
    for args, leap, field in (
        ((2026, 6, 1), True, "month"),
        ((1899, 1, 1), False, "year"),
        ((2026, 13, 1), False, "month"),
        ((2026, 12, 30), False, "day"),
    ):
        with pytest.raises(LunarError) as caught:
            solar_date(*args, leap=leap)
        assert caught.value.field == field
    assert lunar_phrase(date(2026, 10, 18)) == "九月初九"
    assert lunar_phrase(date(2101, 2, 1)) == ""
