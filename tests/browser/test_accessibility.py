"""Every page type and state, public and our own in the admin, as axe-core and a narrow screen see it."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE
from tests.support.axe import findings

pytestmark = pytest.mark.browser

STREET = "/nanhu/"
SPORTS = "/nanhu/can-ji-ren-qu-wei-yun-dong-hui/"
PUBLIC = {
    "listing": "/",
    "listing-past": "/?when=past",
    "listing-narrowed": "/?service=sign-language&kind=sports",
    "listing-nothing": "/?q=nothing-like-this",
    "listing-odd-address": "/?kind=nonsense",
    "listing-of-a-street": STREET,
    "listing-month": "/?view=month",
    "listing-month-later": "/?view=month&month={next_month}&service=sign-language",
    "listing-week": "/?view=week",
    "listing-between-days": "/?from={today}&to={today}",
    "event-open": SPORTS,
    "event-full": "/nanhu/chuangye/xin-zhong-de-jia-yuan-can-ji-ren-shu-hua-shou-gong-zuo-pin/",
    "event-cancelled": "/nanhu/zhanqian/hu-wai-lian-yi/",
    "event-moved": "/can-ji-ren-zhuan-chang-zhao-pin-hui/",
    "event-sessions": "/shou-yu-pei-xun-ban/",
    "event-by-date": "/nanhu/zhanqian/kang-fu-ti-jian-ri/",
    "event-without-sign-up": "/nanhu/fa-lv-yuan-zhu-zi-xun-ri/",
    "event-over": "/nanhu/chun-ji-qu-wei-ti-yu-bi-sai/",
    "event-results": "/nanhu/chun-ji-qu-wei-ti-yu-bi-sai/results/",
    "event-rhythm": "/nanhu/lun-yi-tai-ji-chen-lian/",
    "event-rhythm-all-dates": "/nanhu/lun-yi-tai-ji-chen-lian/?dates=all",
    "event-job-fair": "/can-ji-ren-zhuan-chang-zhao-pin-hui/",
    "event-drive": "/nanhu/chuangye/can-ji-ren-zheng-huan-zheng-deng-ji/",
    "event-desks": "/nanhu/zhu-can-ri-bian-min-fu-wu/",
    "register-a-time": "/nanhu/zhu-can-ri-bian-min-fu-wu/register/",
    "works-gallery": "/nanhu/wenyuan/can-ji-ren-you-xiu-zuo-wen-zhan/works/",
    "works-pictures": "/nanhu/chuangye/xin-zhong-de-jia-yuan-can-ji-ren-shu-hua-shou-gong-zuo-pin/works/",
    "event-works": "/nanhu/wenyuan/can-ji-ren-you-xiu-zuo-wen-zhan/",
    "gathering": "/ying-xin-chun-lian-yi-hui/",
    "register": f"{SPORTS}register/",
    "register-for-another": f"{SPORTS}register/?for=other",
    "register-a-group": f"{SPORTS}register/group/",
    "register-step": f"{SPORTS}register/?step=phone",
    "register-step-choices": f"{SPORTS}register/?step=needs",
    "register-step-agree": f"{SPORTS}register/?step=agree",
    "lost-link": "/sign-up/lost/",
    "register-by-date": "/nanhu/zhanqian/kang-fu-ti-jian-ri/register/",
    "register-closed": "/nanhu/chun-ji-qu-wei-ti-yu-bi-sai/register/",
    "photos": "/nanhu/chun-ji-qu-wei-ti-yu-bi-sai/photos/",
    "photos-none": f"{SPORTS}photos/",
    "poster": f"{SPORTS}poster/",
    "poster-of-a-series": "/shou-yu-pei-xun-ban/poster/",
    "photo": "/nanhu/chun-ji-qu-wei-ti-yu-bi-sai/photos/{photo}/",
    "photo-report": "/nanhu/chun-ji-qu-wei-ti-yu-bi-sai/photos/{photo}/report/",
    "photo-reported": "/nanhu/chun-ji-qu-wei-ti-yu-bi-sai/photos/{photo}/report/?done=1",
    "add-to-calendar": f"{SPORTS}calendar/",
    "add-to-calendar-many": "/shou-yu-pei-xun-ban/calendar/",
    "subscribe": "/subscribe/",
    "subscribe-narrowed": "/nanhu/subscribe/?kind=sports&service=sign-language&q=x",
    "articles": "/articles/",
    "report": "/articles/chun-ji-qu-wei-ti-yu-bi-sai/",
    "announcement": "/articles/yu-gao-can-ji-ren-qu-wei-yun-dong-hui/",
}


@pytest.mark.parametrize("path", PUBLIC.values(), ids=PUBLIC.keys())
def test_a_public_page_has_no_finding_fits_320_pixels_and_is_reached_at_44(
    reader: Page, demo_ids: dict[str, int], path: str
) -> None:
    """On a desk in the dark, on a phone in the light; then as narrow as 400 % zoom makes it."""
    today = date.today()
    next_month = (today.replace(day=28) + timedelta(days=4)).strftime("%Y-%m")
    path = path.format(today=today.isoformat(), next_month=next_month, photo=demo_ids["photo"])
    assert reader.goto(path).status == 200
    for size, scheme in ((DESK, "dark"), (PHONE, "light")):
        reader.set_viewport_size(size)
        reader.emulate_media(color_scheme=scheme)
        assert findings(reader, enhanced_contrast=True) == []
    reader.set_viewport_size({"width": 320, "height": 640})
    assert reader.evaluate("document.documentElement.scrollWidth") <= 320
    assert reader.evaluate(SMALL_TARGETS) == []


def test_one_work_has_no_finding(phone: Page, desk: Page) -> None:
    for page in (phone, desk):
        page.goto(PUBLIC["works-gallery"])
        page.get_by_role("link", name="窗外的路").click()
        assert findings(page, enhanced_contrast=True) == []


def test_a_certificate_has_no_finding(phone: Page, desk: Page, course_certificate: str) -> None:
    for page in (phone, desk):
        assert page.goto(f"/sign-up/{course_certificate}/certificate/").status == 200
        assert findings(page, enhanced_contrast=True) == []


@pytest.mark.parametrize("theme", ["warm", "festive"])
def test_each_theme_has_no_finding(phone: Page, desk: Page, theme: str) -> None:
    for page in (phone, desk):
        for path in ("/", SPORTS, PUBLIC["event-results"]):
            page.goto(path)
            page.evaluate("theme => document.documentElement.dataset.wdeTheme = theme", theme)
            assert findings(page, enhanced_contrast=True) == []


def test_a_wrong_form_says_what_to_mend_and_has_no_finding(phone: Page) -> None:
    phone.goto(f"{SPORTS}register/")
    phone.get_by_label("电话", exact=True).fill("1380000")
    phone.get_by_role("button", name="报名").click()
    assert phone.title().startswith("出错")
    assert findings(phone, enhanced_contrast=True) == []
    phone.locator(".wde-error-summary a").first.click()
    assert phone.evaluate("document.activeElement.id") == "id_name"


@pytest.mark.parametrize(
    ("state", "suffix"),
    [
        ("confirmed", ""),
        ("confirmed", "?do=cancel"),
        ("confirmed", "done/"),
        ("confirmed", "?do=change"),
        ("confirmed", "?do=erase"),
        ("waiting", ""),
        ("cancelled", ""),
    ],
)
def test_a_private_page_has_no_finding_in_any_state(
    phone: Page, desk: Page, tokens: dict[str, str], state: str, suffix: str
) -> None:
    for page in (phone, desk):
        assert page.goto(f"/sign-up/{tokens[state]}/{suffix}").status == 200
        assert findings(page, enhanced_contrast=True) == []
    phone.set_viewport_size({"width": 320, "height": 640})
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    assert phone.evaluate(SMALL_TARGETS) == []


def test_a_form_whose_cookie_is_gone_is_shown_again_and_has_no_finding(phone: Page) -> None:
    phone.goto(f"{SPORTS}register/")
    phone.get_by_label("姓名").fill("测试居民")
    phone.context.clear_cookies()
    phone.get_by_role("button", name="报名").click()
    assert phone.get_by_label("姓名").input_value() == "测试居民"
    assert findings(phone, enhanced_contrast=True) == []


def test_a_calendar_of_ones_own_is_made_copied_and_taken_back_without_a_finding(
    phone: Page, tokens: dict[str, str]
) -> None:
    phone.goto(f"/sign-up/{tokens['confirmed']}/")
    phone.get_by_role("button", name="生成日历地址").click()
    address = phone.get_by_label("您的专用日历地址")
    assert "/my-calendar/" in address.input_value()
    assert findings(phone, enhanced_contrast=True) == []
    phone.get_by_role("button", name="复制地址").click()
    phone.get_by_text("地址已复制。").wait_for()
    assert phone.evaluate("navigator.clipboard.readText()") == address.input_value()
    phone.set_viewport_size({"width": 320, "height": 640})
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    assert phone.evaluate(SMALL_TARGETS) == []
    phone.get_by_role("button", name="收回这个地址").click()
    phone.get_by_role("button", name="生成日历地址").wait_for()


def test_a_sign_up_is_cancelled_after_a_question(phone: Page) -> None:
    phone.goto(f"{SPORTS}register/")
    phone.get_by_label("姓名").fill("周小舟")
    phone.get_by_label("电话", exact=True).fill("13800005555")
    phone.get_by_label(re.compile("我同意主办方")).check()
    phone.get_by_label("请不要发布我的照片").check()
    phone.get_by_role("button", name="报名").click()
    phone.get_by_role("link", name="取消报名").click()
    phone.get_by_role("button", name="是的，取消报名").click()
    phone.get_by_text("报名已取消").wait_for()
    assert phone.get_by_role("link", name="取消报名").count() == 0


def test_a_calendar_is_subscribed_to_by_keyboard_alone(desk: Page) -> None:
    desk.goto("/")
    desk.get_by_role("link", name="订阅到手机日历").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/subscribe/")
    desk.get_by_role("button", name="复制地址").focus()
    desk.keyboard.press("Enter")
    desk.get_by_text("地址已复制。").wait_for()
    assert desk.evaluate("navigator.clipboard.readText()").endswith("/calendar.ics")


STAFF = {
    "registrations": "/admin/disability-events/{sports}/registrations/",
    "registrations-none": "/admin/disability-events/{shop}/registrations/",
    "registrations-by-date": "/admin/disability-events/{health}/registrations/",
    "photos": "/admin/disability-events/{past}/photos/",
    "photos-none": "/admin/disability-events/{sports}/photos/",
    "photos-best": "/admin/disability-events/{past}/photos/?show=best",
    "photo": "/admin/disability-events/{past}/photos/{photo}/",
    "photo-faces": "/admin/disability-events/{past}/photos/{photo}/faces/",
    "photo-links": "/admin/disability-events/{past}/photos/links/",
    "photo-removals": "/admin/disability-events/photos/removals/",
    "events": "/admin/disability-events/events/",
    "dates": "/admin/disability-events/{health}/dates/",
    "operate": "/admin/disability-events/{sports}/dates/{sports_date}/move/",
    "calendar": "/admin/disability-events/organisation/{street}/dates/",
    "results": "/admin/disability-events/{past}/results/",
    "contest": "/admin/disability-events/{past}/results/{contest}/",
    "prizes": "/admin/disability-events/{essays}/prizes/",
    "duplicate": "/admin/disability-events/{sports}/duplicate/",
    "draft-report": "/admin/disability-events/{past}/draft/",
    "draft-announcement": "/admin/disability-events/{sports}/draft/",
    "wechat": "/admin/disability-events/article/{report}/wechat/",
    "registrations-search": "/admin/disability-events/{sports}/registrations/?state=cancelled",
    "add-registration": "/admin/disability-events/{sports}/registrations/add/",
    "one-registration": "/admin/disability-events/{sports}/registrations/{registration}/",
    "door": "/admin/disability-events/{sports}/door/",
    "needs": "/admin/disability-events/{sports}/needs/",
    "messages": "/admin/disability-events/{sports}/messages/",
    "message-words": "/admin/disability-events/organisation/{street}/messages/",
    "message-word": "/admin/disability-events/organisation/{street}/messages/offer/zh-hans/",
    "privacy": "/admin/disability-events/privacy/",
    "duty-calendars": "/admin/disability-events/organisation/{street}/calendars/",
    "imports": "/admin/disability-events/organisation/{street}/import/",
    "import-preview": "/admin/disability-events/import/{preview}/",
    "import-refused": "/admin/disability-events/import/{preview}/?show=refused",
    "import-running": "/admin/disability-events/import/{running}/",
    "import-done": "/admin/disability-events/import/{imported}/",
}


@pytest.mark.parametrize("path", STAFF.values(), ids=STAFF.keys())
def test_our_admin_pages_have_no_finding(colleague: Page, demo_ids: dict[str, int], path: str) -> None:
    assert colleague.goto(path.format(**demo_ids)).status == 200
    for size in (DESK, PHONE):
        colleague.set_viewport_size(size)
        assert findings(colleague) == []


def test_the_warning_of_periodic_work_has_no_finding(colleague: Page) -> None:
    colleague.goto("/admin/")
    for size in (DESK, PHONE):
        colleague.set_viewport_size(size)
        assert colleague.locator(".wde-periodic .help-block").is_visible()  # in the tests it has never run
        assert findings(colleague, only=".wde-periodic") == []


SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, summary, textarea')]
  .filter(element => element.type !== 'hidden' && element.checkVisibility({visibilityProperty: true}))
  .filter(element => !element.classList.contains('wde-skip'))
  .map(element => [element, (element.closest('label') || element).getBoundingClientRect()])
  .filter(([element, box]) => box.height < 43.5 || (box.width < 43.5 && element.tagName !== 'A'))
  .filter(([element]) => !inSentence(element))
  .map(([element, box]) => `${element.outerHTML.slice(0, 120)} ${box.width}x${box.height}`);
  function inSentence(element) {
    return element.tagName === 'A' && getComputedStyle(element).display === 'inline'
      && [...element.parentElement.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  }"""
