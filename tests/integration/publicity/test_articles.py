"""From an event to an article with live figures, and from the article to WeChat."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from wagtail.models import PageLogEntry

from tests.support import factories
from tests.unit.gallery.test_sanitising import camera_jpeg
from wagtail_disability_events.models import (
    ArticleIndexPage,
    ArticlePage,
    EventPage,
    Headcount,
    SocialGatheringPage,
    SportsDayPage,
)
from wagtail_disability_events.publicity.drafting.drafts import draft_announcement, draft_report
from wagtail_disability_events.publicity.drafting.places import NoPlaceForArticles
from wagtail_disability_events.publicity.text.plain_text import plain_text
from wagtail_disability_events.publicity.wechat.checker import check_html
from wagtail_disability_events.publicity.wechat.rendering import render_wechat, with_addresses
from wagtail_disability_events.registration.attendance.attendance import mark_attended

pytestmark = pytest.mark.django_db

RESULT = {"medal": "gold", "who": "赵先生", "team": "站前社区", "result": "41.2 秒"}
CONTEST = ("contest", {"name": "轮椅绕桩", "group": "肢体组", "rules": "", "results": [RESULT]})


@pytest.fixture
def staff(client, admin_user):
    client.force_login(admin_user)
    return client


@pytest.fixture
def past():
    """A sports day that is over, with people, a result and a public photo."""
    event = factories.event(
        model=SportsDayPage, schedule=[factories.when(-3)], contests=[CONTEST], title="趣味运动会"
    )
    date = event.occurrences.get()
    Headcount.objects.create(occurrence=date, walk_ins=4, companions=3, volunteers=2)
    source = ContentFile(camera_jpeg(), name="IMG_1.jpg")
    factories.photo(event, source=source, alt_text="两位选手在绕桩", state="public")
    return event


def draft(staff, event):
    answer = staff.post(f"/admin/disability-events/{event.pk}/draft/")
    assert answer.status_code == 302, answer.content[:500]
    return ArticlePage.objects.filter(event_id=event.pk).latest("pk")


def test_before_it_one_button_drafts_an_announcement_with_the_facts(staff):
    event = factories.event(
        model=SocialGatheringPage,
        programme=[("pledge", {"text": "互相帮助", "source": "全体"})],
        access=[("service", {"service": "sign-language", "limit": None, "note": "全程"})],
        capacity=10,
    )
    article = draft(staff, event)
    assert article.title == f"预告｜{event.title}"
    assert not article.live
    text = plain_text(article.get_latest_revision_as_object())
    for fact in ("9:00–11:00", "手语翻译（全程）", "互相帮助", "可以报名", "0571-0000 0000"):
        assert fact in text
    assert PageLogEntry.objects.filter(action="wde.article.draft", page=event.pk).exists()


def test_after_it_the_button_drafts_a_report_whose_figures_stay_live(staff, client, past):
    asked = staff.get(f"/admin/disability-events/{past.pk}/draft/").content.decode()
    assert "记录里的数字如下" in asked
    article = draft(staff, past)
    other = factories.registration(factories.event())
    other.event_id = past.pk
    mark_attended(other, past.occurrences.get(), None)  # somebody is counted after the article was written
    factories.publish(article)
    html = client.get(article.url).content.decode()
    for fact in ("5 人次", "赵先生", "41.2 秒", "两位选手在绕桩", "趣味运动会"):
        assert fact in html
    past.photos.update(state="withdrawn")
    assert "两位选手在绕桩" not in client.get(article.url).content.decode()
    assert "两位选手在绕桩" not in render_wechat(ArticlePage.objects.get(pk=article.pk)).html


def test_an_event_without_photos_gives_an_article_without_them(past):
    past.photos.all().delete()
    article = draft_report(past, None)
    assert "gallery" not in [block.block_type for block in article.body]
    assert check_html(render_wechat(article).html) == []


def test_without_a_list_of_articles_the_editor_is_told(staff, past):
    ArticleIndexPage.objects.all().delete()
    with pytest.raises(NoPlaceForArticles):
        draft_announcement(past, None)
    answer = staff.post(f"/admin/disability-events/{past.pk}/draft/", follow=True)
    assert [str(message) for message in answer.context["messages"]]


def test_who_may_not_write_articles_cannot_draft(client, past):
    client.force_login(factories.user("w", page=past, pages=("change",)))
    answer = client.post(f"/admin/disability-events/{past.pk}/draft/")
    assert answer.status_code == 302
    assert not ArticlePage.objects.filter(event_id=past.pk).exists()


def test_both_previews_show_the_draft(past):
    article = draft_report(past, None)
    web, wechat = (
        article.make_preview_request(preview_mode=mode).content.decode() for mode in ("", "wechat")
    )
    assert "wde-header" in web
    assert "wde-header" not in wechat
    for html in (web, wechat):
        assert "41.2 秒" in html


def test_the_wechat_page_offers_clipboard_and_zip(staff, client, past):
    article = draft_report(past, None)
    address = f"/admin/disability-events/article/{article.pk}/wechat"
    html = staff.get(address + "/").content.decode()
    assert "没有发现微信会改掉的地方" in html
    assert "data:image/jpeg;base64," in html
    archive = zipfile.ZipFile(io.BytesIO(staff.post(address + ".zip").content))
    assert archive.namelist() == ["article.html", "images/01.jpg"]
    assert b"SecretCam" not in archive.read("images/01.jpg")
    article.title = "题" * 40
    article.save_revision()
    assert "标题超过 32 个字" in staff.get(address + "/").content.decode()
    client.force_login(factories.user("r", page=past, pages=("change",)))
    assert client.get(address + "/").status_code == 302
    for suffix in (".zip", "/copied/"):
        assert client.post(address + suffix).status_code == 302


def test_pictures_with_a_public_address_keep_it():
    rendering = render_wechat(
        ArticlePage.objects.filter(genre="report").first(), base_url="https://example.com"
    )
    html = with_addresses(rendering)
    assert 'src="https://example.com/media/images/' in html
    assert "data:image" not in html


def test_the_command_writes_what_the_clipboard_carries(tmp_path, capsys):
    article = ArticlePage.objects.filter(genre="announcement").first()
    call_command("export_wechat", article.slug, "--out", str(tmp_path / "a"))
    call_command("export_wechat", str(article.pk), "--out", str(tmp_path / "b"))
    said = capsys.readouterr()
    assert "files written" in said.out
    assert said.err == ""
    html = (tmp_path / "a" / "article.html").read_text()
    assert html == (tmp_path / "b" / "article.html").read_text() == render_wechat(article).html
    assert (tmp_path / "a" / "images" / "01.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(CommandError, match="no-such-article"):
        call_command("export_wechat", "no-such-article", "--out", str(tmp_path))
    other = ArticleIndexPage(title="别处", slug="elsewhere")
    EventPage.objects.first().get_parent().add_child(instance=other)
    article.copy(to=other, update_attrs={"slug": article.slug})
    with pytest.raises(CommandError, match="Several"):
        call_command("export_wechat", article.slug, "--out", str(tmp_path))
