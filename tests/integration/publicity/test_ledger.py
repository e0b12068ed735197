"""The ledger: what it notes by itself, forms, spreadsheets, duplicates, targets, exports, and whose it is."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from tests.support import factories
from wagtail_disability_events.models import (
    ArticlePage,
    EventIndexPage,
    LedgerEntry,
    Outlet,
    PublicityTarget,
    Push,
    WechatAccount,
)
from wagtail_disability_events.publicity.channels.in_ledger import note_push
from wagtail_disability_events.publicity.ledger.keeping import note
from wagtail_disability_events.publicity.ledger.sheet_reading import SheetUnreadable, read_sheet
from wagtail_disability_events.publicity.ledger.targets import count, progress

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 17)
HEADER = ["标题", "媒体", "类型", "级别", "报送日期", "采用日期", "刊播日期", "链接", "阅读量", "备注"]


@pytest.fixture
def street():
    LedgerEntry.objects.all().delete()
    PublicityTarget.objects.all().delete()
    return EventIndexPage.objects.get(slug="nanhu")


@pytest.fixture
def staff(client, admin_user):
    client.force_login(admin_user)
    return client


@pytest.fixture
def paper():
    return Outlet.objects.create(name="江滨日报", kind="newspaper", level="city")


def sheet_of(*rows, header=HEADER):
    book = Workbook()
    book.active.append(header)
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class TestByItself:
    def test_an_article_that_gets_out_is_carried_on_this_site(self):
        titles = set(ArticlePage.objects.live().values_list("title", flat=True))
        noted = LedgerEntry.objects.filter(outlet__kind="website")
        assert set(noted.values_list("title", flat=True)) == titles
        assert noted.first().link.startswith("http")

    def test_a_push_is_submitted_and_carried_once_it_is_published(self, street, admin_user):
        account = WechatAccount.objects.create(
            organisation=EventIndexPage.objects.get(slug="jiangbin"), name="江滨残联", app_id="a", secret="s"
        )
        article = ArticlePage.objects.filter(genre="report").first()
        push = Push.objects.create(article=article, account=account, state="drafted", started_by=admin_user)
        note_push(push)
        push.state, push.address = "published", "https://mp.weixin.qq.com/s/x"
        note_push(push)
        [entry] = LedgerEntry.objects.filter(outlet__name="江滨残联")
        assert (entry.outlet.kind, entry.link) == ("superior", "https://mp.weixin.qq.com/s/x")
        assert entry.submitted_on == entry.carried_on

    def test_what_was_noted_stays_and_what_was_empty_is_filled(self, street, paper):
        first = note(street, "人人有奖：运动会", paper, submitted_on=DAY, link="https://a.cn/1")
        again = note(street, "《人人有奖》运动会", paper, carried_on=DAY, link="https://b.cn/2")
        assert first.pk == again.pk
        assert (again.submitted_on, again.carried_on, again.link) == (DAY, DAY, "https://a.cn/1")


class TestForm:
    def fields(self, street, **more):
        return {"organisation": street.pk, "title": "人人有奖", "submitted_on": "2026-05-17"} | more

    def test_an_entry_with_a_new_outlet_and_a_scan(self, staff, street):
        scan = SimpleUploadedFile("身份证 IMG_1.jpg", factories.picture().read(), "image/jpeg")
        fields = self.fields(
            street, new_outlet="江滨电视台", new_kind="television", new_level="city", proof=scan
        )
        staff.post("/admin/disability-events/ledger/add/", fields)
        entry = LedgerEntry.objects.get()
        assert "IMG" not in entry.proof.name
        answer = staff.get(f"/admin/disability-events/ledger/{entry.pk}/proof/")
        assert answer["Content-Disposition"] == f'attachment; filename="{entry.pk}.jpg"'
        staff.post(f"/admin/disability-events/ledger/{entry.pk}/", {"do": "remove"})
        assert not LedgerEntry.objects.exists()

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"title": ""}, "请填标题"),
            ({}, "请写明报送到哪里"),
            ({"new_outlet": "某报"}, "类型和级别"),
            (
                {"new_outlet": "某报", "new_kind": "newspaper", "new_level": "city", "submitted_on": ""},
                "至少填一个",
            ),
        ],
    )
    def test_what_is_missing_is_said(self, staff, street, more, words):
        answer = staff.post("/admin/disability-events/ledger/add/", self.fields(street) | more)
        assert answer.status_code == 422
        assert words in answer.content.decode()

    @pytest.mark.both_databases
    def test_the_same_article_at_the_same_outlet_is_recognised(self, staff, street, paper):
        note(street, "《人人有奖》", paper, submitted_on=DAY)
        answer = staff.post("/admin/disability-events/ledger/add/", self.fields(street, outlet=paper.pk))
        assert "台账里已经有" in answer.content.decode()
        assert LedgerEntry.objects.count() == 1

    def test_a_file_that_only_calls_itself_a_picture_is_refused(self, staff, street, paper):
        for name, content in (("a.jpg", b"<script>"), ("a.exe", b"MZ")):
            scan = SimpleUploadedFile(name, content)
            fields = self.fields(street, outlet=paper.pk, proof=scan)
            assert staff.post("/admin/disability-events/ledger/add/", fields).status_code == 422


class TestSheet:
    def test_it_is_looked_at_then_taken_over(self, staff, street, paper):
        note(street, "老消息", paper, submitted_on=DAY)
        content = sheet_of(
            [
                "助残日活动",
                "江滨日报",
                "报纸",
                "市级",
                "2026-05-18",
                "",
                date(2026, 5, 20),
                "https://a.cn/1",
                "1,200",
                "",
            ],
            ["老 消息", "江滨日报", "", "", "", "2026/5/19", "", "", "", ""],
            ["助残日活动", "江滨日报", "", "", "", "", "", "", "", ""],
            ["", "江滨日报", "", "", "", "", "", "", "", ""],
            ["坏日期", "区电视台", "", "", "昨天", "", "", "", "", ""],
            [
                "街道消息",
                "江滨区残联公众号",
                "",
                "区级",
                "2026年5月18日",
                "",
                "",
                "javascript:1",
                "很多",
                "=1+1",
            ],
        )
        address = "/admin/disability-events/ledger/sheet/"
        file = SimpleUploadedFile("台账.xlsx", content)
        page = staff.post(address, {"organisation": street.pk, "file": file})
        html = page.content.decode()
        for words in ("可以导入 4 行", "2 行台账里已经有", "缺标题或媒体", "这不是日期：昨天"):
            assert words in html
        assert LedgerEntry.objects.count() == 1
        staff.post(address, {"organisation": street.pk, "rows": page.context["packed"]})
        found = {entry.title: entry for entry in LedgerEntry.objects.all()}
        assert set(found) == {"老消息", "助残日活动", "街道消息"}
        assert found["老消息"].accepted_on == date(2026, 5, 19)
        new = found["助残日活动"]
        assert (new.carried_on, new.reads, new.outlet) == (date(2026, 5, 20), 1200, paper)
        assert found["街道消息"].link == ""
        assert found["街道消息"].reads is None
        assert found["街道消息"].outlet.kind == "superior"

    def test_rows_that_somebody_made_up_are_refused(self, staff, street):
        answer = staff.post(
            "/admin/disability-events/ledger/sheet/", {"organisation": street.pk, "rows": "x:y"}, follow=True
        )
        assert "重新选择文件" in answer.content.decode()

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
    def test_csv_from_any_office_program(self, encoding):
        [row] = read_sheet("标题,媒体,报送日期\n活动,江滨网,20260517\n".encode(encoding), "a.csv")
        assert row.entry.submitted_on == DAY
        assert row.entry.kind == "website"

    @pytest.mark.parametrize(
        "content",
        [
            b"PK\x03\x04broken",
            b"\xff\xfe\x00\x00",
            b"a,b\n1,2\n",
            b"x" * (5 * 2**20 + 1),
            "标题,媒体\n".encode() + b"x" * 200_000,
            "标题,媒体\n".encode() + "活动,江滨网\n".encode() * 2001,
        ],
    )
    def test_what_is_no_sheet_is_said(self, content):
        with pytest.raises(SheetUnreadable):
            read_sheet(content, "a.xlsx")


class TestTable:
    @pytest.mark.both_databases
    def test_filters_search_and_xlsx_with_formulas_as_text(self, staff, street, paper):
        note(street, "=HYPERLINK(1)", paper, submitted_on=DAY)
        note(street, "采用的", paper, accepted_on=DAY)
        page = staff.get("/admin/disability-events/ledger/?step=accepted").content.decode()
        assert "采用的" in page
        assert "HYPERLINK" not in page
        assert "采用的" not in staff.get("/admin/disability-events/ledger/?q=HYPER").content.decode()
        assert "采用的" not in staff.get("/admin/disability-events/ledger/?first=2026-05-18").content.decode()
        answer = staff.get("/admin/disability-events/ledger/?export=xlsx")
        rows = list(load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values)
        assert rows[0][0] == "标题"
        assert "'=HYPERLINK(1)" in [row[0] for row in rows]

    def test_each_sees_the_entries_of_their_own_organisations(self, client, street, paper):
        own = EventIndexPage.objects.get(slug="wenyuan")
        theirs = note(street, "街道的", paper, submitted_on=DAY)
        note(own, "文苑的", paper, submitted_on=DAY)
        client.force_login(factories.user("w", page=own, pages=("change",)))
        page = client.get("/admin/disability-events/ledger/").content.decode()
        assert "文苑的" in page
        assert "街道的" not in page
        for address in (f"{theirs.pk}/", f"{theirs.pk}/proof/"):
            assert client.get(f"/admin/disability-events/ledger/{address}").status_code == 404
        client.force_login(factories.user("n"))
        for address in ("", "add/", "sheet/", "targets/"):
            assert client.get(f"/admin/disability-events/ledger/{address}").status_code == 302


class TestTargets:
    @pytest.mark.both_databases
    def test_progress_is_counted_by_kind_and_level_with_those_below(self, street, paper):
        community = EventIndexPage.objects.get(slug="chuangye")
        site = Outlet.objects.create(name="街道网", kind="website", level="street")
        account = Outlet.objects.create(name="南湖号", kind="own_account", level="street")
        note(street, "一", paper, carried_on=DAY, submitted_on=DAY)
        note(community, "二", site, carried_on=DAY)
        note(street, "三", account, carried_on=DAY)
        note(street, "去年", paper, carried_on=date(2025, 5, 17))
        assert count(street, 2026, "carried") == 2
        assert count(street, 2026, "carried", "city") == 1
        assert count(street, 2026, "pushed") == 1
        assert count(street, 2026, "submitted") == 1

    def test_what_is_behind_is_said(self, staff, street):
        year = date.today().year
        address = "/admin/disability-events/ledger/targets/"
        fields = {"organisation": street.pk, "year": year, "counted": "submitted", "level": "", "number": 80}
        staff.post(address, fields)
        assert "完成 0 / 80" in staff.get(address).content.decode()
        [one] = progress(street, date(year, 7, 1))
        assert (one.due, one.is_behind, one.percent) == (39, True, 0)
        assert staff.post(address, fields).status_code == 422
        staff.post(address, {"do": "remove", "target": one.target.pk})
        assert not PublicityTarget.objects.exists()


def test_an_entry_with_a_scan_can_be_opened_and_changed_again(staff, street):
    """The file lies in the private storage, which gives no address to a form."""
    outlet = Outlet.objects.create(name="晚报", kind="newspaper")
    entry = LedgerEntry.objects.create(organisation=street, title="一篇", outlet=outlet, key="k")
    entry.proof.save("proof.jpg", factories.picture())
    address = reverse("wde_ledger_entry", args=[entry.pk])
    assert "已有文件，链接在上方" in staff.get(address).content.decode()
    form = {"organisation": street.pk, "title": "改过", "outlet": outlet.pk, "carried_on": "2026-03-01"}
    assert staff.post(address, form).status_code == 302
    entry.refresh_from_db()
    assert (entry.title, bool(entry.proof)) == ("改过", True)
    staff.post(address, form | {"proof-clear": "on"})
    entry.refresh_from_db()
    assert not entry.proof


def test_a_small_file_that_unpacks_into_a_huge_one_is_refused_unread(monkeypatch):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", bytes(8 * 1024 * 1024))
    assert len(out.getvalue()) < 100_000
    monkeypatch.setattr("openpyxl.load_workbook", lambda *args, **kwargs: pytest.fail("it was unpacked"))
    with pytest.raises(SheetUnreadable) as refused:
        read_sheet(out.getvalue(), "a.xlsx")
    assert "太大" in str(refused.value)


def test_half_an_archive_is_no_spreadsheet():
    with pytest.raises(SheetUnreadable):
        read_sheet(b"PK\x03\x04 and no more", "a.xlsx")
