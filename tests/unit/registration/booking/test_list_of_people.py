"""What is said of a list as a whole, before it is sent."""

import pytest

from wagtail_disability_events.registration.booking.group_rows import CheckedRow, RowResult, summary_of

PLACE, WAITS, REFUSED, KNOWN = RowResult.PLACE, RowResult.WAITS, RowResult.REFUSED, RowResult.KNOWN


def rows(*results):
    return [CheckedRow(line, {}, result=result) for line, result in enumerate(results, 2)]


def test_every_result_is_counted_also_where_nobody_has_it():
    summary = summary_of(rows(PLACE, PLACE, WAITS), 0)
    assert summary.counts == {"place": 2, "waits": 1, "refused": 0, "known": 0}


@pytest.mark.parametrize(
    ("results", "too_many", "all_good", "some_good"),
    [
        ((PLACE, WAITS), 0, True, True),
        ((PLACE, WAITS), 1, False, True),
        ((PLACE, REFUSED), 0, False, True),
        ((PLACE, KNOWN), 0, False, True),
        ((REFUSED, KNOWN), 0, False, False),
        ((REFUSED,), 2, False, False),
        ((WAITS,), 0, True, True),
        ((PLACE,), 0, True, True),
    ],
)
def test_all_or_the_good_ones_can_be_signed_up(results, too_many, all_good, some_good):
    summary = summary_of(rows(*results), too_many)
    assert (summary.all_good, summary.some_good) == (all_good, some_good)


@pytest.mark.parametrize(
    ("result", "words"),
    [(PLACE, "有名额"), (WAITS, "进入候补"), (REFUSED, "不能报名"), (KNOWN, "已经报过名")],
)
def test_a_result_is_said_in_words(result, words):
    assert rows(result)[0].result_in_words == words
