"""The checks before a review: every planted violation is found, innocent texts pass, safe fixes mend."""

from ipaddress import ip_address

import pytest
from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from wagtail import hooks
from wagtail.images import get_image_model

from tests.support import factories
from tests.support.planted_articles import PLANTED
from tests.support.sentences import HURTING, INNOCENT
from tests.support.undoing import undone
from wagtail_disability_events.core import fetching, guarded_addresses
from wagtail_disability_events.models import (
    ArticleIndexPage,
    ArticlePage,
    CheckedLink,
    Headcount,
    PublicitySettings,
    SportsDayPage,
)
from wagtail_disability_events.pages.approved_versions import approve_version
from wagtail_disability_events.publicity.drafting.drafts import draft_report
from wagtail_disability_events.publicity.preflight.checking import HOOK, preflight
from wagtail_disability_events.publicity.preflight.findings import Finding, Severity, TextLocation
from wagtail_disability_events.publicity.preflight.language import findings_in
from wagtail_disability_events.publicity.preflight.mending import TextHasChanged, mend, mend_all
from wagtail_disability_events.publicity.preflight.tasks import visit_links
from wagtail_disability_events.publicity.preflight.typography import tidied
from wagtail_disability_events.registration.values.public_names import Naming

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """An event that is over: 86 visits, 41 companions, 12 volunteers."""
    made = factories.event(model=SportsDayPage, schedule=[factories.when(-3)], title="环湖健步走活动")
    Headcount.objects.create(occurrence=made.occurrences.get(), walk_ins=86, companions=41, volunteers=12)
    return made


def article_about(event, **fields):
    """A clean article about an event, with what is to be different."""
    photo_state = fields.pop("photo", None)
    picture, file_name = fields.pop("picture", None), fields.pop("file_name", None)
    values = {
        "title": "一起走",
        "abstract": "沿湖走三公里。",
        "genre": "report",
        "event_id": event.pk,
        "contributor": "街道残联",
        "body": [("text", "<p>沿湖走三公里，轮椅和婴儿车都能走。</p>")],
    } | fields
    if photo_state:
        photo = factories.photo(event, state="public")
        values["body"] = [("gallery", {"heading": "现场", "photos": [photo], "columns": "1"})]
    if picture is not None or file_name is not None:
        image = get_image_model()(title="a", file=ImageFile(factories.picture(), name=file_name or "a.jpg"))
        image.save()
        image.contextual_alt_text, image.decorative = picture or "湖边的路" * bool(file_name), False
        values["body"] = [("picture", {"image": image, "caption": ""})]
    article = ArticlePage(**values)
    ArticleIndexPage.objects.first().add_child(instance=article)
    if photo_state:
        event.photos.update(state=photo_state)
    return ArticlePage.objects.get(pk=article.pk)


def checks_of(article):
    return [finding.check for finding in preflight(article).findings]


class TestPlanted:
    def test_each_is_found_with_its_place_and_reason(self, event):
        organisation = event.organisation
        PublicitySettings.objects.create(organisation=organisation, own_words="义工=志愿者")
        PublicitySettings.objects.create(
            organisation=organisation.get_parent().specific, own_words="义工=志愿者"
        )
        CheckedLink.objects.create(address="https://example.com/gone", is_alive=False)
        for number, (check, fields) in enumerate(PLANTED):
            with undone():
                findings = preflight(article_about(event, **fields)).findings
            found = [one for one in findings if one.check == check]
            assert found, (number, check)
            assert all(one.location.label and one.reason for one in found), (number, check)

    def test_there_are_more_than_sixty(self):
        assert len(PLANTED) >= 60

    def test_a_clean_article_has_none(self, event):
        assert checks_of(article_about(event)) == []

    def test_the_articles_of_the_demo_have_none(self):
        assert {article.title: checks_of(article) for article in ArticlePage.objects.all()} == {
            article.title: [] for article in ArticlePage.objects.all()
        }


class TestLanguage:
    def test_a_hundred_sentences(self, record_property):
        """Precision and recall over fifty sentences that hurt and fifty that do not."""
        assert (len(HURTING), len(INNOCENT)) == (50, 50)
        missed = [text for text, rule in HURTING if rule not in [one.check for one in findings_in(text)]]
        false = [text for text in INNOCENT if list(findings_in(text))]
        found = len(HURTING) - len(missed)
        record_property("recall", found / len(HURTING))
        record_property("precision", found / (found + len(false)))
        print(f"language: recall {found / len(HURTING):.2f}, precision {found / (found + len(false)):.2f}")
        assert found / len(HURTING) >= 0.95, missed
        assert found / (found + len(false)) >= 0.95, false

    def test_quotations_and_names_are_advice_without_a_fix(self, event):
        for fields in (
            {"body": [("quotation", {"text": "他们叫我瘸子", "source": ""})]},
            {"body": [("text", "<p>大家看了电影《聋哑人的故事》。</p>")]},
            {"body": [("text", "<p>有人说“他是瞎子”，他不生气。</p>")]},
        ):
            [finding] = [
                one for one in preflight(article_about(event, **fields)).findings if one.check == "respect"
            ]
            assert (finding.severity, finding.fix) == (Severity.ADVICE, None)


class TestPrivacy:
    def test_who_did_not_agree_to_be_named_is_found_by_name(self, event):
        event = factories.event(ArticleIndexPage.objects.first().get_parent().specific)
        viewer = get_user_model().objects.get(username="admin")
        for name, naming in (
            ("赵晓峰", Naming.ANONYMOUS),
            ("欧阳小川", Naming.GIVEN),
            ("钱大有", Naming.FULL),
        ):
            factories.registration(event, name=name, named_as=naming)
        body = [("text", "<p>赵晓峰、欧阳小川和钱大有一起来了。</p>")]
        found = [
            one
            for one in preflight(article_about(event, body=body), viewer).findings
            if one.check == "name-without-consent"
        ]
        assert [one.words for one in found] == ["赵晓峰", "欧阳小川"]
        assert "小川" in found[1].reason

    def test_the_number_of_the_office_may_get_out(self, event):
        type(event.organisation).objects.filter(pk=event.organisation.pk).update(
            contact_phone="138 0000 1234"
        )
        page = ArticleIndexPage.objects.first().get_parent().specific
        type(page).objects.filter(pk=page.pk).update(contact_phone="13800001234")
        assert "phone-number" not in checks_of(
            article_about(event, body=[("text", "<p>请打 138-0000-1234。</p>")])
        )

    def test_numbers_that_are_no_identity_pass(self, event):
        body = [("text", "<p>订单 123456789012345678，流水 20260517123456789012。</p>")]
        assert "identity-number" not in checks_of(article_about(event, body=body))

    def test_a_report_never_shows_the_number_itself(self, event):
        [finding] = preflight(article_about(event, body=[("text", "<p>打 13800001234</p>")])).errors
        assert "0000123" not in finding.words


class TestFigures:
    @pytest.mark.parametrize(
        "words", ["残疾人参加 86 人次", "残疾人参加 80 余人次", "12 位志愿者", "41 位家属"]
    )
    def test_what_agrees_with_the_record_passes(self, event, words):
        assert checks_of(article_about(event, body=[("text", f"<p>{words}。</p>")])) == []

    def test_the_fix_lets_the_text_follow_the_record(self, event, admin_user):
        article = article_about(event, body=[("text", "<p>残疾人参加 90 人次。</p>")])
        [finding] = [one for one in preflight(article).findings if one.check == "other-figure"]
        mend(article, finding.key, admin_user)
        newest = article.get_latest_revision_as_object()
        assert "残疾人参加 {{参加人次}} 人次" in str(newest.body.get_prep_value())
        assert checks_of(newest) == []

    def test_a_record_that_changed_after_the_approval_is_flagged(self, event):
        article = draft_report(event, None)
        approve_version(article, [])
        Headcount.objects.update(walk_ins=90)
        fresh = ArticlePage.objects.get(pk=article.pk)
        [finding] = [one for one in preflight(fresh).findings if one.check == "figure-changed"]
        assert "86" in finding.reason
        assert "90" in finding.reason


class TestDates:
    def test_a_day_that_is_not_the_events_is_found_before_it(self):
        ahead = factories.event(schedule=[factories.when(10)])
        day = factories.days_ahead(12)
        body = [("text", f"<p>{day.month} 月 {day.day} 日见。</p>")]
        assert checks_of(article_about(ahead, genre="announcement", body=body)) == ["other-day"]
        right = factories.days_ahead(10)
        for hour, found in (("9:00", []), ("14:30", ["other-time"])):
            body = [("text", f"<p>{right.month} 月 {right.day} 日 {hour} 见。</p>")]
            assert checks_of(article_about(ahead, genre="announcement", body=body)) == found

    def test_a_wrong_weekday_is_mended(self, event, admin_user):
        article = article_about(event, body=[("text", "<p>2026 年 5 月 17 日 星期一 见。</p>")])
        assert mend_all(article, admin_user) == 1
        assert "2026 年 5 月 17 日 星期日 见" in str(article.get_latest_revision_as_object().body)


class TestMending:
    def test_all_that_is_safe_is_mended_at_once_and_logged(self, event, admin_user):
        body = [
            ("heading", "共86人参加"),
            ("text", "<p>他来了,<b>很高兴</b>。</p><p>欢迎残疾人士(含家属)!</p>"),
            ("contact", {"person": "王老师", "phone": "", "location": "1号楼", "hours": ""}),
        ]
        article = article_about(event, body=body)
        assert mend_all(article, admin_user) >= 4
        newest = article.get_latest_revision_as_object()
        stored = str(newest.body.get_prep_value())
        for words in ("共 86 人参加", "残疾人（含家属）！", "1 号楼"):
            assert words in stored
        assert newest.latest_revision.user == admin_user

    def test_a_clause_with_a_gap_is_taken_out(self, event, admin_user):
        Headcount.objects.update(companions=0)
        body = [
            (
                "text",
                "<p>残疾人参加 {{参加人次}} 人次，{{家属人数}} 位家属陪同，{{志愿者人数}} 位志愿者服务。</p>",
            ),
            ("text", "<p>大家说：【待补：原话】，很好。【待补：感谢谁】。</p>"),
            ("text", "<p>5 月 17 日，街道残联在【待补：活动地点】举办“健步走”。</p>"),
            ("quotation", {"text": "【待补：一位参加者的话】", "source": ""}),
        ]
        article = article_about(event, body=body)
        assert mend_all(article, admin_user) == 5
        newest = article.get_latest_revision_as_object()
        stored = [child["value"] for child in newest.body.get_prep_value()]
        assert stored == [
            "<p>残疾人参加 {{参加人次}} 人次，{{志愿者人数}} 位志愿者服务。</p>",
            "<p>很好。</p>",
            "<p>5 月 17 日，街道残联举办“健步走”。</p>",
        ]

    def test_a_block_that_a_fix_takes_out_needs_no_further_fix(self, event, admin_user):
        quotation = {"text": "【待补：参加者的话】", "source": "【待补：说话的人】"}
        article = article_about(event, body=[("text", "<p>天气很好。</p>"), ("quotation", quotation)])
        assert mend_all(article, admin_user) == 1
        newest = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
        assert [child.block_type for child in newest.body] == ["text"]

    def test_what_was_changed_meanwhile_is_not_mended(self, event, admin_user):
        article = article_about(event, body=[("text", "<p>共86人</p>")])
        [finding] = preflight(article).findings
        article.body = [("text", "<p>别的字</p>")]
        with pytest.raises(TextHasChanged):
            mend(article, finding.key, admin_user)

    def test_names_in_braces_are_left_alone(self):
        assert tidied("共{{参加人次}}人") == "共{{参加人次}}人"
        assert tidied('共86人参加(含家属),"真高兴"...') == "共 86 人参加（含家属），“真高兴”……"
        assert tidied("比分 3:2，网址 a.com/b?c=1") == "比分 3:2，网址 a.com/b?c=1"


class TestLinks:
    def test_they_are_looked_at_when_somebody_asks(self, event, monkeypatch):
        body = [("text", '<p><a href="https://a.example/">一</a><a href="http://10.0.0.1/">二</a></p>')]
        article = article_about(event, body=body)
        article.save_revision()
        asked = []
        monkeypatch.setattr(
            fetching, "_ask", lambda target, watch, read: (asked.append(target.host), (404, ""))[1]
        )
        monkeypatch.setattr(
            guarded_addresses,
            "_resolved",
            lambda host, port: [ip_address({"a.example": "8.8.8.8"}.get(host, host))],
        )
        assert visit_links.call(article.pk) == 0
        assert asked == ["a.example"]
        assert CheckedLink.objects.filter(is_alive=False).count() == 2
        assert "link-dead" in checks_of(ArticlePage.objects.get(pk=article.pk))


class TestPage:
    def test_staff_see_the_findings_and_mend_them(self, client, admin_user, event):
        client.force_login(admin_user)
        article = article_about(event, body=[("text", "<p>来了残废人,共86人。</p>")])
        article.save_revision()
        address = f"/admin/disability-events/article/{article.pk}/checks/"
        page = client.get(address).content.decode()
        assert "这个词伤人，请写“残疾人”" in page
        assert "审定之前必须改" in page
        done = client.post(address, {"do": "all"}, follow=True).content.decode()
        assert "没有发现问题" in done
        assert "文字已经改过" in client.post(address, {"mend": "x"}, follow=True).content.decode()

    def test_others_do_not(self, client, event):
        article = article_about(event)
        client.force_login(factories.user("r", page=event, pages=("change",)))
        address = f"/admin/disability-events/article/{article.pk}/checks/"
        assert client.get(address).status_code == 302
        assert client.post(address, {"do": "all"}).status_code == 302

    def test_a_site_adds_a_check_of_its_own(self, event):
        def no_exclamation(subject):
            for passage in subject.passages:
                if "！" in passage.text:
                    yield Finding("no-exclamation", Severity.WARNING, passage.location, "不用感叹号。", "！")

        article = article_about(event, body=[("text", "<p>来吧！</p>")])
        with hooks.register_temporarily(HOOK, no_exclamation):
            assert "no-exclamation" in checks_of(article)
        assert "no-exclamation" not in checks_of(article)


def test_the_key_of_a_finding_is_that_of_its_words_and_place():
    location = TextLocation("文字", ("body", "a", "value"))
    first, second = (Finding("x", Severity.ERROR, location, "为什么", words) for words in ("甲", "乙"))
    assert first.key != second.key
    assert first.key == Finding("x", Severity.ADVICE, location, "换个说法", "甲").key
