"""A description must say something; a start from the facts must be finished by a person."""

from datetime import datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from wagtail_disability_events.gallery.photos.alt_text_draft import draft_alt_text
from wagtail_disability_events.gallery.pixels.alt_text import GAP, alt_text_problem, repeated

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "图片",
        "照片。",
        "活动照片1",
        "Photo 12",
        "IMG_0001",
        "DSC01234",
        "微信图片_20260517",
        "mmexport1715923",
        "赛场.jpg",
        "IMG_2031.HEIC",
        "合影",
        "合影！",
        "——",
        "2026",
        "合影一张"[:3],
        "趣味运动会，体育馆：……",
        "Sports day: ...",
        "长" * 201,
        "ＩＭＧ＿１２３",
    ],
)
def test_what_says_nothing_is_refused_with_a_sentence(text):
    assert alt_text_problem(text)


@pytest.mark.parametrize(
    "text",
    [
        "两位选手推着轮椅绕过标志桶",
        "手语老师站在黑板前比“你好”",
        "A woman in a wheelchair throws a sandbag",
        "长" * 200,
        "投沙包比赛，6 位选手",
    ],
)
def test_what_says_who_does_what_is_enough(text):
    assert alt_text_problem(text) == ""


def test_the_same_words_at_two_photos_are_found():
    assert repeated(["一", "二", "一 ", "", ""]) == {"一"}


class Block(SimpleNamespace):
    pass


def event(**fields):
    programme = Block(
        block_type="programme",
        value={
            "items": [
                {"time": time(9), "text": "开场，健身操示范"},
                {"time": time(10), "text": "投沙包"},
                {"time": None, "text": "合影"},
            ]
        },
    )
    facts = {
        "title": "趣味运动会",
        "venue": SimpleNamespace(name="江滨体育馆"),
        "special_stream": None,
        "body": [programme],
        "time_zone": "Asia/Shanghai",
    }
    return SimpleNamespace(**(facts | fields))


@pytest.mark.parametrize(
    ("taken", "fields", "words"),
    [
        (datetime(2026, 5, 17, 10, 20, tzinfo=SHANGHAI), {}, "投沙包，江滨体育馆：……"),
        (datetime(2026, 5, 17, 1, 20, tzinfo=ZoneInfo("UTC")), {}, "开场，健身操示范，江滨体育馆：……"),
        (datetime(2026, 5, 17, 8, 0, tzinfo=SHANGHAI), {}, "趣味运动会，江滨体育馆：……"),
        (None, {}, "趣味运动会，江滨体育馆：……"),
        (None, {"venue": None}, "趣味运动会：……"),
        (None, {"contests": [Block(value={"name": "轮椅绕桩"})]}, "轮椅绕桩，江滨体育馆：……"),
    ],
)
def test_a_start_comes_from_the_facts_and_is_not_enough(taken, fields, words):
    with override("zh-hans"):
        draft = draft_alt_text(SimpleNamespace(taken_at=taken), event(**fields))
    assert draft == words
    assert GAP in draft
    assert alt_text_problem(draft)
