"""Each block: what a reader sees, what WeChat gets, what the chooser shows, what the API gives."""

import io
import json

import pytest
from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.test import RequestFactory
from docx import Document
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.support import factories
from wagtail_disability_events.blocks.streams import BodyBlock
from wagtail_disability_events.blocks.text import QuotationBlock
from wagtail_disability_events.checks import check_blocks
from wagtail_disability_events.models import ArticlePage, EventIndexPage, EventPage, Photo
from wagtail_disability_events.pages.mixins import ArticleMixin, EventPageMixin, OrganisationMixin
from wagtail_disability_events.publicity.style.themes import THEMES
from wagtail_disability_events.publicity.text.plain_text import plain_text
from wagtail_disability_events.publicity.wechat.checker import check_html
from wagtail_disability_events.publicity.wechat.rendering import render_wechat
from wagtail_disability_events.publicity.word.document import word_document

pytestmark = pytest.mark.django_db


def samples() -> dict:
    """A value of each block, and words that must arrive on the web and in WeChat."""
    image = get_image_model().objects.first()
    image.contextual_alt_text, image.decorative = "一座小屋", False
    document = get_document_model()(title="活动手册")
    document.file.save("guide.pdf", ContentFile(b"%PDF-1.4 demo"))
    photos = list(Photo.objects.public()[:2])
    result = {"medal": "bronze", "who": "参赛选手", "team": "创业社区", "result": "9 个"}
    other = {"medal": "other", "who": "另一位", "team": "", "result": ""}
    event = EventPage.objects.get(title="残疾人趣味运动会")
    district = EventIndexPage.objects.get(slug="jiangbin")
    return {
        "heading": ("人人有奖", ["人人有奖"]),
        "text": ("<p>不比快慢，<b>重在参与</b>。</p>", ["重在参与"]),
        "picture": ({"image": image, "caption": "场地示意图"}, ["场地示意图", "一座小屋"]),
        "gallery": ({"heading": "现场", "photos": photos, "columns": "2"}, ["现场", photos[0].alt_text]),
        "photo_text": (
            {"photo": photos[0], "text": "<p>裁判蹲下来讲规则</p>"},
            [photos[0].alt_text, "裁判蹲下来讲规则"],
        ),
        "before_after": (
            {"before": photos[0], "after": photos[1], "caption": "台阶改成了坡道"},
            [photos[0].alt_text, photos[1].alt_text, "台阶改成了坡道"],
        ),
        "shown_works": ({"heading": "展出作品", "count": 3}, ["展出作品", "远山", "一等奖"]),
        "programme": (
            {"heading": "安排", "items": [{"time": "08:30", "text": "签到"}, {"time": None, "text": "合影"}]},
            ["8:30", "签到", "合影"],
        ),
        "speakers": (
            {
                "heading": "老师",
                "people": [{"name": "手语老师", "role": "聋协", "about": "教了十二年", "image": image}],
            },
            ["手语老师", "聋协", "教了十二年"],
        ),
        "contest": (
            {
                "name": "投沙包",
                "group": "智力组",
                "rules": "投十个",
                "measure": "points",
                "unit": "个",
                "heats": 0,
                "results": [result, other],
            },
            ["投沙包", "智力组", "投十个", "铜牌", "参赛选手", "创业社区", "9 个"],
        ),
        "work": (
            {
                "title": "远山",
                "author": "居民",
                "named": "full",
                "consent": True,
                "sound": None,
                "text": "一句写在画上的话",
                "medium": "水彩",
                "image": image,
                "description": "层层山峦",
                "prize": "一等奖",
            },
            ["远山", "居民", "水彩", "层层山峦", "一等奖", "一句写在画上的话"],
        ),
        "desk": (
            {
                "name": "法律援助",
                "about": "婚姻和工作",
                "person": "律师",
                "location": "1 号桌",
                "begins": "09:00",
                "ends": "12:00",
                "minutes": 30,
                "at_once": 1,
            },
            ["法律援助", "婚姻和工作", "律师", "1 号桌", "9:00"],
        ),
        "employer": (
            {
                "name": "电商公司",
                "about": "网店客服",
                "access": "可以在家上班",
                "posts": [{"title": "客服", "number": 3, "pay": "4000 元", "note": "会打字"}],
            },
            ["电商公司", "网店客服", "可以在家上班", "客服", "3 个岗位", "4000 元", "会打字"],
        ),
        "checklist": (
            {"heading": "请带上", "items": [{"text": "旧证", "note": "丢了也行"}]},
            ["请带上", "旧证", "丢了也行"],
        ),
        "souvenirs": (
            {"heading": "小礼物", "items": [{"name": "暖宝", "number": 80}]},
            ["小礼物", "暖宝", "80 份"],
        ),
        "quotation": ({"text": "一年就盼这一天", "source": "一位选手"}, ["一年就盼这一天", "一位选手"]),
        "figures": (
            {
                "style": "sentence",
                "figures": [
                    {"source": "manual", "number": 86, "unit": "人次", "label": "参加"},
                    {"source": "medals", "number": None, "unit": "枚", "label": "奖牌"},
                ],
            },
            ["86 人次"],
        ),
        "access_service": ({"service": "sign-language", "limit": 1, "note": "全程"}, ["手语翻译", "全程"]),
        "contact": (
            {"person": "专职委员", "phone": "0571-0000 0000", "location": "一楼", "hours": "工作日"},
            ["专职委员", "0571-0000 0000", "一楼", "工作日"],
        ),
        "sign_up_call": ({"text": "欢迎来", "event": event}, ["欢迎来", "可以报名"]),
        "upcoming_events": (
            {"heading": "近期", "organisation": district, "count": 2},
            ["近期", "手语培训班：第一课：你好"],
        ),
        "file": ({"document": document, "title": "手册（大字版）"}, ["手册（大字版）"]),
        "period_events": ({"heading": "本月活动"}, ["本月活动", "春季趣味体育比赛"]),
    }


BLOCKS = list(BodyBlock().child_blocks)


def page_with(name: str) -> ArticlePage:
    article = ArticlePage.objects.first()
    if name == "shown_works":
        article.event = EventPage.objects.get(title__contains="作品展")
    if name == "period_events":
        article.period_first, article.period_last = factories.days_ahead(-200), factories.days_ahead(0)
    article.body = [(name, samples()[name][0])]
    article.save()
    return ArticlePage.objects.get(pk=article.pk)


def test_there_is_a_sample_of_every_block():
    assert set(samples()) == set(BLOCKS)


@pytest.mark.parametrize("name", BLOCKS)
def test_readers_of_every_output_get_the_same_words(client, name):
    words = samples()[name][1]
    article = page_with(name)
    html = client.get(article.url).content.decode()
    outputs = {
        "web": html,
        "plain text": plain_text(article),
        "Word": words_of_document(word_document(article)),
        **{theme: render_wechat(article, theme=THEMES[theme]).html for theme in THEMES},
    }
    missing = [(output, word) for output, text in outputs.items() for word in words if word not in text]
    assert missing == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_keeps_its_looks_in_every_theme(name, theme):
    assert check_html(render_wechat(page_with(name), theme=THEMES[theme]).html) == []


def test_a_block_that_does_not_say_its_parts_is_named_when_the_site_starts(monkeypatch):
    assert check_blocks() == []
    monkeypatch.delattr(QuotationBlock, "parts")
    [error] = check_blocks()
    assert error.id == "wagtail_disability_events.E007"
    assert "quotation" in error.msg
    with pytest.raises(NotImplementedError, match="quotation"):
        render_wechat(page_with("quotation"))


def words_of_document(content: bytes) -> str:
    """The words of a Word file: its paragraphs, tables, and descriptions of pictures."""
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    pictures = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells, *pictures])


@pytest.mark.parametrize("name", BLOCKS)
def test_an_editor_sees_what_a_block_is(client, admin_user, name):
    [block] = [block for key, block in BodyBlock().child_blocks.items() if key == name]
    assert block.is_previewable
    assert str(block.meta.description)
    assert str(block.meta.label)
    client.force_login(admin_user)
    live = ArticlePage._meta.get_field("body").stream_block.child_blocks[name]
    answer = client.get(f"/admin/block-preview/?id={live.definition_prefix}")
    assert answer.status_code == 200
    assert "wde.css" in answer.content.decode()


@pytest.mark.parametrize("name", BLOCKS)
def test_the_api_gives_data_that_json_can_carry(name):
    article = page_with(name)
    [data] = article.body.stream_block.get_api_representation(article.body, context={})
    assert data["type"] == name
    assert json.loads(json.dumps(data["value"], cls=DjangoJSONEncoder)) not in ("", {}, [])


def test_the_api_gives_public_photos_only(client):
    article = page_with("gallery")
    photo = article.body[0].value["photos"][0]
    address = f"/api/v2/pages/{article.pk}/?fields=body"
    assert photo.alt_text in client.get(address).content.decode()
    Photo.objects.filter(pk__in=[p.pk for p in article.body[0].value["photos"]]).update(state="internal")
    value = client.get(address).json()["body"][0]["value"]
    assert value["photos"] == []


def test_the_schedule_shows_and_gives_its_times():
    event = factories.event(schedule=[factories.when(3, topic="第一课")])
    [child] = event.schedule
    assert "9:00" in str(child.render())
    assert child.block.get_api_representation(child.value)["topic"] == "第一课"
    assert child.block.is_previewable


def test_headings_stand_below_the_heading_of_their_page():
    value = samples()["contest"][0]
    block = BodyBlock().child_blocks["contest"]
    article, event = (block.render(block.normalize(value), context=c) for c in ({}, {"block_level": 3}))
    assert "<h2>投沙包 · 智力组</h2>" in article
    assert "<h3>投沙包 · 智力组</h3>" in event


def test_figures_that_nobody_counted_are_left_out_and_large_ones_are_a_list():
    value = samples()["figures"][0] | {"style": "row"}
    block = BodyBlock().child_blocks["figures"]
    html = block.render(block.normalize(value), context={"page": EventPage.objects.get(title="文艺汇演")})
    assert "<b>86</b>" in html
    assert "奖牌" not in html


def test_a_call_to_an_event_that_is_not_there_is_only_its_words():
    block = BodyBlock().child_blocks["sign_up_call"]
    html = block.render(block.normalize({"text": "欢迎来", "event": None}), context={"page": None})
    assert "欢迎来" in html
    assert "wde-button" not in html


def test_mixins_are_there_for_page_types_of_a_site():
    assert all(mixin._meta.abstract for mixin in (ArticleMixin, EventPageMixin, OrganisationMixin))


def test_a_page_without_organisation_still_has_a_masthead():
    request = RequestFactory().get("/")
    html = render_to_string(
        "wagtail_disability_events/base.html", {"page": {"title": "孤页"}}, request=request
    )
    assert "孤页" in html
