"""Ranks, values as people write them, and names as people agreed to be named."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from wagtail_disability_events.outcomes.ranking import NotAValue, format_value, parse_value, ranks
from wagtail_disability_events.registration.values.public_names import given_name, public_name


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("41.2", "time", "41.2"),
        ("41.2 秒", "time", "41.2"),
        ("1:02.35", "time", "62.35"),
        ("1：02．35", "time", "62.35"),
        ("2:03:04", "time", "7384"),
        ("５．３ 米", "distance", "5.3"),
        ("9 个", "points", "9"),
        ("2", "rank", "2"),
        ("", "time", None),
        ("  ", "points", None),
    ],
)
def test_a_value_is_read_as_staff_write_it(text, measure, value):
    assert parse_value(text, measure) == (Decimal(value) if value else None)


@pytest.mark.parametrize("text", ["fast", "1:2:3:4", "-3", "1.2.3", "9999999", "1.23456", "=1+1"])
def test_what_is_no_value_is_refused(text):
    with pytest.raises(NotAValue):
        parse_value(text, "time")


@pytest.mark.parametrize(
    ("value", "measure", "unit", "text"),
    [
        ("41.200", "time", "", "41.2 秒"),
        ("62.350", "time", "", "1:02.35"),
        ("3605", "time", "", "1:00:05"),
        ("62.35", "time", "秒", "62.35 秒"),
        ("5.300", "distance", "", "5.3 米"),
        ("10", "points", "个", "10 个"),
        ("10", "points", "", "10 分"),
        ("1", "rank", "", ""),
        (None, "time", "", ""),
    ],
)
def test_a_value_is_written_with_its_unit(value, measure, unit, text):
    with override("zh-hans"):
        assert format_value(Decimal(value) if value else None, measure, unit) == text


def test_equal_values_share_a_rank_and_the_next_is_skipped():
    values = [Decimal(value) for value in (9, 12, 9, 30)]
    assert ranks(values, "time") == [1, 3, 1, 4]
    assert ranks(values, "points") == [3, 2, 3, 1]
    assert ranks([None, Decimal(2), None], "rank") == [None, 1, None]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("赵一禾", "一禾"),
        ("孙青", "青"),
        ("欧阳小川", "小川"),
        ("欧阳", "阳"),
        ("阿依古丽·买买提", "阿依古丽"),
        ("𠮷田", "田"),
        ("Mary Ann Smith", "Mary Ann"),
        ("王", "王"),
    ],
)
def test_the_given_name(name, given):
    assert given_name(name) == given


def test_no_more_is_public_than_was_agreed():
    assert public_name("赵一禾", "full") == "赵一禾"
    assert public_name("赵一禾", "given") == "一禾"
    assert public_name("赵一禾", "anonymous") == ""
    assert public_name("赵一禾", "") == ""
