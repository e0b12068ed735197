"""What people type about themselves."""

import pytest
from django.core.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2

from wagtail_disability_events.core.spreadsheets import neutralise
from wagtail_disability_events.registration.values.identity import (
    masked_name,
    masked_number,
    normalise_name,
    own_disability_card,
    parse_disability_card,
)
from wagtail_disability_events.registration.values.phones import parse_phone

VALID = "00000019900101001"


def disability_card(tail: str = "44", *, of: str = VALID) -> str:
    """A valid number that belongs to nobody: 17 digits, their check character, category and level."""
    return of + mod_11_2.calc_check_digit(of) + tail


@pytest.mark.parametrize(
    "typed", ["13800000000", "１３８００００００００", "+86 138-0000-0000", "138 0000 0000"]
)
def test_a_mobile_number_is_accepted_however_it_is_written(typed):
    assert parse_phone(typed) == "13800000000"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1380000000", "phone-short"),
        ("138000000001", "phone-long"),
        ("12800000000", "phone-start"),
        ("abc", "phone-characters"),
    ],
)
def test_a_wrong_phone_number_is_told_what_is_wrong(typed, code):
    with pytest.raises(ValidationError) as caught:
        parse_phone(typed)
    assert caught.value.code == code


def test_a_certificate_says_category_level_and_birth_date():
    parsed = parse_disability_card(disability_card("42B1").lower())
    assert (parsed.category, parsed.level, parsed.suffix, parsed.birth_date.year) == ("4", "2", "B1", 1990)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (disability_card()[:-1], "length"),
        (disability_card("84"), "category"),
        (disability_card("45"), "level"),
        (disability_card("44Z"), "suffix"),
        (disability_card()[:17] + ("0" if disability_card()[17] != "0" else "1") + "44", "check-digit"),
        ("000000199013010010" + "44", "birth-date"),
        ("A" * 20, "characters"),
    ],
)
def test_a_wrong_certificate_is_told_which_part(typed, code):
    with pytest.raises(ValidationError) as caught:
        parse_disability_card(typed)
    assert caught.value.code == code


@pytest.mark.parametrize("name", ["阿依古丽·买买提", "𠮷田", "赵" * 60])
def test_long_and_rare_names_are_kept(name):
    assert normalise_name(f" {name}\u202e ") == name


def test_masks_say_little():
    assert (masked_name("赵一禾"), masked_number("13800000001")) == ("赵**", "138******01")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_formulas_are_neutralised(cell):
    assert neutralise(cell) == f"'{cell}"


@pytest.mark.parametrize("suffix", ["", "B1"])
def test_their_own_card_is_shown_to_somebody_by_the_last_four_of_its_twenty_characters(suffix):
    assert own_disability_card(f"11010519491231002X44{suffix}") == f"{'*' * 16}2X44"
    assert own_disability_card("") == ""
