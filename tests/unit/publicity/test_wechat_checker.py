"""Each rule of the platform catches its planted violation, and lets what we render pass."""

import pytest

from wagtail_disability_events.blocks.parts import Span, Table
from wagtail_disability_events.blocks.rich_text import rich_text_parts
from wagtail_disability_events.publicity.style.contrast import contrast, parse_colour
from wagtail_disability_events.publicity.style.themes import CALM
from wagtail_disability_events.publicity.wechat.checker import MESSAGES, check_html, check_metadata
from wagtail_disability_events.publicity.wechat.pictures import PictureCollector
from wagtail_disability_events.publicity.wechat.writing import WechatWriter

PLANTED = {
    "tag": "<div><p>字</p></div>",
    "attribute": '<p class="x">字</p>',
    "font-family": '<p style="font-family: serif">字</p>',
    "important": '<p style="color: #000 !important">字</p>',
    "text-align": '<p style="text-align: start">字</p>',
    "position": '<section style="float: left"><p>字</p></section>',
    "caret-color": '<p style="caret-color: transparent">字</p>',
    "hidden-image": '<img src="a.jpg" alt="图" data-w="10" style="opacity: 0">',
    "fixed-width": '<section style="width: 600px"><p>字</p></section>',
    "overflow": '<p style="white-space: nowrap">字</p>',
    "zero-height": '<section style="height: 0"><p>字</p></section>',
    "fixed-height": '<section style="height: 40px"><p>字</p></section>',
    "line-height": '<p style="line-height: 0.8">字</p>',
    "image-width": '<img src="a.jpg" alt="图">',
    "image-alt": '<img src="a.jpg" alt="" data-w="10">',
    "nesting": "<section>" * 11 + "<p>字</p>" + "</section>" * 11,
    "paragraph-background": '<p style="background-color: #eeeeee">字</p>',
    "gradient": '<section style="background: linear-gradient(red, blue)"><p>字</p></section>',
    "contrast": '<p style="color: #aaaaaa">字</p>',
    "link": '<p><a href="https://example.com/">字</a></p>',
    "bare-text": "<section>字</section>",
    "wide-table": "<table><tbody><tr><td>1</td><td>2</td><td>3</td><td>4</td><td>5</td></tr></tbody></table>",
    "content-length": "<p>" + "字" * 20_000 + "</p>",
    "content-size": "<p>" + "字" * 340_000 + "</p>",
}
METADATA = {
    "title-length": {"title": "题" * 33},
    "author-length": {"title": "题", "author": "人" * 17},
    "abstract-length": {"title": "题", "abstract": "摘" * 129},
}


def test_every_rule_has_a_planted_violation_and_words():
    assert set(PLANTED) | set(METADATA) == set(MESSAGES)
    assert all(str(words) for words in MESSAGES.values())


@pytest.mark.parametrize(("rule", "html"), PLANTED.items(), ids=PLANTED.keys())
def test_a_planted_violation_is_found(rule, html):
    found = check_html(html)
    assert rule in [finding.rule for finding in found]
    assert all(finding.message for finding in found)


@pytest.mark.parametrize(("rule", "fields"), METADATA.items(), ids=METADATA.keys())
def test_a_field_that_is_too_long_is_found(rule, fields):
    assert [finding.rule for finding in check_metadata(**fields)] == [rule]


@pytest.mark.parametrize(
    "html",
    [
        "<section><section><p>字</p></section></section>",
        '<p style="line-height: 1.8; color: #24211c">字<span style="font-weight: bold">粗</span></p>',
        '<img src="a.jpg" alt="图" data-w="677" style="width: 100%; max-width: 100%">',
        '<p style="font-size: 16px; line-height: 28px">字</p>',
        '<p style="line-height: 150%">字</p>',
        '<p><a href="https://mp.weixin.qq.com/s/abc">往期文章</a></p>',
        '<section style="background-color: rgb(10, 79, 71); color: #fff"><p>字</p></section>',
    ],
)
def test_what_keeps_its_looks_passes(html):
    assert check_html(html) == []


def test_overlapping_lines_are_found_in_any_unit():
    for style in ("line-height: 90%", "line-height: 0.9em", "font-size: 20px; line-height: 16px"):
        assert [finding.rule for finding in check_html(f'<p style="{style}">字</p>')] == ["line-height"]


def test_colours_are_read_in_the_forms_that_are_written():
    assert parse_colour("#fff") == parse_colour("#ffffff") == parse_colour("rgb(255, 255, 255)") == (255,) * 3
    assert parse_colour("var(--x)") is None
    assert contrast((255, 255, 255), (255, 255, 255)) == 1


def test_rich_text_becomes_paragraphs_and_links_become_numbered_notes():
    writer = WechatWriter(CALM, PictureCollector(""))
    parts = rich_text_parts(
        '<p>去<a href="https://example.com/a">这里</a>或<a href="https://example.com/a">再一次</a>，'
        "<b>不要</b><i>迟到</i><br/>谢谢</p><ul><li>一</li><li>二</li></ul><ol><li>甲</li></ol>"
        '<p></p><p><a href="tel:123">电话</a> <a href="https://mp.weixin.qq.com/s/x">往期</a></p>松散'
    )
    html = writer.write(parts)
    assert writer.notes.addresses == ["https://example.com/a"]
    assert html.count("[1]") == 2
    assert "• 一" in html
    assert "1. 甲" in html
    assert '<a href="https://mp.weixin.qq.com/s/x">' in html
    assert check_html(html) == []


def test_what_was_pasted_from_word_or_the_web_leaves_nothing_behind():
    pasted = (
        '<p class="MsoNormal" style="font-family: 宋体; mso-list: l0"><!-- StartFragment --><o:p></o:p>'
        '<span lang="EN-US" style="position: absolute">文字</span><font face="Arial">与</font><b>重点</b>'
        '<img src="https://elsewhere.example/a.jpg" onerror="alert(1)"><script>alert(2)</script></p>'
        "<div><div><div>深处的话</div></div></div><pre>代码</pre><h3>小标题</h3><blockquote>引语</blockquote>"
    )
    html = WechatWriter(CALM, PictureCollector("")).write(rich_text_parts(pasted))
    assert check_html(html) == []
    for words in ("文字与", "重点", "深处的话", "代码", "小标题", "引语"):
        assert words in html
    for trace in ("Mso", "font", "elsewhere", "alert", "Fragment", "position", "EN-US"):
        assert trace not in html.replace("font-weight", "").replace("font-size", "")


def test_a_table_of_twelve_columns_becomes_a_box_for_each_row():
    header = tuple(f"第{number}列" for number in range(12))
    rows = tuple(tuple((Span(f"{row}-{column}"),) for column in range(12)) for row in range(2))
    html = WechatWriter(CALM, PictureCollector("")).write([Table(header, rows)])
    assert check_html(html) == []
    assert "<table" not in html
    assert "第11列：</span>1-11" in html
