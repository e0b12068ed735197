"""One activity goes all the way round, at 375 px, by keyboard and accessible names.

An event is published, a resident signs up, the calendar carries it, staff count who came, a photo goes up,
the report is drafted from those facts and leaves as WeChat HTML.
"""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, log_in
from tests.support.axe import findings
from tests.support.site import RunningSite
from tests.unit.gallery.test_sanitising import camera_jpeg

pytestmark = pytest.mark.browser

TITLE = "环湖健步走"


def test_one_activity_goes_all_the_way_round(browser: Browser, site: RunningSite, tmp_path: Path) -> None:
    staff = _person(browser, site)
    log_in(staff, "admin")
    event_id = _publish_an_event(staff, site)
    resident = _person(browser, site)
    address = _sign_up(resident, site)
    _calendar_carries_it(resident, address)
    _the_day_comes(site, event_id)
    _count_who_came(staff, event_id)
    _photo_goes_up(staff, event_id, tmp_path)
    article_id = _report_is_drafted_and_reviewed(staff, site, event_id)
    _leaves_for_wechat(staff, article_id)
    _reader_sees_the_report(resident, site)


def _person(browser: Browser, site: RunningSite) -> Page:
    context = browser.new_context(
        base_url=site.url, locale="zh-CN", viewport=PHONE, permissions=["clipboard-read", "clipboard-write"]
    )
    return context.new_page()


def press_until_focused(page: Page, name: str, *, limit: int = 120) -> None:
    """Walk with the Tab key until the element with this accessible name has the focus."""
    for _step in range(limit):
        page.keyboard.press("Tab")
        if name in page.evaluate(FOCUSED_NAME):
            assert page.evaluate(FOCUS_IS_VISIBLE), f"the focus on {name} cannot be seen"
            return
    raise AssertionError(f"The keyboard does not reach {name!r}.")


FOCUSED_NAME = """() => {
  const element = document.activeElement;
  if (!element.matches('a, button, input, select, textarea, summary')) return '';
  const labels = [...(element.labels || [])].map(each => each.textContent);
  return [...labels, element.getAttribute('aria-label') || '', element.textContent || ''].join(' ');
}"""
FOCUS_IS_VISIBLE = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
}"""


def _publish_an_event(staff: Page, site: RunningSite) -> int:
    parent = site.manage(
        "shell", "-v0", "-c",
        "from wagtail_disability_events.models import EventIndexPage; "
        "print(EventIndexPage.objects.get(slug='nanhu').pk)",
    ).split()[-1]  # fmt: skip
    staff.goto(f"/admin/pages/add/wagtail_disability_events/sportsdaypage/{parent}/")
    staff.get_by_role("textbox", name=re.compile("^标题")).first.fill(TITLE)
    staff.get_by_label("两句话介绍").fill("沿湖走三公里，轮椅和婴儿车都能走。")
    day = staff.locator("[name=schedule-0-value-start_date]")
    staff.locator("[data-contentpath=schedule] button[title]").first.click()
    staff.get_by_role("option", name="日期", exact=True).click()
    day.wait_for()
    day.fill((date.today() + timedelta(days=5)).isoformat())
    staff.locator("[name=schedule-0-value-start_time]").fill("09:00")
    staff.locator("[name=schedule-0-value-end_time]").fill("11:00")
    staff.get_by_role("spinbutton", name="名额").fill("20")
    staff.keyboard.press("Escape")
    staff.get_by_role("button", name="更多动作").click()
    staff.get_by_role("button", name="发布", exact=True).click()
    expect(staff.get_by_text(re.compile("已.*发布")).first).to_be_visible()
    said = site.manage(
        "shell", "-v0", "-c",
        "from wagtail_disability_events.models import EventPage; "
        f"print(EventPage.objects.get(title={TITLE!r}).pk)",
    )  # fmt: skip
    return int(said.split()[-1])


def _sign_up(resident: Page, site: RunningSite) -> str:
    """From the list to the private page with the keyboard alone."""
    resident.goto("/nanhu/")
    press_until_focused(resident, "跳到正文")
    resident.keyboard.press("Enter")
    press_until_focused(resident, f"：{TITLE}")
    resident.keyboard.press("Enter")
    resident.wait_for_url("**/register/")
    press_until_focused(resident, "姓名")
    resident.keyboard.type("测试居民")
    press_until_focused(resident, "电话")
    resident.keyboard.type("１３８００００９９９９")
    press_until_focused(resident, "我同意主办方")
    resident.keyboard.press("Space")
    press_until_focused(resident, "请不要发布我的照片")
    press_until_focused(resident, "报名")
    resident.keyboard.press("Enter")
    resident.wait_for_url("**/done/")
    assert findings(resident, enhanced_contrast=True) == []
    expect(resident.get_by_text("测试居民")).to_be_visible()
    event = resident.get_by_role("link", name=TITLE)
    return event.get_attribute("href") or ""


def _calendar_carries_it(resident: Page, address: str) -> None:
    resident.goto(address)
    link = resident.locator("link[type='text/calendar'][href$='event.ics']").get_attribute("href")
    feed = resident.request.get(link or "")
    assert feed.headers["content-type"] == "text/calendar; charset=utf-8"
    assert f"SUMMARY:{TITLE}" in feed.text()
    assert f"SUMMARY:{TITLE}" in resident.request.get("/nanhu/calendar.ics").text()


def _the_day_comes(site: RunningSite, event_id: int) -> None:
    site.manage(
        "shell", "-v0", "-c",
        "from datetime import timedelta; from wagtail_disability_events.models import Occurrence; "
        f"row = Occurrence.objects.get(event_id={event_id}); "
        "row.start -= timedelta(days=6); row.end -= timedelta(days=6); row.save()",
    )  # fmt: skip


def _count_who_came(staff: Page, event_id: int) -> None:
    staff.goto(f"/admin/disability-events/{event_id}/registrations/")
    assert "测试居民" not in staff.content()
    press_until_focused(staff, "到场")
    staff.keyboard.press("Enter")
    expect(staff.get_by_role("button", name=re.compile("取消|撤"))).to_be_visible()
    staff.get_by_label("志愿者").fill("3")
    staff.get_by_role("button", name="保存人数").click()
    staff.get_by_role("button", name=re.compile("显示姓名")).click()
    expect(staff.get_by_text("测试居民")).to_be_visible()


def _photo_goes_up(staff: Page, event_id: int, folder: Path) -> None:
    photo = folder / "IMG_0001.jpg"
    photo.write_bytes(camera_jpeg(size=(1200, 800)))
    staff.goto(f"/admin/disability-events/{event_id}/photos/")
    staff.get_by_label("选择照片").set_input_files(photo)
    staff.get_by_role("link", name="照片 1，没有描述").click()
    staff.get_by_label("描述").fill("一群人沿湖边走")
    staff.get_by_label("公开", exact=True).check()
    assert findings(staff) == []
    staff.get_by_role("button", name="保存", exact=True).click()
    expect(staff.get_by_text("照片已保存")).to_be_visible()
    staff.get_by_role("link", name="全部照片").click()


def _report_is_drafted_and_reviewed(staff: Page, site: RunningSite, event_id: int) -> int:
    """Drafted and mended here; its three reviews are looked at in ``test_publicity``."""
    staff.get_by_role("link", name="用这场活动起草文章").click()
    staff.get_by_role("button", name="开始起草").click()
    staff.wait_for_url("**/edit/")
    article = int(re.search(r"pages/(\d+)/edit", staff.url)[1])
    staff.goto(f"/admin/disability-events/article/{article}/checks/")
    staff.get_by_role("button", name=re.compile("改好全部")).click()
    staff.get_by_role("button", name="送审", exact=True).click()
    expect(staff.get_by_text("已送审")).to_be_visible()
    site.manage("shell", "-v0", "-c", THREE_REVIEWS.format(article=article))
    return article


THREE_REVIEWS = """
from django.contrib.auth import get_user_model
from wagtail_disability_events.models import ArticlePage
from wagtail_disability_events.pages.approved_versions import text_hash
from wagtail_disability_events.publicity.queries import newest_revision
from wagtail_disability_events.publicity.review.reviewing import approve
for name in ("shenhe", "fushen", "zhongshen"):
    article = ArticlePage.objects.get(pk={article})
    user = get_user_model().objects.get(username=name)
    approve(article, user, seen=text_hash(newest_revision(article)))
"""


def _leaves_for_wechat(staff: Page, article_id: int) -> None:
    staff.goto(f"/admin/disability-events/article/{article_id}/wechat/")
    expect(staff.get_by_text("没有发现微信会改掉的地方")).to_be_visible()
    staff.get_by_role("button", name="复制到公众号编辑器").click()
    expect(staff.locator("[data-wde-copy-status]")).to_contain_text("已复制")
    html = staff.evaluate(
        "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    )
    for fact in (TITLE, "1 人次", "一群人沿湖边走"):
        assert fact in html
    with staff.expect_download() as download:
        staff.get_by_role("button", name=re.compile("ZIP")).click()
    assert download.value.suggested_filename.endswith(".zip")


def _reader_sees_the_report(resident: Page, site: RunningSite) -> None:
    resident.goto("/articles/")
    resident.get_by_role("link", name=TITLE).click()
    for fact in ("1 人次", "3 位"):
        expect(resident.get_by_text(fact).first).to_be_visible()
    expect(resident.get_by_role("img", name="一群人沿湖边走")).to_be_visible()
