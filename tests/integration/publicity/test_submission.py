"""Submitting to the superior office: the package, the ways, the inbox, the credit, the ledger behind it."""

import io
import zipfile

import pytest
from django.core import mail
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.support import factories
from wagtail_disability_events.core.dates import local_day
from wagtail_disability_events.models import (
    ArticleIndexPage,
    ArticlePage,
    EventIndexPage,
    Headcount,
    LedgerEntry,
    Submission,
)
from wagtail_disability_events.publicity.drafting.drafts import draft_report
from wagtail_disability_events.publicity.submission import deciding, submitting
from wagtail_disability_events.publicity.submission.errors import CannotSubmit, NotYourList
from wagtail_disability_events.publicity.submission.package import package, safe_name
from wagtail_disability_events.publicity.word.document import word_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    return EventIndexPage.objects.get(slug="nanhu")


@pytest.fixture
def district():
    return EventIndexPage.objects.get(slug="jiangbin")


@pytest.fixture
def article():
    """An approved report of the street with two photos, one of them with a caption."""
    event = factories.event(schedule=[factories.when(-3)], title="环湖健步走")
    Headcount.objects.create(occurrence=event.occurrences.get(), walk_ins=86, companions=41, volunteers=12)
    factories.photo(event, state="public", alt_text="两位选手冲线", caption="终点：并肩 / 同行")
    factories.photo(event, state="public", alt_text="志愿者递水")
    made = draft_report(event, None)
    raw = [child for child in made.body.get_prep_value() if child["type"] not in ("quotation", "heading")]
    made.body = made.body.stream_block.to_python(raw)
    made.save_revision()
    factories.publish(ArticlePage.objects.get(pk=made.pk))
    return ArticlePage.objects.get(pk=made.pk)


class TestPackage:
    def test_it_holds_text_photos_captions_and_a_cover_sheet(self, article):
        archive = zipfile.ZipFile(io.BytesIO(package(article, "江滨区残联", "请审阅")))
        assert archive.namelist() == [
            "环湖健步走.docx",
            "照片/01-终点：并肩-同行.jpg",
            "照片/02-志愿者递水.jpg",
            "照片/照片说明.txt",
            "报送单.docx",
        ]
        assert (
            "01-终点：并肩-同行.jpg　终点：并肩 / 同行（两位选手冲线）"
            in archive.read("照片/照片说明.txt").decode()
        )
        assert archive.read("照片/01-终点：并肩-同行.jpg").startswith(b"\xff\xd8\xff")
        sheet = Document(io.BytesIO(archive.read("报送单.docx"))).tables[0]
        cells = {row.cells[0].text: row.cells[1].text for row in sheet.rows}
        assert cells["报送至"] == "江滨区残联"
        assert cells["照片"] == "2"
        assert cells["说明"] == "请审阅"

    def test_names_of_files_are_safe_everywhere(self):
        assert safe_name("../../etc/passwd") == "etc-passwd"
        assert safe_name("…") == "…"
        assert safe_name("///") == "文章"
        assert len(safe_name("长" * 200)) == 40


class TestWord:
    """GB/T 9704-2012."""

    @pytest.fixture
    def document(self, article):
        return Document(io.BytesIO(word_document(article)))

    def test_the_page_is_a4_with_its_margins(self, document):
        section = document.sections[0]
        found = [
            round(length.mm)
            for length in (
                section.page_width,
                section.page_height,
                section.top_margin,
                section.bottom_margin,
                section.left_margin,
                section.right_margin,
            )
        ]
        assert found == [210, 297, 37, 35, 28, 26]

    def test_fonts_sizes_and_lines_are_official(self, document):
        for name, font, size in (
            ("Title", "方正小标宋简体", 22),
            ("Normal", "仿宋_GB2312", 16),
            ("Heading 1", "黑体", 16),
        ):
            style = document.styles[name]
            assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == font
            assert style.font.size == Pt(size)
            assert style.paragraph_format.line_spacing == Pt(28)
        text = next(each for each in document.paragraphs if "86 人次" in each.text)
        assert text.paragraph_format.first_line_indent == Pt(32)
        assert document.paragraphs[0].text == "环湖健步走"

    def test_a_missing_font_has_its_substitute(self, article):
        archive = zipfile.ZipFile(io.BytesIO(word_document(article)))
        table = archive.read("word/fontTable.xml").decode()
        assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋"' in table

    def test_pages_are_numbered_outside_left_and_right(self, document):
        section = document.sections[0]
        odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
        assert "PAGE" in odd._p.xml
        assert (str(odd.alignment), str(even.alignment)) == ("RIGHT (2)", "LEFT (0)")

    def test_pictures_are_described(self, document):
        assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [
            "两位选手冲线",
            "志愿者递水",
        ]
        assert all(shape.width <= Mm(156) for shape in document.inline_shapes)


class TestWays:
    def test_to_an_organisation_of_the_site_and_back_with_credit(
        self, article, street, district, admin_user, client
    ):
        assert [each.slug for each in submitting.superiors_of(article)] == ["jiangbin"]
        sent = submitting.submit_to_organisation(article, district, admin_user, "请采用")
        assert submitting.submit_to_organisation(article, district, admin_user) == sent
        taken = deciding.accept(sent, admin_user)
        assert not taken.live
        assert dict(taken.signature)["供稿"] == "南湖街道残联"
        assert dict(taken.signature)["来源"] == "江滨区残疾人联合会"
        with pytest.raises(CannotSubmit):
            deciding.accept(sent, admin_user)
        factories.publish(taken)
        sent.refresh_from_db()
        assert sent.state == "published"
        entry = LedgerEntry.objects.get(organisation=street, outlet__kind="superior")
        assert None not in (entry.submitted_on, entry.accepted_on, entry.carried_on)
        assert entry.link.endswith(taken.slug + "/")

    def test_the_ledger_notes_the_day_of_the_organisation_and_not_of_the_server(
        self, article, street, district, admin_user
    ):
        zone = "Pacific/Kiritimati" if timezone.localtime().hour >= 18 else "Pacific/Honolulu"
        EventIndexPage.objects.filter(pk=street.pk).update(time_zone=zone)
        sent = submitting.submit_to_organisation(ArticlePage.objects.get(pk=article.pk), district, admin_user)
        factories.publish(deciding.accept(sent, admin_user))
        entry = LedgerEntry.objects.get(organisation=street, outlet__kind="superior")
        there = local_day(timezone.now(), zone)
        assert there != timezone.localdate()
        assert [entry.submitted_on, entry.accepted_on, entry.carried_on] == [there] * 3

    def test_declined_with_a_reason(self, article, district, admin_user):
        sent = submitting.submit_to_organisation(article, district, admin_user)
        deciding.decline(sent, admin_user, "本周版面已满")
        sent.refresh_from_db()
        assert (sent.state, sent.answer) == ("declined", "本周版面已满")
        assert submitting.submit_to_organisation(article, district, admin_user) != sent

    def test_by_mail_with_the_package(self, article, admin_user):
        mail.outbox.clear()
        submitting.submit_by_mail(article, "市残联宣传部", "news@example.com", admin_user)
        [message] = mail.outbox
        [(name, content, kind)] = message.attachments
        assert (message.to, name, kind) == (["news@example.com"], "环湖健步走.zip", "application/zip")
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
        assert LedgerEntry.objects.filter(outlet__name="市残联宣传部").count() == 1

    def test_a_mail_server_that_does_not_answer(self, article, admin_user, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        with pytest.raises(CannotSubmit, match="邮件没有发出"):
            submitting.submit_by_mail(article, "市残联宣传部", "news@example.com", admin_user)
        assert not article.submissions.exists()

    def test_a_package_that_is_too_large_for_mail(self, article, admin_user, monkeypatch):
        monkeypatch.setattr(submitting, "MAIL_MAX_BYTES", 10)
        with pytest.raises(CannotSubmit, match="20 MB"):
            submitting.submit_by_mail(article, "市残联", "news@example.com", admin_user)

    def test_only_what_is_approved(self, article, district, admin_user):
        ArticlePage.objects.filter(pk=article.pk).update(abstract="改过")
        with pytest.raises(CannotSubmit, match="先审完"):
            submitting.submit_to_organisation(ArticlePage.objects.get(pk=article.pk), district, admin_user)


class TestPages:
    @pytest.fixture
    def staff(self, client, admin_user):
        client.force_login(admin_user)
        return client

    def test_staff_submit_and_the_superior_accepts(self, staff, article, district):
        address = f"/admin/disability-events/article/{article.pk}/submit/"
        assert "江滨区残疾人联合会" in staff.get(address).content.decode()
        done = staff.post(address, {"way": "site", "superior": district.pk, "note": "请采用"}, follow=True)
        assert "已报送，并记入台账" in done.content.decode()
        inbox = f"/admin/disability-events/organisation/{district.pk}/inbox/"
        sent = Submission.objects.get(article=article)
        assert "请采用" in staff.get(inbox).content.decode()
        assert "86" in staff.get(f"{inbox}?look={sent.pk}").content.decode()
        opened = staff.post(inbox, {"submission": sent.pk, "do": "accept"})
        assert opened["Location"].endswith("/edit/")
        assert (
            "已经有人处理过"
            in staff.post(inbox, {"submission": sent.pk, "do": "decline"}, follow=True).content.decode()
        )

    def test_a_download_is_a_zip_with_a_chinese_name(self, staff, article):
        address = f"/admin/disability-events/article/{article.pk}/submit/"
        wrong = staff.post(address, {"way": "download"})
        assert wrong.status_code == 422
        answer = staff.post(address, {"way": "download", "to_name": "市残联"})
        assert answer["Content-Type"] == "application/zip"
        assert "filename*=utf-8''" in answer["Content-Disposition"]
        assert staff.post(address, {"way": "mail", "to_name": "市残联", "address": "x"}).status_code == 422

    def test_declining_says_why(self, staff, article, district, admin_user):
        sent = submitting.submit_to_organisation(article, district, admin_user)
        inbox = f"/admin/disability-events/organisation/{district.pk}/inbox/"
        staff.post(inbox, {"submission": sent.pk, "do": "decline", "answer": "版面已满"})
        assert (
            "版面已满" in staff.get(f"/admin/disability-events/article/{article.pk}/submit/").content.decode()
        )

    def test_without_a_list_of_articles_the_superior_is_told(self, staff, article, district, admin_user):
        other = factories.organisation()
        sent = submitting.submit_to_organisation(article, other, admin_user)
        ArticleIndexPage.objects.all().update(path="9999")
        inbox = f"/admin/disability-events/organisation/{other.pk}/inbox/"
        answer = staff.post(inbox, {"submission": sent.pk, "do": "accept"}, follow=True).content.decode()
        assert "还没有文章列表" in answer
        sent.refresh_from_db()
        assert sent.state == "sent"

    def test_others_see_neither(self, client, article, district):
        client.force_login(
            factories.user("w", page=EventIndexPage.objects.get(slug="wenyuan"), pages=("add", "change"))
        )
        for address in (f"article/{article.pk}/submit/", f"organisation/{district.pk}/inbox/"):
            assert client.get(f"/admin/disability-events/{address}").status_code == 302
            assert client.post(f"/admin/disability-events/{address}", {"way": "download"}).status_code == 302


def test_who_may_not_add_articles_above_accepts_none(client, article, district, admin_user):
    submission = submitting.submit_to_organisation(article, district, admin_user)
    clerk = factories.user("clerk", page=district, pages=("change",))
    with pytest.raises(NotYourList):
        deciding.accept(submission, clerk)
    client.force_login(clerk)
    address = f"/admin/disability-events/organisation/{district.pk}/inbox/"
    assert 'value="accept"' not in client.get(address).content.decode()
    before = ArticlePage.objects.count()
    client.post(address, {"submission": submission.pk, "do": "accept"})
    submission.refresh_from_db()
    assert (submission.state, ArticlePage.objects.count()) == ("sent", before)
    client.post(address, {"submission": submission.pk, "answer": "下次"})
    submission.refresh_from_db()
    assert submission.state == "declined"
