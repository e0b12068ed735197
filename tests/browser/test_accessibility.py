"""Every page type and state, public and our own in the admin, as axe-core and a narrow screen see it."""

import pytest
from playwright.sync_api import Page

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
    "event-open": SPORTS,
    "event-full": "/nanhu/chuangye/xin-zhong-de-jia-yuan-can-ji-ren-shu-hua-shou-gong-zuo-pin/",
    "event-cancelled": "/nanhu/zhanqian/hu-wai-lian-yi/",
    "event-moved": "/can-ji-ren-zhuan-chang-zhao-pin-hui/",
    "event-sessions": "/shou-yu-pei-xun-ban/",
    "event-by-date": "/nanhu/zhanqian/kang-fu-ti-jian-ri/",
    "event-without-sign-up": "/nanhu/fa-lv-yuan-zhu-zi-xun-ri/",
    "event-over": "/nanhu/chun-ji-qu-wei-ti-yu-bi-sai/",
    "event-works": "/nanhu/wenyuan/can-ji-ren-you-xiu-zuo-wen-zhan/",
    "gathering": "/ying-xin-chun-lian-yi-hui/",
    "register": f"{SPORTS}register/",
    "register-by-date": "/nanhu/zhanqian/kang-fu-ti-jian-ri/register/",
    "register-closed": "/nanhu/chun-ji-qu-wei-ti-yu-bi-sai/register/",
    "photos": "/nanhu/chun-ji-qu-wei-ti-yu-bi-sai/photos/",
    "photos-none": f"{SPORTS}photos/",
    "add-to-calendar": f"{SPORTS}calendar/",
    "articles": "/articles/",
    "report": "/articles/chun-ji-qu-wei-ti-yu-bi-sai/",
    "announcement": "/articles/yu-gao-can-ji-ren-qu-wei-yun-dong-hui/",
}


@pytest.mark.parametrize("path", PUBLIC.values(), ids=PUBLIC.keys())
def test_a_public_page_has_no_finding_fits_320_pixels_and_is_reached_at_44(
    phone: Page, desk: Page, path: str
) -> None:
    """On a phone in the light, on a desk in the dark; then as narrow as 400 % zoom makes it."""
    for page in (phone, desk):
        assert page.goto(path).status == 200
        assert findings(page, enhanced_contrast=True) == []
    phone.set_viewport_size({"width": 320, "height": 640})
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    assert phone.evaluate(SMALL_TARGETS) == []


def test_a_wrong_form_says_what_to_mend_and_has_no_finding(phone: Page) -> None:
    phone.goto(f"{SPORTS}register/")
    phone.get_by_label("电话").fill("1380000")
    phone.get_by_role("button", name="报名").click()
    assert phone.title().startswith("出错")
    assert findings(phone, enhanced_contrast=True) == []
    phone.locator(".wde-errors a").first.click()
    assert phone.evaluate("document.activeElement.id") == "id_name"


@pytest.mark.parametrize(
    ("state", "suffix"),
    [
        ("confirmed", ""),
        ("confirmed", "?cancel=ask"),
        ("confirmed", "done/"),
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


STAFF = {
    "registrations": "/admin/disability-events/{sports}/registrations/",
    "registrations-none": "/admin/disability-events/{shop}/registrations/",
    "registrations-by-date": "/admin/disability-events/{health}/registrations/",
    "photos": "/admin/disability-events/{past}/photos/",
    "photos-none": "/admin/disability-events/{sports}/photos/",
    "draft-report": "/admin/disability-events/{past}/draft/",
    "draft-announcement": "/admin/disability-events/{sports}/draft/",
    "wechat": "/admin/disability-events/article/{report}/wechat/",
}


@pytest.mark.parametrize("path", STAFF.values(), ids=STAFF.keys())
def test_our_admin_pages_have_no_finding(
    staff: Page, staff_phone: Page, demo_ids: dict[str, int], path: str
) -> None:
    for page in (staff, staff_phone):
        assert page.goto(path.format(**demo_ids)).status == 200
        assert findings(page) == []


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
