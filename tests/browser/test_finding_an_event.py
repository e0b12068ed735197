"""A resident on a phone: what is on, can I take part, what is there for me; by keyboard, in half a minute."""

import time
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, Response

pytestmark = pytest.mark.browser

SPORTS = "/nanhu/can-ji-ren-qu-wei-yun-dong-hui/"
SECONDS_A_KEY = 0.3
"""A practised keyboard or switch user presses about three keys a second."""


class Keys:
    """Presses keys and counts them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def tab_to(self, text: str) -> None:
        """Tab until what has the focus says ``text``."""
        for _turn in range(60):
            self.press("Tab")
            label = "(document.activeElement.innerText || '') + (document.activeElement.ariaLabel || '')"
            if text in self.page.evaluate(label):
                return
        raise AssertionError(f"{text} is not reached by Tab")


def test_the_three_questions_are_answered_in_half_a_minute_by_keyboard_alone(phone: Page) -> None:
    started = time.monotonic()
    phone.goto("/nanhu/")
    keys = Keys(phone)
    # what is on near me? the first entry of the list says day, place, state and services
    keys.tab_to("跳到正文")
    keys.press("Enter")
    keys.tab_to("残疾人趣味运动会")
    entry = phone.locator(".wde-item", has_text="残疾人趣味运动会").inner_text()
    assert all(word in entry for word in ("南湖街道文体中心", "可以报名", "手语翻译"))
    keys.press("Enter")
    phone.wait_for_url("**/can-ji-ren-qu-wei-yun-dong-hui/")
    # can I take part, and what will be there for me? one list under one heading
    answers = phone.get_by_role("region", name="我能参加吗？").get_by_role("listitem")
    said = answers.all_inner_texts()
    assert any("门口没有台阶" in line for line in said)
    assert any("手语翻译" in line for line in said)
    assert any("还没有查清" in line for line in said)
    keys.tab_to("我要报名")
    assert keys.pressed * SECONDS_A_KEY + (time.monotonic() - started) < 30


def test_a_need_is_chosen_and_dropped_by_keyboard_alone(phone: Page) -> None:
    phone.goto("/")
    keys = Keys(phone)
    keys.tab_to("筛选")
    keys.press("Enter")
    keys.press("Tab")
    box = phone.get_by_label("手语翻译")
    for _turn in range(20):
        if box.evaluate("element => element === document.activeElement"):
            break
        keys.press("Tab")
    keys.press("Space")
    keys.press("Enter")
    phone.wait_for_url("**service=sign-language**")
    assert phone.get_by_text("按您选的").is_visible()
    keys = Keys(phone)
    keys.tab_to("去掉")
    keys.press("Enter")
    phone.wait_for_url("**/#list")


def test_in_a_month_arrow_keys_walk_from_day_to_day(desk: Page) -> None:
    month = (date.today().replace(day=28) + timedelta(days=4)).strftime("%Y-%m")
    desk.goto(f"/?view=month&month={month}")
    days = desk.locator("[data-wde-month-grid] > li:has(h2 a)")
    first, second = days.nth(0).locator("h2 a"), days.nth(1).locator("h2 a")
    first.focus()
    desk.keyboard.press("ArrowRight")
    assert second.evaluate("element => element === document.activeElement")
    desk.keyboard.press("ArrowLeft")
    assert first.evaluate("element => element === document.activeElement")


def test_a_month_is_read_as_a_list_of_days_each_with_its_list(phone: Page) -> None:
    month = (date.today().replace(day=28) + timedelta(days=4)).strftime("%Y-%m")
    phone.goto(f"/?view=month&month={month}")
    cells = phone.locator("[data-wde-month-grid] > li")
    assert cells.count() in (28, 29, 30, 31)
    heading = phone.locator("[data-wde-month-grid] > li:has(h2 a)").first.get_by_role("heading", level=2)
    assert "星期" in heading.inner_text()


PAGES = ["/", "/?view=month", SPORTS, "/nanhu/chun-ji-qu-wei-ti-yu-bi-sai/"]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_shifts_while_a_page_loads_and_it_is_light(phone: Page, path: str) -> None:
    sizes: list[int] = []
    phone.on("response", lambda answer: sizes.append(_size(answer)))
    phone.add_init_script(SHIFTS)
    phone.goto(path)
    phone.wait_for_load_state("networkidle")
    assert phone.evaluate("window.shifted") == 0
    assert sum(sizes) <= 120 * 1024


def _size(answer: Response) -> int:
    return len(answer.body()) if answer.status == 200 else 0


SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
"""


def test_while_dates_are_written_they_are_said_back(staff: Page, demo_ids: dict[str, int]) -> None:
    staff.goto(f"/admin/pages/add/wagtail_disability_events/eventpage/{demo_ids['street']}/")
    staff.locator("[data-contentpath=schedule] button[title]").first.click()
    staff.get_by_role("option", name="重复的日子").click()
    staff.locator("[name=schedule-0-value-start_date]").fill("2027-03-02")
    staff.keyboard.press("Tab")
    staff.locator("[name=schedule-0-value-start_time]").fill("14:00")
    staff.keyboard.press("Tab")
    said = staff.locator("[data-wde-schedule-result]")
    said.get_by_text("每周的星期二，一直办下去").wait_for()
    assert said.get_by_role("listitem").count() == 10
    staff.locator("[name=schedule-0-value-interval]").fill("2")
    said.get_by_text("每 2 周的星期二，一直办下去").wait_for()
