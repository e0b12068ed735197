"""What a reader may not see is in no output: page, list, search, feeds, API, previews of links."""

import json

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.support import factories
from wagtail_disability_events.models import ArticleIndexPage, ArticlePage, EventPage

pytestmark = pytest.mark.django_db

OUTPUTS = [
    "/",
    "/?q={title}",
    "/calendar.ics",
    "/rss.xml",
    "/nanhu/",
    "/nanhu/calendar.ics",
    "/nanhu/rss.xml",
    "/api/v2/pages/?limit=100",
]


@pytest.fixture
def hidden():
    """An event under an organisation behind a password, with an article that calls to it."""
    organisation = factories.organisation(EventPage.objects.first().get_ancestors().get(slug="nanhu"))
    PageViewRestriction.objects.create(page=organisation, restriction_type="password", password="secret")
    return factories.event(organisation, title="内部活动不公开")


@pytest.mark.indexed
def test_behind_a_password_it_is_in_no_public_output(client, hidden):
    for output in OUTPUTS:
        answer = client.get(output.format(title=hidden.title))
        assert answer.status_code == 200, output
        listed = answer.content.decode().replace("\r\n ", "")
        own = 3 * output.count("{title}")  # the reader's own words: in the box and as a filter to drop, twice
        assert listed.count(hidden.title) == own, output
        assert hidden.url not in listed, output
    for suffix in ("", "register/", "photos/", "calendar/", "event.ics"):
        answer = client.get(hidden.url + suffix)
        assert hidden.summary not in answer.content.decode(), suffix
        assert b"BEGIN:VEVENT" not in answer.content, suffix


def test_an_open_article_says_no_more_of_it_than_its_own_words(client, hidden):
    index = ArticleIndexPage.objects.first()
    article = ArticlePage(
        title="公开文章", event=hidden, body=[("sign_up_call", {"text": "", "event": hidden})]
    )
    index.add_child(instance=article)
    article.save_revision()
    factories.publish(article)
    html = client.get(article.url).content.decode()
    assert hidden.title not in html
    upcoming = ("upcoming_events", {"heading": "", "organisation": None, "count": 10})
    article.body = [upcoming]
    article.save_revision()
    factories.publish(article)
    assert hidden.title not in client.get(article.url).content.decode()


class TestPhotosOfARestrictedEvent:
    """Released for those who may read the event, and for nobody else."""

    WORDS = "三个人举着一面红旗往前跑"

    def article_with(self, photo) -> ArticlePage:
        body = [("gallery", {"heading": "现场", "photos": [photo], "columns": "1"})]
        article = ArticlePage(title="公开文章", body=body)
        ArticleIndexPage.objects.first().add_child(instance=article)
        article.save_revision()
        factories.publish(article)
        return article

    def outputs(self, client, photo, article) -> list[str]:
        addresses = [article.url, f"/api/v2/pages/{article.pk}/?fields=body", "/api/v2/images/?limit=100"]
        addresses += [f"{photo.event.url}photos/", f"{photo.event.url}photos/{photo.pk}/"]
        texts = {address: client.get(address).content.decode() for address in addresses}
        name = photo.image.file.name.rsplit("/", 1)[-1].split(".")[0]
        marks = (self.WORDS, json.dumps(self.WORDS)[1:-1], name)
        title = photo.image.title
        return [
            address
            for address, text in texts.items()
            if any(mark in text for mark in marks) or ("images" in address and title in text)
        ]

    def test_they_are_in_no_public_output(self, client, hidden):
        photo = factories.photo(hidden, state="public", alt_text=self.WORDS)
        assert self.outputs(client, photo, self.article_with(photo)) == []

    def test_they_leave_when_the_event_is_restricted_and_return_when_it_is_open_again(self, client):
        event = factories.event()
        photo = factories.photo(event, state="public", alt_text=self.WORDS)
        article = self.article_with(photo)
        assert len(self.outputs(client, photo, article)) == 5
        restriction = PageViewRestriction.objects.create(page=event, restriction_type="login")
        assert self.outputs(client, photo, article) == []
        restriction.delete()
        assert len(self.outputs(client, photo, article)) == 5

    def test_they_leave_when_the_event_is_moved_below_a_restricted_page(self, client, hidden):
        event = factories.event()
        photo = factories.photo(event, state="public", alt_text=self.WORDS)
        article = self.article_with(photo)
        event.move(hidden.get_parent(), "last-child")
        photo = type(photo).objects.get(pk=photo.pk)
        assert self.outputs(client, photo, article) == []

    def test_a_restricted_article_may_show_them(self, client, hidden, admin_user):
        photo = factories.photo(hidden, state="public", alt_text=self.WORDS)
        article = self.article_with(photo)
        PageViewRestriction.objects.create(page=article, restriction_type="login")
        client.force_login(admin_user)
        assert self.WORDS in client.get(article.url).content.decode()


def test_who_has_the_password_sees_it_and_no_proxy_keeps_it(client, hidden):
    restriction = PageViewRestriction.objects.get()
    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{hidden.get_parent().pk}/",
        {"password": "secret", "return_url": hidden.url},
    )
    assert hidden.summary in client.get(hidden.url).content.decode()
    assert hidden.title in client.get("/nanhu/").content.decode()
    feed = client.get("/nanhu/calendar.ics")
    assert hidden.title in feed.content.decode().replace("\r\n ", "")
    assert "no-store" in feed["Cache-Control"]
    assert "private" in feed["Cache-Control"]
    for address in (hidden.url + "event.ics", "/nanhu/rss.xml"):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_a_login_restriction_holds_for_strangers_and_opens_for_users(client, admin_user):
    event = factories.event(title="仅限登录用户")
    PageViewRestriction.objects.create(page=event, restriction_type="login")
    assert event.title not in client.get("/nanhu/").content.decode()
    client.force_login(admin_user)
    assert event.title in client.get("/nanhu/").content.decode()


def test_an_alias_obeys_the_restriction_of_its_source(client):
    source = factories.event(title="别名的来源")
    alias = source.create_alias(parent=factories.organisation(), update_slug="alias")
    source.save_revision().publish()  # publishes the alias with it
    assert client.get(alias.url).status_code == 200
    assert client.get("/").content.decode().count(f">{source.title}</a>") == 1  # they are one event
    PageViewRestriction.objects.create(page=source, restriction_type="password", password="secret")
    assert source.summary not in client.get(EventPage.objects.get(pk=alias.pk).url).content.decode()
    listed = client.get("/").content.decode() + client.get("/calendar.ics").content.decode()
    assert source.title not in listed.replace("\r\n ", "")


def test_an_article_that_expired_is_in_no_list_before_the_clock_comes_by(client):
    article = ArticlePage.objects.live().first()
    assert article.title in client.get("/articles/").content.decode()
    ArticlePage.objects.filter(pk=article.pk).update(expire_at=timezone.now())
    assert article.title not in client.get("/articles/").content.decode()
