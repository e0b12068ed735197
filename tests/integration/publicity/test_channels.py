"""Pushing to the sandbox over HTTP: tokens, pictures, drafts, errors in words, going on after any failure."""

import io
import logging
from datetime import timedelta

import pytest
import requests
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from tests.support import factories
from wagtail_disability_events.models import (
    ArticleIndexPage,
    ArticlePage,
    EventIndexPage,
    Headcount,
    Push,
    WechatAccount,
    WechatCopy,
)
from wagtail_disability_events.publicity.channels import pushing
from wagtail_disability_events.publicity.channels.api.client import WechatClient
from wagtail_disability_events.publicity.channels.api.errors import ChannelError, message_of
from wagtail_disability_events.publicity.channels.holding import PushIsHeld, failure_words
from wagtail_disability_events.publicity.channels.pictures import fit
from wagtail_disability_events.publicity.channels.publishing import publish_now
from wagtail_disability_events.publicity.channels.pushing import push_now
from wagtail_disability_events.publicity.channels.queries import due_pushes, push_of
from wagtail_disability_events.publicity.sandbox.articles import filtered
from wagtail_disability_events.publicity.sandbox.platform import Platform
from wagtail_disability_events.publicity.sandbox.serving import running_sandbox
from wagtail_disability_events.publicity.sandbox.wire import HOST

pytestmark = pytest.mark.django_db
APP, SECRET = "wx-test", "test-only-not-secret"
MOMENT = 1_800_000_000.0


class Clock:
    def __init__(self):
        self.now = MOMENT

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def platform(tmp_path, clock):
    made = Platform(tmp_path / "sandbox.sqlite3", now=clock)
    made.store.open_account(APP, SECRET, may_publish=True)
    return made


@pytest.fixture
def server(platform):
    with running_sandbox(platform) as running:
        yield running


@pytest.fixture
def account():
    return WechatAccount.objects.create(
        organisation=EventIndexPage.objects.get(slug="jiangbin"),
        name="测试号",
        app_id=APP,
        secret=SECRET,
        may_publish=True,
        open_comments=True,
    )


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def client_of(server, account, pauses):
    def make(**options):
        return WechatClient(account, base=server.url, pause=pauses.append, **options)

    return make


@pytest.fixture
def event():
    made = factories.event(schedule=[factories.when(-3)], title="环湖健步走")
    Headcount.objects.create(occurrence=made.occurrences.get(), walk_ins=86, companions=41, volunteers=12)
    return made


def article_with(event, photos):
    article = ArticlePage(
        title="一起走",
        abstract="沿湖走三公里。",
        genre="report",
        event_id=event.pk,
        contributor="街道残联",
        body=[
            ("text", "<p>残疾人参加 {{参加人次}} 人次。</p>"),
            ("gallery", {"heading": "现场", "photos": photos, "columns": "1"}),
        ],
        live=False,
    )
    ArticleIndexPage.objects.first().add_child(instance=article)
    article.save_revision()
    factories.publish(article)
    return ArticlePage.objects.get(pk=article.pk)


@pytest.fixture
def article(event):
    return article_with(event, [factories.photo(event, state="public") for _ in range(3)])


@pytest.fixture
def push(article, account, admin_user):
    return push_of(article, account, admin_user)


class TestPush:
    def test_it_arrives_as_a_draft_with_its_pictures(self, platform, client_of, push, article):
        done = push_now(push.pk, client_of())
        assert (done.state, done.done, failure_words(done)) == ("drafted", 5, "")
        [(media_id, [news])] = platform.store.drafts(APP)
        assert media_id == done.media_id
        assert news["title"] == "一起走"
        assert news["digest"] == "沿湖走三公里。"
        assert "86" in news["content"]
        assert news["content"].count(f"{HOST}/mmbiz/") == 3
        assert news["need_open_comment"] == news["only_fans_can_comment"] == 1
        assert [kind for kind, _hash in platform.store.uploads()] == ["inside"] * 3 + ["material"]
        assert WechatCopy.objects.get(article=article).photos.count() == 3

    def test_again_it_is_the_same_draft_and_nothing_is_sent_twice(self, platform, client_of, push):
        first = push_now(push.pk, client_of())
        again = push_now(push.pk, client_of())
        assert again.media_id == first.media_id
        assert len(platform.store.uploads()) == 4
        assert platform.store.count("draft/add") == 1
        assert platform.store.count("draft/update") == 1

    def test_before_an_event_the_original_is_its_sign_up(self, client_of, platform, account, admin_user):
        ahead = factories.event()
        article = article_with(ahead, [])
        article.genre = "announcement"
        article.save_revision()
        factories.publish(article)
        push_now(push_of(ArticlePage.objects.get(pk=article.pk), account, admin_user).pk, client_of())
        [(_id, [news])] = platform.store.drafts(APP)
        assert "/register/?wx=" in news["content_source_url"]

    def test_a_draft_that_was_deleted_there_is_made_anew(self, platform, client_of, push):
        first = push_now(push.pk, client_of())
        platform.store.do("DELETE FROM draft")
        again = push_now(push.pk, client_of())
        assert again.media_id != first.media_id
        assert len(platform.store.drafts(APP)) == 1


class TestThirtyPhotos:
    @pytest.mark.slow
    def test_31_uploads_then_none_then_one(self, platform, client_of, event, account, admin_user):
        photos = [factories.photo(event, state="public") for _ in range(30)]
        article = article_with(event, photos)
        push = push_of(article, account, admin_user)
        assert push_now(push.pk, client_of()).state == "drafted"
        assert len(platform.store.uploads()) == 31
        push_now(push.pk, client_of())
        assert len(platform.store.uploads()) == 31
        draft = article.get_latest_revision_as_object()
        chosen = [*photos[:29], factories.photo(event, state="public")]
        draft.body = [
            ("text", "<p>残疾人参加 {{参加人次}} 人次。</p>"),
            ("gallery", {"heading": "现场", "photos": chosen, "columns": "1"}),
        ]
        draft.save_revision()
        factories.publish(ArticlePage.objects.get(pk=article.pk))
        push_now(push.pk, client_of())
        assert len(platform.store.uploads()) == 32
        assert len(platform.store.drafts(APP)) == 1


class TestTrouble:
    @pytest.mark.both_databases
    def test_a_lost_answer_to_the_draft_makes_no_second_one(self, platform, client_of, push):
        platform.store.plan("draft/add", "lost")
        failed = push_now(push.pk, client_of())
        assert failed.state == "failed"
        assert "连不上微信" in failure_words(failed)
        done = push_now(push.pk, client_of())
        assert done.state == "drafted"
        assert len(platform.store.drafts(APP)) == 1

    @pytest.mark.parametrize("what", ["expired", "42001", "40001", "40014"])
    def test_a_token_that_ends_in_the_middle_is_fetched_again(self, platform, client_of, push, what):
        platform.store.plan("media/uploadimg", "ok", what)
        assert push_now(push.pk, client_of()).state == "drafted"
        assert len(platform.store.uploads()) == 4

    def test_a_busy_platform_is_asked_again_and_then_left_for_later(self, platform, client_of, push, pauses):
        platform.store.plan("media/uploadimg", "busy", "busy")
        assert push_now(push.pk, client_of()).state == "drafted"
        assert pauses == [0.5, 1.0]
        platform.store.plan("draft/update", *["busy"] * 4)
        failed = push_now(push.pk, client_of())
        assert (failed.state, failed.error) == ("failed", -1)
        assert "微信正忙" in failure_words(failed)
        assert due_pushes() == []
        assert due_pushes(timezone.now() + timedelta(minutes=3)) == [push.pk]

    def test_a_platform_too_busy_for_a_new_draft_is_asked_later_and_not_at_once(
        self, platform, client_of, push, pauses
    ):
        platform.store.plan("draft/add", "busy")
        failed = push_now(push.pk, client_of())
        assert (failed.error, pauses) == (-1, [])
        assert due_pushes(timezone.now() + timedelta(minutes=3)) == [push.pk]
        assert push_now(push.pk, client_of()).state == "drafted"
        assert len(platform.store.drafts(APP)) == 1

    @pytest.mark.parametrize(("what", "error"), [("html", -3), ("nothing", -2)])
    def test_answers_that_are_none(self, platform, client_of, push, what, error):
        platform.store.plan("material/add_material", what)
        failed = push_now(push.pk, client_of())
        assert (failed.state, failed.error) == ("failed", error)
        assert failed.try_again_at is not None
        assert push_now(push.pk, client_of()).state == "drafted"

    def test_an_answer_without_what_was_asked_for(self, platform, client_of, push):
        platform.store.plan("draft/add", "0")
        failed = push_now(push.pk, client_of())
        assert (failed.state, failed.error, failed.platform_message) == ("failed", -3, "media_id")

    def test_a_fault_of_the_site_is_said_and_not_swallowed(self, client_of, push, monkeypatch):
        def broken(push, article, html, thumb):
            raise ZeroDivisionError

        monkeypatch.setattr(pushing, "news_of", broken)
        with pytest.raises(ZeroDivisionError):
            push_now(push.pk, client_of())
        push.refresh_from_db()
        assert (push.state, push.locked_until, push.try_again_at) == ("failed", None, None)
        assert "网站自身" in failure_words(push)

    def test_a_wrong_secret(self, account, client_of, push):
        account.secret = "wrong"
        account.save()
        failed = push_now(push.pk, client_of())
        assert "密钥不对" in failure_words(failed)
        assert failed.try_again_at is None

    def test_an_address_that_is_not_allowed_is_named(self, platform, client_of, push):
        platform.store.open_account(APP, SECRET, ips=("203.0.113.9",))
        assert "127.0.0.1" in failure_words(push_now(push.pk, client_of()))
        assert "IP 白名单" in failure_words(Push.objects.get(pk=push.pk))

    @pytest.mark.parametrize("code", [40005, 40007, 40009, 45002, 45009, 45166, 48001, 99999])
    def test_every_refusal_has_words(self, platform, client_of, push, code):
        platform.store.plan("draft/add", str(code))
        words = failure_words(push_now(push.pk, client_of()))
        assert words
        assert words == message_of(code, Push.objects.get(pk=push.pk).platform_message)

    def test_a_photo_that_was_taken_back_after_the_approval_stops_it(self, platform, client_of, push, event):
        event.photos.filter(pk=event.photos.first().pk).update(state="withdrawn")
        failed = push_now(push.pk, client_of())
        assert failed.state == "failed"
        assert "审定以后有照片被撤回" in failure_words(failed)
        assert platform.store.drafts(APP) == []

    def test_what_is_not_approved_is_not_pushed(self, platform, client_of, push, article):
        ArticlePage.objects.filter(pk=article.pk).update(abstract="没有审过的摘要")
        assert "先审完" in failure_words(push_now(push.pk, client_of()))
        assert platform.store.uploads() == []

    def test_a_long_article_is_stopped_with_advice(self, platform, client_of, event, account, admin_user):
        article = article_with(event, [])
        article.body = [("heading", "上半场"), ("text", "<p>字</p>"), ("heading", "下半场")]
        article.body += [("text", f"<p>{'字' * 500}</p>") for _ in range(60)]
        article.save_revision()
        factories.publish(ArticlePage.objects.get(pk=article.pk))
        failed = push_now(push_of(article, account, admin_user).pk, client_of())
        assert "20,000" in failure_words(failed)
        assert "另写一篇" in failure_words(failed)

    @pytest.mark.both_databases
    def test_two_people_at_once_are_one_push(self, client_of, push, monkeypatch):
        def meanwhile(held):
            with pytest.raises(PushIsHeld):
                push_now(push.pk, client_of())
            monkeypatch.undo()

        monkeypatch.setattr(pushing, "step_done", meanwhile)
        assert push_now(push.pk, client_of()).state == "drafted"

    def test_no_token_and_no_secret_gets_into_a_log(self, platform, client_of, push, caplog):
        caplog.set_level(logging.DEBUG)
        platform.store.plan("media/uploadimg", "nothing")
        push_now(push.pk, client_of())
        token = WechatAccount.objects.get(app_id=APP).token
        ours = [record.getMessage() for record in caplog.records if not record.name.startswith("urllib3")]
        assert token
        for secret in (token, SECRET):
            assert [line for line in ours if secret in line] == []
        assert token not in Push.objects.get(pk=push.pk).platform_message


class TestTokens:
    @pytest.mark.both_databases
    def test_it_is_shared_and_encrypted(self, client_of, platform, account):
        tokens = {client_of().token() for _ in range(3)}
        assert len(tokens) == 1
        assert platform.store.count("token") == 1
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT token, secret FROM wagtail_disability_events_wechataccount")
            stored = cursor.fetchone()
        assert not {*tokens, SECRET} & set(stored)

    def test_it_is_renewed_before_it_ends(self, client_of, account, clock):
        first = client_of().token()
        WechatAccount.objects.update(token_ends_at=timezone.now() + timedelta(seconds=60))
        clock.now += 7000
        assert client_of().token() != first


class TestPublishing:
    def test_it_is_followed_until_it_is_there(self, client_of, push):
        push_now(push.pk, client_of())
        assert publish_now(push.pk, client_of()).state == "publishing"
        assert due_pushes() == [push.pk]
        done = publish_now(push.pk, client_of())
        assert done.state == "published"
        assert done.address.startswith("https://mp.weixin.qq.com/s/")

    def test_a_photo_that_was_taken_back_after_the_push_stops_it(self, platform, client_of, push, event):
        push_now(push.pk, client_of())
        event.photos.filter(pk=event.photos.first().pk).update(state="withdrawn")
        assert "审定以后有照片被撤回" in failure_words(publish_now(push.pk, client_of()))
        assert platform.store.count("freepublish/submit") == 0

    def test_what_was_changed_after_the_push_is_pushed_again_first(self, platform, client_of, push, article):
        push_now(push.pk, client_of())
        later = ArticlePage.objects.get(pk=article.pk)
        later.abstract = "后来改过的摘要"
        later.save_revision()
        factories.publish(later)
        assert "先重新推送" in failure_words(publish_now(push.pk, client_of()))
        assert push_now(push.pk, client_of()).state == "drafted"
        assert publish_now(push.pk, client_of()).state == "publishing"

    def test_an_account_that_may_not_is_told_what_to_do(self, platform, client_of, push):
        push_now(push.pk, client_of())
        platform.store.open_account(APP, SECRET, may_publish=False)
        assert "由人在微信后台发布" in failure_words(publish_now(push.pk, client_of()))

    def test_a_refusal_by_the_platform_is_said(self, platform, client_of, event, account, admin_user):
        article = article_with(event, [])
        article.body = [("text", "<p>【违规】</p>")]
        article.save_revision()
        factories.publish(ArticlePage.objects.get(pk=article.pk))
        push = push_of(article, account, admin_user)
        push_now(push.pk, client_of())
        publish_now(push.pk, client_of())
        assert "微信审核没有通过" in failure_words(publish_now(push.pk, client_of()))


class TestPictures:
    @pytest.mark.slow
    def test_what_is_too_large_is_made_smaller(self):
        out = io.BytesIO()
        Image.effect_noise((2000, 2000), 80).convert("RGB").save(out, "PNG")
        content, name = fit(out.getvalue(), "01.png")
        assert len(out.getvalue()) > 1_000_000 > len(content)
        assert name == "01.jpg"
        small = factories.picture().read()
        assert fit(small, "02.jpg") == (small, "02.jpg")


class TestSandbox:
    """The platform's documented limits, asked over HTTP without our client."""

    def call(self, server, api, token="", **what):
        return requests.post(
            f"{server.url}/cgi-bin/{api}", params={"access_token": token}, timeout=10, **what
        ).json()

    def token(self, server):
        body = {"grant_type": "client_credential", "appid": APP, "secret": SECRET}
        return self.call(server, "stable_token", json=body)["access_token"]

    def cover(self, server, token):
        files = {"media": ("a.jpg", factories.picture().read(), "image/jpeg")}
        address = f"{server.url}/cgi-bin/material/add_material"
        answer = requests.post(
            address, params={"access_token": token, "type": "image"}, files=files, timeout=10
        )
        return answer.json()["media_id"]

    def draft(self, server, token, raw=None, **fields):
        import json

        news = {"title": "题", "content": "<p>字</p>", "thumb_media_id": self.cover(server, token)} | fields
        data = raw or json.dumps({"articles": [news]}, ensure_ascii=False).encode()
        return self.call(server, "draft/add", token, data=data)

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"title": "题" * 33}, 45003),
            ({"title": ""}, 45003),
            ({"author": "人" * 17}, 45110),
            ({"digest": "摘" * 129}, 45004),
            ({"content": "字" * 20_000}, 45002),
            ({"content_source_url": "https://e.com/" + "a" * 1024}, 40123),
            ({"thumb_media_id": "none"}, 40007),
            ({"pic_crop_1_1": "0_0_2_1"}, 53402),
        ],
    )
    def test_limits_of_a_draft(self, server, fields, code):
        token = self.token(server)
        assert self.draft(server, token, **fields)["errcode"] == code

    def test_unicode_escapes_count_as_they_are_written(self, server):
        token = self.token(server)
        raw = b'{"articles":[{"title":"' + b"\\u9898" * 6 + b'","content":"x","thumb_media_id":"y"}]}'
        assert self.draft(server, token, raw=raw)["errcode"] == 45003

    def test_tokens_end_and_calls_are_counted(self, server, platform, clock):
        token = self.token(server)
        assert self.call(server, "draft/count", token, json={})["total_count"] == 0
        clock.now += 7201
        assert self.call(server, "draft/count", token, json={})["errcode"] == 42001
        assert self.call(server, "draft/count", "none", json={})["errcode"] == 40001
        assert self.call(server, "draft/count", json={})["errcode"] == 41001
        assert self.call(server, "stable_token", json={"appid": "x"})["errcode"] == 40013

    def test_pictures_are_small_jpeg_or_png(self, server):
        token = self.token(server)
        for content, code in ((b"GIF89a", 40005), (b"\xff\xd8\xff" + b"0" * 1_000_000, 40009)):
            answer = self.call(
                server, "media/uploadimg", token, files={"media": ("a.jpg", content, "image/jpeg")}
            )
            assert answer["errcode"] == code
        assert self.call(server, "media/uploadimg", token, files={"x": ("a", b"", "")})["errcode"] == 41005

    def test_foreign_pictures_and_scripts_are_filtered_out(self):
        own = f'<img src="{HOST}/mmbiz/1">'
        html = f'<p class="a" onclick="x">字<img src="https://e.com/a.jpg">{own}</p><script>1</script>'
        assert filtered(html) == f'<p>字<img src="{HOST}/mmbiz/1"/></p>'

    def test_drafts_are_listed_read_and_deleted(self, server):
        token = self.token(server)
        media_id = self.draft(server, token)["media_id"]
        listed = self.call(server, "draft/batchget", token, json={"offset": 0, "count": 1, "no_content": 1})
        assert listed["item"][0]["media_id"] == media_id
        assert "content" not in listed["item"][0]["content"]["news_item"][0]
        assert (
            self.call(server, "draft/get", token, json={"media_id": media_id})["news_item"][0]["digest"]
            == "字"
        )
        assert self.call(server, "draft/delete", token, json={"media_id": media_id})["errcode"] == 0
        assert self.call(server, "draft/get", token, json={"media_id": media_id})["errcode"] == 40007
        assert self.call(server, "draft/batchget", token, json={"count": 21})["errcode"] == 40097

    def test_what_is_no_call_is_said(self, server):
        token = self.token(server)
        assert self.call(server, "menu/create", token, json={})["errcode"] == 40066
        assert self.call(server, "draft/add", token, data=b"<xml/>")["errcode"] == 47001
        assert self.call(server, "draft/add", token, json={"articles": []})["errcode"] == 44003
        assert requests.get(f"{server.url}/mmbiz/none", timeout=10).status_code == 404


class TestPages:
    @pytest.fixture
    def staff(self, client, admin_user):
        client.force_login(admin_user)
        return client

    @pytest.fixture
    def sandboxed(self, settings, tmp_path):
        settings.WAGTAIL_DISABILITY_EVENTS = {"WECHAT_SANDBOX": str(tmp_path / "s.sqlite3")}

    def test_an_account_is_entered_tried_and_its_secret_never_shown(self, staff, sandboxed):
        organisation = EventIndexPage.objects.get(slug="nanhu")
        address = f"/admin/disability-events/organisation/{organisation.pk}/accounts/"
        assert "还没有账号" in staff.get(address).content.decode()
        fields = {"name": "南湖（沙箱）", "platform": "sandbox", "app_id": "wx-nanhu", "is_active": "on"}
        assert staff.post(address, fields).status_code == 422
        page = staff.post(address, fields | {"secret": SECRET}, follow=True)
        account = WechatAccount.objects.get(app_id="wx-nanhu")
        assert SECRET not in page.content.decode()
        own = f"{address}{account.pk}/"
        assert "可以用" in staff.post(own, {"do": "try"}, follow=True).content.decode()
        staff.post(own, fields | {"name": "南湖"})
        account.refresh_from_db()
        assert (account.name, account.secret) == ("南湖", SECRET)

    def test_an_article_is_pushed_and_seen_on_a_phone(self, staff, sandboxed, article):
        organisation = EventIndexPage.objects.get(slug="jiangbin")
        address = f"/admin/disability-events/organisation/{organisation.pk}/accounts/"
        fields = {
            "name": "沙箱",
            "platform": "sandbox",
            "app_id": "wx-s",
            "secret": SECRET,
            "is_active": "on",
        }
        staff.post(address, fields | {"may_publish": "on"})
        account = WechatAccount.objects.get(app_id="wx-s")
        page = f"/admin/disability-events/article/{article.pk}/channels/"
        assert "推送到草稿箱" in staff.get(page).content.decode()
        assert (
            "已在草稿箱"
            in staff.post(page, {"account": account.pk, "do": "push"}, follow=True).content.decode()
        )
        push = Push.objects.get(article=article)
        phone = staff.get(
            f"/admin/disability-events/article/{article.pk}/sandbox/{push.pk}/"
        ).content.decode()
        assert "一起走" in phone
        assert "沿湖走三公里。" in phone
        assert "data:image/jpeg;base64," in phone
        assert (
            "正在发布"
            in staff.post(page, {"account": account.pk, "do": "publish"}, follow=True).content.decode()
        )
        call_command("run_periodic", only=["pushes"], force=True)
        assert "已在微信发布" in staff.get(page).content.decode()

    def test_failures_are_said_where_one_pushes(self, staff, sandboxed, article, account):
        account.platform = "sandbox"
        account.save()
        page = f"/admin/disability-events/article/{article.pk}/channels/"
        answer = staff.post(page, {"account": account.pk, "do": "push"}, follow=True).content.decode()
        assert "微信不认识这个 AppID" in answer
        assert staff.post(page, {"account": 999999}).status_code == 404

    def test_others_reach_none_of_it(self, client, article, account, push):
        other = EventIndexPage.objects.get(slug="wenyuan")
        writer = factories.user("w", page=other, pages=("add", "change"))
        keeper = Permission.objects.get(codename="change_wechataccount")
        writer.user_permissions.add(keeper)  # of the accounts of their own organisation
        client.force_login(writer)
        for address in (
            f"article/{article.pk}/channels/",
            f"article/{article.pk}/sandbox/{push.pk}/",
            f"organisation/{account.organisation_id}/accounts/",
            f"organisation/{account.organisation_id}/accounts/{account.pk}/",
        ):
            assert client.get(f"/admin/disability-events/{address}").status_code == 302
            assert client.post(
                f"/admin/disability-events/{address}", {"account": account.pk}
            ).status_code in (302, 405)
        mine = f"/admin/disability-events/organisation/{other.pk}/accounts/{account.pk}/"
        assert client.get(mine).status_code == 404


def test_an_error_of_the_channel_says_what_it_is():
    error = ChannelError(40164, "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist")
    assert "203.0.113.7" in error.message
    assert not error.is_passing
