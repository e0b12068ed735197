"""A publicity worker's evening, without leaving the site: from an event with photos to the ledger.

Photos are there, and who came is counted. The report is drafted, checked, reviewed three times, pushed to the
sandbox account, submitted, and noted; every figure on the way is that of the record.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, log_in
from tests.support.axe import findings
from tests.support.site import RunningSite

pytestmark = pytest.mark.browser
TITLE = "环湖轮椅健步走"
MOST_ACTIONS = 25
PREPARED = f"""
import json
from tests.support import factories
from wagtail_disability_events.models import Headcount
event = factories.event(title={TITLE!r}, schedule=[factories.when(-1)])
Headcount.objects.create(occurrence=event.occurrences.get(), walk_ins=86, companions=0, volunteers=12)
for number in range(3):
    factories.photo(event, state="public", alt_text=f"第 {{number + 1}} 组冲过终点", prepare=True)
print(json.dumps(event.pk))
"""


class Actions:
    """Counts what a person does: clicks and words typed."""

    def __init__(self) -> None:
        self.count = 0

    def click(self, page: Page, role: str, name: str, *, index: int = 0) -> None:
        """One click on what is called so."""
        page.get_by_role(role, name=re.compile(name)).nth(index).click()  # type: ignore[arg-type]
        self.count += 1


@pytest.fixture(scope="module")
def event_id(site: RunningSite) -> int:
    return int(site.manage("shell", "-v0", "-c", PREPARED).splitlines()[-1])


@contextmanager
def colleague_named(browser: Browser, site: RunningSite, name: str, size: dict) -> Iterator[Page]:
    """Somebody who has logged in, on the admin's first page."""
    context = browser.new_context(base_url=site.url, locale="zh-CN", viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    log_in(page, name)
    page.goto("/admin/")
    try:
        yield page
    finally:
        context.close()


def test_an_evening_of_publicity(browser: Browser, site: RunningSite, event_id: int) -> None:
    did = Actions()
    with colleague_named(browser, site, "xuanchuan", DESK) as writer:
        _draft_and_check(writer, did)
    for name in ("shenhe", "fushen", "zhongshen"):
        with colleague_named(browser, site, name, PHONE) as reviewer:
            did.click(reviewer, "link", f"^{TITLE}$")
            expect(reviewer.get_by_role("heading", name="手机上看")).to_be_visible()
            did.click(reviewer, "button", "^通过")
    with colleague_named(browser, site, "xuanchuan", DESK) as writer:
        html = _push(writer, did)
        assert did.count <= MOST_ACTIONS
        _submit_and_see_the_ledger(writer, did)
    assert "残疾人参加 " in html
    figures = re.sub(r"<[^>]+>", "", html)
    assert "残疾人参加 86 人次，12 位志愿者全程服务。" in figures
    assert html.count("<img") == 3
    for words in ("初审：演示 初审员", "复审：演示 复审员", "终审：演示 终审员"):
        assert words in figures
    with colleague_named(browser, site, "admin", DESK) as leader:
        _the_superior_accepts(leader)
    print(f"actions from an event with photos to the draft, the submission and the ledger: {did.count}")


def _draft_and_check(writer: Page, did: Actions) -> None:
    """From the first page: the event waits for its report; what misses a fact is taken out."""
    expect(writer.get_by_role("heading", name="等您处理")).to_be_visible()
    assert findings(writer, only=".wde-admin-home") == []
    writer.locator("li", has_text="还没有报道的活动").get_by_role("link", name=TITLE).last.click()
    did.count += 1
    expect(writer.locator(".wde-admin-numbers dd", has_text="86")).to_be_visible()
    assert findings(writer) == []
    did.click(writer, "button", "^开始起草$")
    writer.wait_for_url("**/edit/")
    article = re.search(r"pages/(\d+)/edit", writer.url)
    writer.goto(f"/admin/disability-events/article/{article[1] if article else ''}/checks/")
    did.count += 2  # the menu beside the title, and “checks” in it
    assert findings(writer) == []
    did.click(writer, "button", "改好全部")
    expect(writer.get_by_text("没有发现问题")).to_be_visible()
    did.click(writer, "button", "^送审$")
    expect(writer.get_by_text("已送审")).to_be_visible()
    assert findings(writer) == []


def _push(writer: Page, did: Actions) -> str:
    """The article is approved and waits to be pushed; what the sandbox keeps is shown on a phone."""
    writer.locator("li", has_text="还没有推送到公众号").get_by_role("link", name=TITLE).last.click()
    did.count += 1
    expect(writer.get_by_role("button", name=re.compile("推送到草稿箱"))).to_be_visible()
    assert findings(writer) == []
    did.click(writer, "button", "推送到草稿箱")
    expect(writer.get_by_text("已在草稿箱").first).to_be_visible()
    did.click(writer, "link", "在手机样式里看草稿")
    expect(writer.get_by_text("没有离开本网站")).to_be_visible()
    assert findings(writer) == []
    return writer.locator("iframe").get_attribute("srcdoc") or ""


def _submit_and_see_the_ledger(writer: Page, did: Actions) -> None:
    article = re.search(r"article/(\d+)/", writer.url)
    writer.goto(f"/admin/disability-events/article/{article[1] if article else ''}/submit/")
    did.count += 2
    assert findings(writer) == []
    did.click(writer, "button", "^报送$")
    expect(writer.get_by_text("已报送，并记入台账")).to_be_visible()
    did.click(writer, "link", "宣传台账")
    writer.wait_for_url("**/ledger/")
    rows = writer.locator("table.listing tbody tr", has_text=TITLE)
    expect(rows).to_have_count(3)
    said = " ".join(rows.all_inner_texts())
    for outlet in ("江滨区残联", "江滨残联（沙箱）", "江滨区残疾人联合会"):
        assert outlet in said
    assert findings(writer) == []


def _the_superior_accepts(leader: Page) -> None:
    leader.locator("li", has_text="下级报送来的文章").get_by_role("link", name=TITLE).last.click()
    leader.wait_for_url("**/inbox/")
    assert findings(leader) == []
    leader.get_by_role("button", name=re.compile("^采用")).click()
    leader.wait_for_url("**/edit/**")
    expect(leader.get_by_text("已采用")).to_be_visible()


@pytest.fixture
def article_id(site: RunningSite) -> int:
    code = (
        "import json; from wagtail_disability_events.models import ArticlePage; "
        "print(json.dumps(ArticlePage.objects.filter(genre='report').first().pk))"
    )
    return json.loads(site.manage("shell", "-v0", "-c", code).splitlines()[-1])


@pytest.mark.parametrize("page", ["checks", "review", "channels", "submit", "posters"])
def test_our_pages_about_an_article_have_no_finding_and_fit_a_phone(
    colleague: Page, article_id: int, page: str
) -> None:
    colleague.set_viewport_size(PHONE)
    colleague.goto(f"/admin/disability-events/article/{article_id}/{page}/")
    assert findings(colleague) == []
    assert colleague.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("page", ["", "add/", "sheet/", "targets/"])
def test_the_pages_of_the_ledger_have_no_finding(colleague: Page, page: str) -> None:
    colleague.goto(f"/admin/disability-events/ledger/{page}")
    assert findings(colleague) == []


@pytest.mark.parametrize("page", ["publicity", "digest", "accounts", "inbox"])
def test_our_pages_about_an_organisation_have_no_finding(
    colleague: Page, demo_ids: dict[str, int], page: str
) -> None:
    colleague.goto(f"/admin/disability-events/organisation/{demo_ids['street']}/{page}/")
    assert findings(colleague) == []
