"""Articles through their reviews, and an account of WeChat."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from wagtail_disability_events import models
from wagtail_disability_events.core import conf
from wagtail_disability_events.pages.approved_versions import text_hash
from wagtail_disability_events.publicity.channels.api.calling import sandbox_platform
from wagtail_disability_events.publicity.channels.pushing import push_now
from wagtail_disability_events.publicity.channels.queries import push_of
from wagtail_disability_events.publicity.drafting.drafts import (
    draft_announcement,
    draft_article,
    draft_report,
)
from wagtail_disability_events.publicity.queries import newest_revision
from wagtail_disability_events.publicity.review.reviewing import approve, submit
from wagtail_disability_events.publicity.workflow.models import Stage
from wagtail_disability_events.publicity.workflow.setup import set_up_reviews

from .state import Demo

SANDBOX_KEY = "sandbox-only-not-secret"
REVIEWERS = ("shenhe", "fushen", "zhongshen")
QUOTATIONS = {
    "春季趣味体育比赛": "一年就盼这一天。",
    "残疾人优秀作文展": "第一次有人把我写的字贴在墙上。",
    "盲人电脑培训班": "现在我能自己给女儿写信了。",
    "文艺汇演": "上台以前手心出汗，下台以后还想再来。",
}


def write_articles(demo: Demo) -> None:
    demo.writer = get_user_model().objects.get(username="xuanchuan")
    index = models.ArticleIndexPage.objects.get(slug="articles")
    stages = dict(zip(Stage.values, ("审核员", "复审员", "终审员"), strict=True))
    set_up_reviews(index, {stage: Group.objects.get(name=name) for stage, name in stages.items()}, "三审三校")
    past = ("春季趣味体育比赛", "残疾人优秀作文展", "盲人电脑培训班", "文艺汇演")
    ahead = ("残疾人趣味运动会", "“心中的家园”残疾人书画手工作品展", "迎新春联谊会")
    for title in past:
        _finish_and_publish(demo, draft_report(demo.events[title], demo.writer), f"{title}：人人都是主角")
    for title in ahead:
        _finish_and_publish(demo, draft_announcement(demo.events[title], demo.writer), "")
    _leave_some_on_their_way(demo)


def _leave_some_on_their_way(demo: Demo) -> None:
    """One article waits for its first review, one lies in the draft box, and the year has targets."""
    results = draft_article(demo.events["春季趣味体育比赛"], models.ArticlePage.Genre.RESULTS, demo.writer)
    submit(results, demo.writer)
    district = demo.orgs["江滨区残疾人联合会"]
    for counted, number in (("submitted", 80), ("carried", 28), ("pushed", 44)):
        models.PublicityTarget.objects.create(
            organisation=district, year=demo.today.year, counted=counted, number=number
        )
    account = models.WechatAccount.objects.first()
    if account is not None:
        report = models.ArticlePage.objects.live().filter(event__title="文艺汇演").first()
        push_now(push_of(report, account, demo.writer).pk)


def _finish_and_publish(demo: Demo, article: Any, title: str) -> None:
    """Go on writing where the draft has gaps, as a member of staff does, and publish it."""
    if title:
        article.title = title[:32]
    raw = article.body.get_prep_value()
    for child in raw:
        if child["type"] == "quotation" and "待补" in child["value"]["text"]:
            child["value"] = {"text": QUOTATIONS[article.event.title], "source": "一位参加者"}
        elif child["type"] == "text" and article.shown_figures.numbers.get("companions") is None:
            child["value"] = child["value"].replace("{{家属人数}} 位家属陪同，", "")
    article.body = article.body.stream_block.to_python(raw)
    article.editor = "宣传岗"
    article.save_revision(user=demo.writer)
    submit(article, demo.writer)
    for name in REVIEWERS:
        article = models.ArticlePage.objects.get(pk=article.pk)
        seen = text_hash(newest_revision(article))
        approve(article, get_user_model().objects.get(username=name), seen=seen)


def open_wechat_account(demo: Demo) -> None:
    """An account of the sandbox, where the site has one."""
    if not conf.get("WECHAT_SANDBOX"):
        return
    account = models.WechatAccount.objects.create(
        organisation=demo.orgs["江滨区残疾人联合会"],
        name="江滨残联（沙箱）",
        platform=models.WechatAccount.Platform.SANDBOX,
        app_id="wx-sandbox-jiangbin",
        secret=SANDBOX_KEY,
        author="江滨区残联",
        may_publish=True,
    )
    sandbox_platform().store.open_account(account.app_id, account.secret, may_publish=True)
