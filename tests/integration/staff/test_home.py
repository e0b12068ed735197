"""The panel on the admin's first page: each kind of work appears when it waits, and goes when it is done."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from tests.support import factories
from wagtail_disability_events.models import (
    ArticlePage,
    EventIndexPage,
    EventPage,
    Headcount,
    PublicityTarget,
    Push,
    WechatAccount,
)
from wagtail_disability_events.pages.approved_versions import text_hash
from wagtail_disability_events.publicity.drafting.drafts import draft_report
from wagtail_disability_events.publicity.queries import newest_revision
from wagtail_disability_events.publicity.review import reviewing
from wagtail_disability_events.publicity.submission.submitting import submit_to_organisation
from wagtail_disability_events.staff.waiting import waiting_for

pytestmark = pytest.mark.django_db


def person(name):
    return get_user_model().objects.get(username=name)


def waits(user, words):
    """The titles under a kind of work; none where nothing of that kind waits."""
    return next((dict(kind.items) for kind in waiting_for(user) if words in kind.words), {})


def test_events_wait_for_announcement_photos_and_report():
    writer = person("xuanchuan")
    ahead = factories.event(title="新活动", schedule=[factories.when(1)])
    assert "新活动" in waits(writer, "还没有预告")
    past = factories.event(title="旧活动", schedule=[factories.when(-1)])
    assert "旧活动" in waits(writer, "还没有照片")
    assert "旧活动" in waits(writer, "还没有报道")
    factories.photo(past, state="public")
    Headcount.objects.create(occurrence=past.occurrences.get(), walk_ins=8)
    draft_report(past, writer)
    assert "旧活动" not in waits(writer, "还没有照片")
    assert "旧活动" not in waits(writer, "还没有报道")
    assert EventPage.objects.get(pk=ahead.pk).live


def test_an_article_on_its_way_waits_for_one_after_the_other():
    writer = person("xuanchuan")
    event = factories.event(title="健步走", schedule=[factories.when(-5)])
    article = draft_report(event, writer)
    assert "健步走" in waits(writer, "检查没有通过")
    page = newest_revision(article)
    page.body = [("text", "<p>走完了。</p>")]
    page.save_revision(user=writer)
    assert waits(writer, "检查没有通过") == {}
    article = ArticlePage.objects.get(pk=article.pk)
    reviewing.submit(article, writer)
    assert "健步走" in waits(person("shenhe"), "等您审核")
    assert waits(person("fushen"), "等您审核") == {}
    seen = text_hash(newest_revision(article))
    reviewing.send_back(article, person("shenhe"), seen=seen, comment="缺地点")
    assert "健步走" in waits(writer, "退回给您")


def test_what_is_approved_waits_for_its_push_and_its_publication(admin_user):
    account = WechatAccount.objects.create(
        organisation=EventIndexPage.objects.get(slug="jiangbin"), name="江滨残联", app_id="a", secret="s"
    )
    article = ArticlePage.objects.live().filter(genre="report").first()
    ArticlePage.objects.filter(pk=article.pk).update(last_published_at=timezone.now())
    WechatAccount.objects.exclude(pk=account.pk).delete()
    assert article.title in waits(admin_user, "还没有推送")
    push = Push.objects.create(article=article, account=account, state="failed")
    assert f"{article.title} → 江滨残联" in waits(admin_user, "没有成功的推送")
    Push.objects.filter(pk=push.pk).update(state="drafted", changed_at=timezone.now() - timedelta(days=2))
    assert f"{article.title} → 江滨残联" in waits(admin_user, "还没有发布")


def test_submissions_and_targets(admin_user):
    district = EventIndexPage.objects.get(slug="jiangbin")
    article = ArticlePage.objects.live().filter(genre="report").first()
    submit_to_organisation(article, district, admin_user)
    assert article.title in waits(admin_user, "下级报送来")
    PublicityTarget.objects.all().delete()
    now = timezone.now().replace(month=12, day=20)
    PublicityTarget.objects.create(organisation=district, year=now.year, counted="accepted", number=80)
    [line] = next(kind.items for kind in waiting_for(admin_user, now) if "年度目标" in kind.words)
    assert line[0] == "江滨区残疾人联合会：采用，完成 0 / 80"


def test_the_first_page_shows_it_to_those_who_write(client, django_assert_max_num_queries):
    client.force_login(person("xuanchuan"))
    page = client.get("/admin/").content.decode()
    assert "等您处理" in page
    with django_assert_max_num_queries(120):
        client.get("/admin/")
    client.force_login(factories.user("n"))
    assert "等您处理" not in client.get("/admin/").content.decode()


def test_nobody_sees_the_work_of_others():
    other = factories.user("w", page=EventIndexPage.objects.get(slug="wenyuan"), pages=("change",))
    factories.event(title="南湖的活动", schedule=[factories.when(5)])
    assert "南湖的活动" in waits(person("xuanchuan"), "还没有预告")
    assert "南湖的活动" not in waits(other, "还没有预告")
