"""Three reviews: in their order, by different people, of the text that was seen; no way around them."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Comment, TaskState, WorkflowPage, WorkflowState

from tests.support import factories
from wagtail_disability_events.models import (
    ArticleIndexPage,
    ArticlePage,
    Headcount,
    PublicitySettings,
    ReviewTaskState,
)
from wagtail_disability_events.pages.approved_versions import text_hash
from wagtail_disability_events.publicity.drafting.drafts import draft_report
from wagtail_disability_events.publicity.queries import newest_revision
from wagtail_disability_events.publicity.review import reviewing
from wagtail_disability_events.publicity.review.changes import changes_between, word_difference
from wagtail_disability_events.publicity.review.errors import (
    HasGaps,
    NotInReview,
    NotReviewed,
    NotYourReview,
    OwnText,
    TextChanged,
)
from wagtail_disability_events.publicity.review.reviewer_mails import remind_reviewers
from wagtail_disability_events.publicity.text.plain_text import plain_text
from wagtail_disability_events.publicity.wechat.rendering import render_wechat
from wagtail_disability_events.publicity.workflow.queries import current_review

pytestmark = pytest.mark.django_db
REVIEWERS = ("shenhe", "fushen", "zhongshen")


def person(name):
    return get_user_model().objects.get(username=name)


def fresh(article):
    return ArticlePage.objects.get(pk=article.pk)


def seen(article):
    return text_hash(newest_revision(fresh(article)))


def approve(article, name, **options):
    return reviewing.approve(fresh(article), person(name), **({"seen": seen(article)} | options))


def rewrite(article, user, words="改过的一段。"):
    page = newest_revision(fresh(article))
    page.body = [("text", f"<p>{words}</p>")]
    page.save_revision(user=user)


@pytest.fixture
def event():
    made = factories.event(schedule=[factories.when(-3)], title="环湖健步走")
    Headcount.objects.create(occurrence=made.occurrences.get(), walk_ins=86, companions=41, volunteers=12)
    return made


@pytest.fixture
def article(event):
    """A report by the writer, without gaps, submitted for its first review."""
    made = draft_report(event, person("xuanchuan"))
    rewrite(made, person("xuanchuan"), "残疾人参加 {{参加人次}} 人次。")
    reviewing.submit(fresh(made), person("xuanchuan"))
    return fresh(made)


class TestThreeReviews:
    def test_after_the_third_the_article_is_out_with_names_and_times(self, article, client):
        for name in REVIEWERS:
            assert not fresh(article).live
            approve(article, name)
        live = fresh(article)
        assert live.live
        html = client.get(live.url).content.decode()
        today = timezone.localdate().isoformat()
        for label, name in (("初审", "演示 初审员"), ("复审", "演示 复审员"), ("终审", "演示 终审员")):
            assert f"{label}：{name}（{today}" in html
            assert f"{label}：{name}（{today}" in render_wechat(live).html

    @pytest.mark.both_databases
    def test_the_figures_stand_still_from_then_on(self, article):
        approve(article, "shenhe")
        Headcount.objects.update(walk_ins=90)
        approve(article, "fushen")
        approve(article, "zhongshen")
        Headcount.objects.update(walk_ins=99)
        assert "90 人次" in plain_text(fresh(article))

    def test_each_is_for_its_own_group(self, article):
        for name in ("fushen", "zhongshen", "huodong"):
            with pytest.raises(NotYourReview):
                approve(article, name)
        approve(article, "shenhe")
        with pytest.raises(NotYourReview):
            approve(article, "shenhe")

    def test_nobody_reviews_their_own_text(self, article):
        shenhe = person("shenhe")
        rewrite(article, shenhe)
        with pytest.raises(OwnText):
            approve(article, "shenhe")
        PublicitySettings.objects.create(
            organisation=article.get_parent().get_parent().specific, own_review=True
        )
        approve(article, "shenhe")

    def test_one_person_does_not_do_two_of_them(self, article):
        shenhe = person("shenhe")
        shenhe.groups.add(*person("fushen").groups.all())
        approve(article, "shenhe")
        with pytest.raises(OwnText):
            approve(article, "shenhe")

    def test_even_who_may_do_everything_does_not_skip_one(self, article, admin_user):
        reviewing.approve(fresh(article), admin_user, seen=seen(article))
        assert not fresh(article).live
        with pytest.raises(OwnText):
            reviewing.approve(fresh(article), admin_user, seen=seen(article))


class TestEdits:
    def test_an_edit_in_the_middle_begins_again(self, article):
        approve(article, "shenhe")
        approve(article, "fushen")
        rewrite(article, person("zhongshen"))
        waiting = current_review(fresh(article))
        assert waiting.task.specific.stage == "first"
        with pytest.raises(NotYourReview):
            approve(article, "zhongshen")

    def test_saving_the_same_text_again_changes_nothing(self, article):
        approve(article, "shenhe")
        newest_revision(fresh(article)).save_revision(user=person("fushen"))
        assert current_review(fresh(article)).task.specific.stage == "second"

    @pytest.mark.both_databases
    def test_an_overwritten_revision_is_another_text(self, article):
        approve(article, "shenhe")
        page = newest_revision(fresh(article))
        page.title = "另一个标题"
        page.save_revision(user=person("xuanchuan"), overwrite_revision=fresh(article).get_latest_revision())
        assert current_review(fresh(article)).task.specific.stage == "first"

    def test_what_was_changed_while_somebody_looked_is_not_approved(self, article):
        before = seen(article)
        rewrite(article, person("xuanchuan"), "别的话。")
        with pytest.raises(TextChanged):
            approve(article, "shenhe", seen=before)

    def test_after_the_approval_an_edit_needs_reviews_again(self, article):
        for name in REVIEWERS:
            approve(article, name)
        rewrite(article, person("xuanchuan"))
        with pytest.raises(NotReviewed):
            fresh(article).get_latest_revision().publish()
        assert "{{" not in plain_text(fresh(article))

    def test_an_older_text_that_was_approved_may_get_out_again(self, article):
        for name in REVIEWERS:
            approve(article, name)
        approved = fresh(article).live_revision
        rewrite(article, person("xuanchuan"))
        approved.publish()
        assert fresh(article).live


class TestSentBack:
    def test_the_author_is_told_and_submits_again(self, article, django_capture_on_commit_callbacks):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            reviewing.send_back(fresh(article), person("shenhe"), seen=seen(article), comment="请补上地点。")
        [message] = [one for one in mail.outbox if one.to == ["xuanchuan@example.com"]]
        assert "请补上地点" in message.body
        rewrite(article, person("xuanchuan"))
        reviewing.submit(fresh(article), person("xuanchuan"))
        assert current_review(fresh(article)).task.specific.stage == "first"

    def test_changes_since_then_are_shown(self, article):
        reviewing.send_back(fresh(article), person("shenhe"), seen=seen(article), comment="改。")
        before = newest_revision(fresh(article))
        page = newest_revision(fresh(article))
        page.title = "新标题"
        raw = page.body.get_prep_value()
        raw[0]["value"] = "<p>残疾人参加了 {{参加人次}} 人次。</p>"
        page.body = page.body.stream_block.to_python(raw)
        page.body.append(("heading", "小标题"))
        page.save_revision(user=person("xuanchuan"))
        changes = changes_between(before, newest_revision(fresh(article)))
        assert [(change.kind, change.label) for change in changes] == [
            ("changed", "标题"),
            ("changed", "1. 文字"),
            ("new", "2. 小标题"),
        ]
        assert "<ins>了</ins>" in changes[1].html

    def test_differences_are_escaped(self):
        assert word_difference("甲<b>", "乙<b>") == "<del>甲</del><ins>乙</ins>&lt;b&gt;"


def told_after_publication(rf, page):
    """What the administration says after somebody has published a page."""
    request = rf.post("/admin/")
    request.session = {}
    request._messages = FallbackStorage(request)
    for hook in hooks.get_hooks("after_publish_page"):
        hook(request, page)
    return [str(message) for message in request._messages]


class TestNoWayAround:
    @pytest.fixture
    def staff(self, client, admin_user):
        client.force_login(admin_user)
        return client

    def test_the_editor_offers_no_publishing_and_refuses_it(self, staff, event):
        article = draft_report(event, person("xuanchuan"))
        editor = staff.get(f"/admin/pages/{article.pk}/edit/").content.decode()
        assert 'name="action-publish"' not in editor
        page = newest_revision(article)
        with pytest.raises(NotReviewed):
            page.get_latest_revision().publish()
        with pytest.raises(NotReviewed):
            staff.post(f"/admin/api/main/pages/{article.pk}/action/publish/")
        assert not fresh(article).live

    def test_who_publishes_where_no_reviews_are_set_up_is_told(self, rf, event):
        article = fresh(draft_report(event, person("xuanchuan")))
        assert told_after_publication(rf, article) == []
        WorkflowPage.objects.filter(page__in=ArticleIndexPage.objects.all()).delete()
        [told] = told_after_publication(rf, fresh(article))
        assert article.title in told
        assert told_after_publication(rf, event) == []

    @pytest.mark.both_databases
    def test_many_at_once_are_refused(self, staff, event):
        article = draft_report(event, person("xuanchuan"))
        address = f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={article.pk}"
        answer = staff.post(address, {}, follow=True)
        assert "请先送审" in answer.content.decode()
        assert not fresh(article).live

    def test_copies_are_drafts(self, staff):
        live = ArticlePage.objects.filter(live=True).first()
        parent = live.get_parent()
        staff.post(
            f"/admin/pages/{live.pk}/copy/",
            {"new_title": "副本", "new_slug": "copy-1", "new_parent_page": parent.pk, "publish_copies": "on"},
        )
        assert not ArticlePage.objects.get(slug="copy-1").live

    def test_without_a_workflow_only_gaps_keep_it_in(self):
        WorkflowState.objects.all().delete()
        index = ArticleIndexPage.objects.get(slug="articles")
        index.workflowpage.delete()
        article = draft_report(factories.event(schedule=[factories.when(-2)]), None)
        with pytest.raises(HasGaps):
            article.get_latest_revision().publish()
        rewrite(article, None)
        fresh(article).get_latest_revision().publish()
        assert fresh(article).approved is not None
        with pytest.raises(NotReviewed):
            reviewing.submit(fresh(article), person("xuanchuan"))


class TestPage:
    def look(self, client, article, name):
        client.force_login(person(name))
        return client.get(f"/admin/disability-events/article/{article.pk}/review/")

    def do(self, client, article, what, **fields):
        address = f"/admin/disability-events/article/{article.pk}/review/"
        return client.post(address, {"do": what, "seen": seen(article)} | fields, follow=True)

    def test_a_reviewer_sees_checks_changes_and_the_phone_and_approves(self, client, article):
        page = self.look(client, article, "shenhe").content.decode()
        for words in ("首次送审", "没有发现问题", "手机上看", "srcdoc="):
            assert words in page
        assert "下一步：复审" in self.do(client, article, "approve").content.decode()
        self.look(client, article, "fushen")
        self.do(client, article, "approve")
        self.look(client, article, "zhongshen")
        assert "已审定并发布" in self.do(client, article, "approve").content.decode()
        assert "已审定" in self.look(client, article, "xuanchuan").content.decode()

    def test_with_something_that_must_be_changed_nothing_is_approved(self, client, article):
        rewrite(article, person("xuanchuan"), "来了残废人。")
        assert "disabled" in self.look(client, article, "shenhe").content.decode()
        assert "必须" in self.do(client, article, "approve").content.decode()
        assert current_review(fresh(article)).task.specific.stage == "first"

    def test_sending_back_needs_words(self, client, article):
        self.look(client, article, "shenhe")
        answer = self.do(client, article, "send_back", comment=" ")
        assert answer.status_code == 422
        assert "请写明要改什么" in answer.content.decode()
        assert "已退回" in self.do(client, article, "send_back", comment="缺地点").content.decode()

    def test_words_to_the_author_outlive_a_text_that_changed_meanwhile(self, client, article):
        page = self.look(client, article, "shenhe")
        old = page.context["seen"]
        rewrite(article, person("xuanchuan"), "又写了一段。")
        address = f"/admin/disability-events/article/{article.pk}/review/"
        answer = client.post(address, {"do": "send_back", "seen": old, "comment": "第三段请写地点"})
        assert "请再看一遍" in answer.content.decode()
        assert "第三段请写地点" in answer.content.decode()
        assert answer.context["seen"] == seen(article) != old

    def test_comments_stand_at_blocks_and_are_resolved(self, client, article):
        block = str(newest_revision(article).body[0].id)
        self.look(client, article, "shenhe")
        self.do(client, article, "comment", block=block, text="这里写具体些")
        self.do(client, article, "comment", block="no-such-block", text="标题太长")
        comments = list(Comment.objects.filter(page=article.pk).order_by("pk"))
        assert [comment.contentpath for comment in comments] == [f"body.{block}", "title"]
        assert "这里写具体些" in self.look(client, article, "xuanchuan").content.decode()
        self.do(client, article, "resolve", comment=comments[0].pk)
        assert "这里写具体些" not in self.look(client, article, "xuanchuan").content.decode()

    def test_the_author_submits_from_here(self, client, event):
        article = draft_report(event, person("xuanchuan"))
        assert "送审" in self.look(client, article, "xuanchuan").content.decode()
        assert "已送审" in self.do(client, article, "submit").content.decode()
        assert current_review(fresh(article)).task.specific.stage == "first"

    def test_somebody_removed_from_the_group_in_the_middle(self, client, article):
        self.look(client, article, "shenhe")
        person("shenhe").groups.set(person("xuanchuan").groups.all())
        assert "别的用户组" in self.do(client, article, "approve").content.decode()
        assert current_review(fresh(article)).task.specific.stage == "first"
        assert "没有人" in self.look(client, article, "admin").content.decode()

    def test_it_is_closed_to_others(self, client, article):
        client.force_login(factories.user("q", page=ArticleIndexPage.objects.first()))
        assert client.get(f"/admin/disability-events/article/{article.pk}/review/").status_code == 302


class TestDeadline:
    def test_who_is_late_is_reminded_once(self, article):
        mail.outbox.clear()
        assert remind_reviewers() == 0
        ours = ReviewTaskState.objects.filter(workflow_state__object_id=str(article.pk))
        ours.update(started_at=timezone.now() - timedelta(days=3))
        assert remind_reviewers() == 1
        assert remind_reviewers() == 0
        [message] = mail.outbox
        assert message.to == ["shenhe@example.com"]
        assert f"/article/{article.pk}/review/" in message.body
        call_command("run_periodic", only=["reviewers"], force=True)

    def test_a_reminder_that_could_not_be_sent_is_sent_the_next_time(self, article):
        ours = ReviewTaskState.objects.filter(workflow_state__object_id=str(article.pk))
        ours.update(started_at=timezone.now() - timedelta(days=3))
        mail.outbox.clear()
        with (
            override_settings(EMAIL_BACKEND="tests.support.no_mail_server.Backend"),
            pytest.raises(ConnectionRefusedError),
        ):
            remind_reviewers()
        assert set(ours.values_list("reminded_at", flat=True)) == {None}
        assert remind_reviewers() == 1
        assert len(mail.outbox) == 1


def test_the_command_sets_three_reviews_up(capsys):
    index = ArticleIndexPage(title="另一份", slug="other-articles")
    ArticleIndexPage.objects.first().get_parent().add_child(instance=index)
    groups = {"first": "审核员", "second": "复审员", "final": "终审员"}
    call_command("set_up_reviews", "other-articles", **groups)
    assert [task.specific.stage for task in index.get_workflow().tasks] == ["first", "second", "final"]
    with pytest.raises(CommandError, match="no group"):
        call_command("set_up_reviews", str(index.pk), **{**groups, "final": "没有"})
    with pytest.raises(CommandError, match="0 lists"):
        call_command("set_up_reviews", "none", **groups)


@pytest.mark.both_databases
def test_two_reviewers_at_once_are_one_approval(article):
    first, second = fresh(article), fresh(article)
    reviewing.approve(first, person("shenhe"), seen=seen(article))
    with pytest.raises((NotYourReview, NotInReview, OwnText)):
        reviewing.approve(second, person("shenhe"), seen=seen(article))
    assert TaskState.objects.filter(status="approved", workflow_state__object_id=str(article.pk)).count() == 1
