"""What is a name, and what of it a message says."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from wagtail_disability_events.registration.values.names import check_name, name_in_messages

NAMES = [
    "赵一禾", "欧阳一禾", "阿依古丽·买买提", "𠮷田", "Anna-Maria O'Neil", "J. R. Smith", "Sammy Davis, Jr.",
    "བསྟན་འཛིན", "ئايگۈل مەمەت", "王小明2", "张三(家属)", "赵" * 60,
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_in_any_script_are_names(name):
    assert check_name(name) == name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("点 http://evil.example/a", "address"),
        ("evil.com", "address"),
        ("赵一禾 www evil com", "address"),
        ("me@evil.example", "address"),
        ("EVIL.CN领补贴", "address"),
        ("加QQ12345678", "digits"),
        ("赵一禾13800001234", "digits"),
        ("您好！您中奖了", "sentence"),
        ("张三、李四", "sentence"),
        ("张三,李四", "sentence"),
        ("微信:abc", "sentence"),
        ("领补贴。找小王", "sentence"),
        ("#赵一禾", "sentence"),
    ],
)
def test_what_is_no_name_is_told_why(typed, code):
    with pytest.raises(ValidationError) as caught:
        check_name(typed)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("赵一禾", "赵一禾"),
        ("欧阳一禾", "欧阳一禾"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("Anna-Maria O'Neil", "Anna-Maria O'Neil"),
        ("ئايگۈل مەمەت", "ئايگۈل مەمەت"),
        ("加微信领取补贴找小王", "加**"),
        ("free money at evil.example now", "f**"),
        ("send five hundred yuan to Mr Wang", "s**"),
        ("赵一禾 evil", "赵**"),
        ("", ""),
    ],
)
def test_a_message_says_what_looks_like_a_name(name, said):
    assert name_in_messages(name) == said


@given(st.text(max_size=100))
def test_whatever_is_written_no_address_and_no_number_gets_into_a_message(text):
    said = name_in_messages(text)
    assert len(said) <= 40
    assert not any(character.isdigit() or character in "@/:" for character in said[1:])
