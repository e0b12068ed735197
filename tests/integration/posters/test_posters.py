"""Posters and covers: shape, words, a QR code that a phone reads, contrast, a page with the same words."""

import functools
import io

import cv2
import numpy
import pytest
from PIL import Image

from tests.support import factories
from wagtail_disability_events.models import ArticlePage, EventIndexPage, EventPage, PublicitySettings
from wagtail_disability_events.pages.site import posters as views
from wagtail_disability_events.posters import fonts
from wagtail_disability_events.posters.contents import palette_of, poster_of_article, poster_of_event
from wagtail_disability_events.posters.drawing import A4, COVER, PORTRAIT, SQUARE, draw_pdf, draw_png
from wagtail_disability_events.publicity.style.contrast import contrast, parse_colour
from wagtail_disability_events.publicity.style.themes import THEMES

pytestmark = pytest.mark.django_db
FORMATS = [COVER, SQUARE, PORTRAIT, A4]


@pytest.fixture
def event():
    return EventPage.objects.get(title="残疾人趣味运动会").specific


@functools.cache
def image_of(poster, form):
    """The same words in the same shape are drawn once."""
    return Image.open(io.BytesIO(draw_png(poster, form)))


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_each_has_its_shape(event, form):
    picture = image_of(poster_of_event(event), form)
    assert picture.size == (form.width, form.height)
    assert len(picture.getcolors(maxcolors=10**6)) > 4


@pytest.mark.parametrize("form", [PORTRAIT, A4], ids=lambda form: form.name)
def test_a_phone_reads_the_code_and_it_is_large_enough_on_paper(event, form):
    poster = poster_of_event(event)
    pixels = numpy.array(image_of(poster, form).convert("L"))
    read, corners, _straight = cv2.QRCodeDetector().detectAndDecode(pixels)
    assert read == poster.address
    assert read.endswith("/register/")
    side = corners[0][1][0] - corners[0][0][0]
    assert side / form.width * 210 >= 30  # mm on A4


def test_the_square_in_the_middle_of_a_cover_holds_the_title(event):
    cover = image_of(poster_of_event(event), COVER)
    side = cover.crop((0, 140, 250, 383)).getcolors(10**6)
    middle = cover.crop((258, 140, 642, 383)).getcolors(10**6)
    assert len(side) == 1
    assert len(middle) > 20


@pytest.mark.parametrize("name", THEMES)
def test_words_stand_on_their_ground_at_7_to_1_in_every_look(event, name):
    PublicitySettings.objects.create(organisation=EventIndexPage.objects.get(slug="jiangbin"), theme=name)
    palette = palette_of(event)
    assert palette.accent == THEMES[name].accent
    for ink, ground in (
        (palette.on_accent, palette.accent),
        (palette.ink, palette.paper),
        (palette.soft, palette.tint),
        (palette.accent, palette.paper),
        (palette.accent, palette.tint),
    ):
        assert contrast(parse_colour(ink), parse_colour(ground)) >= 7, (ink, ground)


@pytest.mark.slow
def test_a_title_of_sixty_characters_fits():
    event = factories.event(title="关于开展" + "残疾人文化体育活动" * 6)
    for form in FORMATS:
        picture = image_of(poster_of_event(event), form)
        edge = picture.crop((form.width - 8, 0, form.width, form.height)).convert("RGB")
        assert (255, 255, 255) not in [colour for _count, colour in edge.getcolors(10**6)]


def test_the_alternative_has_every_word_of_the_picture(event):
    poster = poster_of_event(event)
    for words in (poster.title, *poster.lines, *poster.services, poster.contact, poster.who):
        assert words in poster.alt


def test_the_pdf_is_a4_with_text(event):
    content = draw_pdf(poster_of_event(event), "zh-Hans")
    assert content.startswith(b"%PDF")
    assert b"/MediaBox [0 0 595.00 842.00]" in content
    assert b"/ToUnicode" in content  # text, not a picture of it
    assert b"/Lang (zh-Hans)" in content


def test_anybody_reads_its_words_on_a_page(client, event):
    page = client.get(f"{event.url}poster/").content.decode()
    poster = poster_of_event(event)
    for words in (poster.title, *poster.lines, *poster.services):
        assert words in page
    for name, kind in (("portrait", "image/png"), ("pdf", "application/pdf")):
        answer = client.get(f"{event.url}poster/{name}/")
        assert answer["Content-Type"] == kind
        assert "public" in answer["Cache-Control"]
    for name in ("x", "exe", "a5"):
        assert client.get(f"{event.url}poster/{name}/").status_code == 404


def test_a_poster_is_drawn_once_as_long_as_its_facts_are_the_same(client, event, monkeypatch):
    drawn = []
    monkeypatch.setattr(views, "draw_pdf", lambda poster, language: drawn.append(poster.title) or b"%PDF-")
    for _turn in range(2):
        client.get(f"{event.url}poster/pdf/")
    type(event).objects.filter(pk=event.pk).update(title="改过的名字")
    client.get(f"{event.url}poster/pdf/")
    assert drawn == [event.title, "改过的名字"]


def test_of_an_event_that_only_some_may_read_there_is_none(client, event):
    event.view_restrictions.create(restriction_type="password", password="x")
    for name in ("", "portrait/"):
        assert "一楼大厅" not in client.get(f"{event.url}poster/{name}", follow=True).content.decode(
            "utf-8", "replace"
        )


@pytest.mark.slow
def test_staff_take_them_along(client, admin_user, event):
    client.force_login(admin_user)
    article = ArticlePage.objects.filter(genre="report").first()
    for base, words in ((f"{event.pk}", event.title), (f"article/{article.pk}", article.title)):
        address = f"/admin/disability-events/{base}/posters/"
        page = client.get(address).content.decode()
        assert words in page
        assert "海报：" in page
        assert client.get(f"{address}a4.pdf").content.startswith(b"%PDF")
        assert client.get(f"{address}cover.png").content.startswith(b"\x89PNG")
    assert poster_of_article(article).address == article.full_url
    client.force_login(
        factories.user("r", page=EventIndexPage.objects.get(slug="wenyuan"), pages=("change",))
    )
    assert client.get(f"/admin/disability-events/{event.pk}/posters/").status_code == 302
    assert client.get(f"/admin/disability-events/{event.pk}/posters/a4.pdf").status_code == 302


def test_without_a_chinese_font_staff_are_told(client, admin_user, event, settings, monkeypatch):
    monkeypatch.setattr(fonts, "_PLACES", {"regular": (), "bold": ()})
    fonts.font_file.cache_clear()
    client.force_login(admin_user)
    assert "没有中文字体" in client.get(f"/admin/disability-events/{event.pk}/posters/").content.decode()
    assert client.get(f"{event.url}poster/pdf/").status_code == 404
    fonts.font_file.cache_clear()
