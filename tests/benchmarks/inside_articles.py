"""What is measured of articles from inside a site's process."""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.translation import override

from tests.concurrency.pushing import killed_at_every_step
from tests.support import factories
from tests.support.sentences import HURTING, INNOCENT
from wagtail_disability_events.models import (
    ArticleIndexPage,
    ArticlePage,
    EventIndexPage,
    Headcount,
    WechatAccount,
)
from wagtail_disability_events.posters.contents import poster_of_article
from wagtail_disability_events.posters.drawing import A4, COVER, PORTRAIT, SQUARE, draw_pdf, draw_png
from wagtail_disability_events.publicity.channels.api.client import WechatClient
from wagtail_disability_events.publicity.channels.pushing import push_now
from wagtail_disability_events.publicity.channels.queries import push_of
from wagtail_disability_events.publicity.preflight.checking import preflight
from wagtail_disability_events.publicity.preflight.language import findings_in
from wagtail_disability_events.publicity.sandbox.platform import Platform
from wagtail_disability_events.publicity.sandbox.serving import running_sandbox
from wagtail_disability_events.publicity.style.themes import THEMES
from wagtail_disability_events.publicity.wechat.checker import check_html
from wagtail_disability_events.publicity.wechat.rendering import render_wechat
from wagtail_disability_events.publicity.word.document import word_document

BLOCKS, PHOTOS, TURNS = 40, 30, 15
HOST = {"host": "127.0.0.1:8000"}


def large_article() -> int:
    """The id of an approved article of 40 blocks with 30 photos."""
    event = factories.event(schedule=[factories.when(-3)], title="环湖健步走", slug=f"a-{time.time_ns()}")
    Headcount.objects.create(occurrence=event.occurrences.get(), walk_ins=86, companions=41, volunteers=12)
    photos = [factories.photo(event, state="public", prepare=True) for _ in range(PHOTOS)]
    row = {"medal": "gold", "who": "参赛选手", "team": "站前社区", "result": "41.2 秒"}
    contest = {"name": "轮椅绕桩", "group": "肢体组", "rules": "绕过八个桶", "results": [row] * 3}
    kinds = [
        ("heading", "人人有奖的赛场"),
        (
            "text",
            "<p>残疾人参加 {{参加人次}} 人次，<b>不比快慢</b>，重在参与。一个人来、家人陪着来都欢迎。</p>",
        ),
        ("quotation", {"text": "一年就盼这一天。", "source": "一位参赛选手"}),
        ("contest", contest),
        ("gallery", {"heading": "现场", "photos": [], "columns": "2"}),
    ]
    body = [(kind, value) for _turn in range(BLOCKS // len(kinds)) for kind, value in kinds]
    galleries = [position for position, (kind, _value) in enumerate(body) if kind == "gallery"]
    for number, position in enumerate(galleries):
        share = photos[number :: len(galleries)]
        body[position] = ("gallery", {"heading": "现场", "photos": share, "columns": "2"})
    article = ArticlePage(
        title="环湖健步走：人人都是主角",
        abstract="沿湖走三公里。",
        genre="report",
        event_id=event.pk,
        body=body,
        live=False,
    )
    return int(_published(article).pk)


def _published(article: Any) -> Any:
    ArticleIndexPage.objects.first().add_child(instance=article)
    article.save_revision()
    factories.publish(ArticlePage.objects.get(pk=article.pk))
    return ArticlePage.objects.get(pk=article.pk)


def times_of(article_id: str) -> str:
    """JSON: medians in seconds of each output of the article, and its size in WeChat."""
    client = Client(headers=HOST)

    def article() -> Any:
        return ArticlePage.objects.get(pk=article_id)

    def web(page: Any) -> str:
        return str(page.shown_body.render_as_block(context={"page": page}))

    works: dict[str, Callable[[Any], Any]] = {
        "web": web,
        "page": lambda page: client.get(page.url),
        "wechat": render_wechat,
        "preflight": preflight,
        "word": word_document,
        **{form.name: _poster(form) for form in (COVER, SQUARE, PORTRAIT, A4)},
        "pdf": lambda page: draw_pdf(poster_of_article(page), "zh-Hans"),
    }
    with override("zh-hans"):
        for work in works.values():
            work(article())
        found: dict[str, list[float]] = {name: [] for name in works}
        for _turn in range(TURNS):
            for name, work in works.items():
                page = article()
                started = time.perf_counter()
                work(page)
                found[name].append(time.perf_counter() - started)
        html = render_wechat(article()).html
        advice = [one.reason for one in preflight(article()).findings if one.check == "content-length"]
    medians: dict[str, float] = {name: statistics.median(times) for name, times in found.items()}
    sizes = {"characters": len(html), "bytes": len(html.encode("utf-8")), "advice": len(advice)}
    return json.dumps({**medians, **sizes})


def _poster(form: Any) -> Callable[[Any], bytes]:
    return lambda page: draw_png(poster_of_article(page), form)


def looks(article_id: str) -> str:
    """JSON: what the checker finds in the article in each theme, and false alarms in the demo's articles."""
    article = ArticlePage.objects.get(pk=article_id)
    demo = ArticlePage.objects.live().exclude(pk=article_id)
    with override("zh-hans"):
        return json.dumps(
            {
                "themes": len(_broken_rules(article)),
                "alarms": sum(len(preflight(page).findings) for page in demo),
                "articles": demo.count(),
            }
        )


def _broken_rules(article: Any) -> list[str]:
    """Rules that the article breaks in any theme, its length aside."""
    found = [
        finding.rule
        for theme in THEMES.values()
        for finding in check_html(render_wechat(article, theme=theme).html)
    ]
    return [rule for rule in found if rule != "content-length"]


def language() -> str:
    """JSON: precision and recall of the checks of language over a hundred sentences."""
    hits = [rule in [one.check for one in findings_in(text)] for text, rule in HURTING]
    false = [text for text in INNOCENT if list(findings_in(text))]
    return json.dumps({"recall": sum(hits) / len(hits), "precision": sum(hits) / (sum(hits) + len(false))})


def pushes() -> str:
    """JSON: uploads of the first push of 30 photos, of the second, and after one photo was changed."""
    event = factories.event(schedule=[factories.when(-3)], title="环湖健步走", slug=f"a-{time.time_ns()}")
    photos = [factories.photo(event, state="public") for _ in range(PHOTOS)]
    body = [("gallery", {"heading": "现场", "photos": photos, "columns": "2"})]
    made = ArticlePage(title="一起走", genre="report", event_id=event.pk, body=body, live=False)
    article = _published(made)
    counts = []
    with tempfile.TemporaryDirectory() as folder:
        platform = Platform(Path(folder) / "sandbox.sqlite3")
        platform.store.open_account("wx-bench", "test-only-not-secret")
        account = WechatAccount.objects.create(
            organisation=EventIndexPage.objects.get(slug="jiangbin"),
            name="bench",
            app_id="wx-bench",
            secret="test-only-not-secret",
        )
        push = push_of(article, account, get_user_model().objects.first())
        with running_sandbox(platform) as server:
            for turn in range(3):
                if turn == 2:
                    _change_one_photo(article)
                before = len(platform.store.uploads())
                done = push_now(push.pk, WechatClient(account, base=server.url))
                assert done.state == "drafted", done.said
                counts.append(len(platform.store.uploads()) - before)
            drafts = len(platform.store.drafts("wx-bench"))
    return json.dumps({"uploads": counts, "drafts": drafts})


def _change_one_photo(article: Any) -> None:
    draft = article.get_latest_revision_as_object()
    raw = draft.body.get_prep_value()
    gallery = [child for child in raw if child["type"] == "gallery"][-1]
    gallery["value"]["photos"][-1]["value"] = factories.photo(article.event, state="public").pk
    draft.body = draft.body.stream_block.to_python(raw)
    draft.save_revision()
    factories.publish(ArticlePage.objects.get(pk=article.pk))


def killed(folder: str) -> str:
    """JSON: a push of 30 photos whose process is killed after every step."""
    return killed_at_every_step(folder, PHOTOS)
