"""The demo's public pages over HTTP."""

import json

import pytest
from bs4 import BeautifulSoup

from wagtail_disability_events.models import ArticlePage, EventPage, Occurrence, Registration
from wagtail_disability_events.publicity.wechat.checker import check_html
from wagtail_disability_events.publicity.wechat.rendering import render_wechat

pytestmark = pytest.mark.django_db


def test_the_list_shows_upcoming_events_and_names_its_feeds(client):
    response = client.get("/")
    assert response.status_code == 200
    html = response.content.decode()
    assert "残疾人趣味运动会" in html
    assert 'type="text/calendar"' in html
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.slow
def test_every_public_page_answers(client):
    for event in EventPage.objects.live():
        for suffix in ("", "register/", "photos/", "calendar/", "event.ics"):
            assert client.get(event.url + suffix).status_code == 200, event.url + suffix
    for article in ArticlePage.objects.live():
        assert client.get(article.url).status_code == 200


def test_the_feed_is_answered_304_when_nothing_changed(client):
    first = client.get("/calendar.ics")
    assert first.status_code == 200
    assert first.content.count(b"BEGIN:VEVENT") == first.content.count(b"END:VEVENT") > 10
    assert max(len(line) for line in first.content.split(b"\r\n")) <= 75
    assert client.get("/calendar.ics", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_a_draft_is_nowhere(client):
    assert not Occurrence.objects.filter(event__title="面点制作培训").exists()
    assert "面点制作培训" not in client.get("/").content.decode()


def test_signing_up_leads_to_a_private_page_and_twice_is_once(client):
    event = EventPage.objects.get(title="残疾人趣味运动会")
    form = client.get(event.url + "register/").context["form"]
    data = {
        "submission_id": form["submission_id"].value(),
        "name": "测试者",
        "phone": "１３９００００００００",
        "consent_processing": "on",
        "consent_photo": "no",
    }
    before = Registration.objects.count()
    first = client.post(event.url + "register/", data)
    second = client.post(event.url + "register/", data)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Registration.objects.count() == before + 1
    assert "测试者" in client.get(first["Location"]).content.decode()
    assert client.get("/sign-up/wrong/").status_code == 404


def test_a_wrong_form_keeps_what_was_typed(client):
    event = EventPage.objects.get(title="残疾人趣味运动会")
    response = client.post(event.url + "register/", {"name": "测试者", "phone": "138"})
    assert response.status_code == 422
    assert 'value="测试者"' in response.content.decode()
    assert "wde-error-summary" in response.content.decode()


def test_each_demo_article_keeps_its_looks_in_wechat():
    for article in ArticlePage.objects.all():
        rendering = render_wechat(article)
        assert check_html(rendering.html) == [], article.title


def test_in_another_language_what_editors_wrote_says_its_own(client):
    event = EventPage.objects.get(title="残疾人趣味运动会")
    for address in ("/", event.url, "/articles/", ArticlePage.objects.live().first().url):
        english = client.get(address, headers={"accept-language": "en"}).content.decode()
        assert '<html lang="en"' in english
        assert english.count('lang="zh-Hans"') >= 3
        chinese = client.get(address, headers={"accept-language": "zh-CN"}).content.decode()
        assert chinese.count('lang="zh-Hans"') == 1  # the page itself


def test_every_public_page_names_its_feeds_and_carries_structured_data(client):
    event = EventPage.objects.get(title="春季趣味体育比赛")
    article = ArticlePage.objects.get(event=event, genre=ArticlePage.Genre.REPORT)
    pages = ["/", "/nanhu/", "/articles/", article.url]
    pages += [event.url + suffix for suffix in ("", "photos/", "calendar/")]
    for address in pages:
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        feeds = [link["href"] for link in soup.find_all("link", rel="alternate")]
        assert len(feeds) >= 2, address
        for feed in feeds:
            assert client.get(feed).status_code == 200, feed
        data = json.loads(soup.find("script", type="application/ld+json").string)
        first = data[0] if isinstance(data, list) else data
        assert first["@context"] == "https://schema.org"
        assert first["@type"] in ("Event", "GovernmentOrganization", "NewsArticle")
