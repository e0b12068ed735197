"""Inside a process of the site: a push whose process is killed after every step, and gone on with."""

import json
import os
import time
from datetime import timedelta
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import connections
from django.utils import timezone

from tests.support import factories
from wagtail_disability_events.models import (
    ArticleIndexPage,
    ArticlePage,
    EventIndexPage,
    Push,
    PushedPicture,
    WechatAccount,
)
from wagtail_disability_events.publicity.channels import pushing
from wagtail_disability_events.publicity.channels.api.client import WechatClient
from wagtail_disability_events.publicity.channels.queries import due_pushes, push_of
from wagtail_disability_events.publicity.sandbox.platform import Platform
from wagtail_disability_events.publicity.sandbox.serving import running_sandbox

APP, KEY = "wx-killed", "test-only-not-secret"
KILLED = 9


def killed_at_every_step(folder: str, photos: int) -> str:
    """JSON: how often a process was killed, and what the platform has in the end."""
    platform = Platform(Path(folder) / "killed.sqlite3")
    platform.store.open_account(APP, KEY)
    push = _push_with(photos)
    with running_sandbox(platform) as server:
        killed = 0
        while _in_a_child(push, server.url) == KILLED and killed < 2 * photos:
            killed += 1
            Push.objects.filter(pk=push.pk).update(locked_until=timezone.now() - timedelta(seconds=1))
            assert push.pk in due_pushes()
    push.refresh_from_db()
    uploads = platform.store.uploads()
    found = {
        "killed": killed,
        "state": push.state,
        "uploads": len(uploads),
        "different": len(set(uploads)),
        "drafts": len(platform.store.drafts(APP)),
    }
    return json.dumps(found)


def _push_with(photos: int) -> Push:
    """An approved article with so many photos, and its push to an account."""
    event = factories.event(schedule=[factories.when(-3)], slug=f"pushed-{time.time_ns()}")
    shown = [factories.photo(event, state="public") for _ in range(photos)]
    body = [("gallery", {"heading": "现场", "photos": shown, "columns": "2"})]
    article = ArticlePage(title="一起走", genre="report", event_id=event.pk, body=body, live=False)
    ArticleIndexPage.objects.first().add_child(instance=article)
    article.save_revision()
    factories.publish(article)
    account = WechatAccount.objects.create(
        organisation=EventIndexPage.objects.get(slug="jiangbin"), name="测试号", app_id=APP, secret=KEY
    )
    user = get_user_model().objects.get(username="admin")
    return push_of(ArticlePage.objects.get(pk=article.pk), account, user)


def _in_a_child(push: Push, url: str) -> int:
    """Push in a child that is ended without warning after its first new step; its exit code."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        os._exit(_until_the_next_step(push, url))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _until_the_next_step(push: Push, url: str) -> int:
    account = WechatAccount.objects.get(pk=push.account_id)
    known = PushedPicture.objects.filter(account=account).count()
    step_done = pushing.step_done

    def die_after_a_new_picture(each: Push) -> None:
        step_done(each)
        if PushedPicture.objects.filter(account=account).count() > known:
            os._exit(KILLED)

    pushing.step_done = die_after_a_new_picture
    client = WechatClient(account, base=url)
    add_draft = client.add_draft

    def die_after_the_draft(news: dict) -> str:
        add_draft(news)
        os._exit(KILLED)

    client.add_draft = die_after_the_draft  # type: ignore[method-assign]
    return 0 if pushing.push_now(push.pk, client).state == "drafted" else 1
