"""Numbers that somebody posts or types: a number, or nothing; never an error."""

import pytest

from wagtail_disability_events.core.posted import number_in, whole_number


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("42", 42), ("007", 7), ("４２", 42), ("9" * 18, 10**18 - 1)]
)
def test_decimal_digits_are_a_number(text, number):
    assert whole_number(text) == number
    assert number_in({"row": text}, "row") == number


@pytest.mark.parametrize(
    "text", ["", " 1", "-1", "+1", "1.0", "1e3", "²", "①", "一", "½", "9" * 19, "9" * 5000]
)
def test_anything_else_is_none(text):
    assert whole_number(text) is None
    assert number_in({"row": text}, "row") == 0


def test_what_was_not_posted_is_no_row():
    assert number_in({}, "row") == 0
