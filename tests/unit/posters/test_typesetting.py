"""Lines of Chinese: marks where they may stand, names in one piece, titles as even as they can be."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wagtail_disability_events.posters.typesetting import (
    NOT_AT_THE_END,
    NOT_AT_THE_START,
    balanced,
    break_lines,
    fitted,
    pieces,
)

TEXT = st.text("残疾人趣味运动会南湖街道5月17日9:30abC。，、！？（）《》“”…—· ", min_size=1, max_size=60)


def cells(words):
    """A width in which Han are two wide and Latin one."""
    return sum(1 if character.isascii() else 2 for character in words)


@given(TEXT, st.integers(12, 60))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text, width):
    lines = break_lines(text, width, cells)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line, following in pairwise(lines):
        if cells(line) >= width - 1:
            continue  # one piece that is wider than a line is cut where it must be
        assert following[0] not in NOT_AT_THE_START
        assert line[-1] not in NOT_AT_THE_END
    assert all(cells(line) <= width for line in lines)


def test_names_days_times_and_numbers_are_not_torn():
    text = "5 月 17 日星期日 9:00–11:30 南湖街道文体中心有 18 个名额，请打 0571-0000 0000"
    assert pieces(text, ["南湖街道文体中心"]) == [
        *("5 月 17 日", "星期日 ", "9:00–11:30 ", "南湖街道文体中心", "有 ", "18 个"),
        *("名", "额，", "请", "打 ", "0571-0000 ", "0000"),
    ]


def test_a_title_breaks_between_its_words():
    assert balanced("春季趣味体育比赛：人人都是主角", 20, cells) == ["春季趣味体育比赛：", "人人都是主角"]
    assert balanced("残疾人趣味运动会", 12, cells) == ["残疾人趣味", "运动会"]


def test_a_long_title_gets_smaller_and_at_last_an_ellipsis():
    sizes = range(40, 9, -2)
    measure = lambda words, size: cells(words) * size / 2  # noqa: E731
    short, long = (fitted("题" * count, 400, 120, sizes, measure) for count in (8, 60))
    assert short.size > long.size
    assert len(long.lines) * long.size * 1.3 <= 120
    endless = fitted("题" * 600, 400, 120, sizes, measure)
    assert endless.size == 10
    assert endless.lines[-1].endswith("…")
    assert len(endless.lines) * 10 * 1.3 <= 120
