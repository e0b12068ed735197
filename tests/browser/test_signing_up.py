"""Residents and a community worker finish each task by keyboard and accessible names alone.

In Chinese, 320 px wide, with text at 200 %. Nobody has to scroll sideways, and each page passes axe-core.
"""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_whole_loop import press_until_focused
from tests.support.axe import findings
from tests.support.site import RunningSite

pytestmark = pytest.mark.browser

EVENT = """
import json
from tests.support import factories
offers = [("service", {"service": "transport", "limit": 2, "note": ""})]
asks = [factories.asks("birth_date", purpose="分组")]
family = factories.event(title="亲子手工", capacity=40, access=offers, questions=asks)
full = factories.event(title="满员的活动", capacity=1)
first = factories.registration(full)
waits = factories.registration(full)
from wagtail_disability_events.registration.booking import cancelling
cancelling.cancel(first)
print(json.dumps({"family": family.url, "offered": waits.token}))
"""
LARGE_TEXT = """document.addEventListener("DOMContentLoaded", () => {
  document.documentElement.style.fontSize = "200%";
});"""


@pytest.fixture(scope="module")
def made(site: RunningSite) -> dict[str, str]:
    """An event with places and services, and the token of somebody who was offered a place."""
    return json.loads(site.manage("shell", "-v0", "-c", EVENT).strip().splitlines()[-1])


@pytest.fixture
def resident(browser: Browser, site: RunningSite) -> Iterator["Keyboard"]:
    context = browser.new_context(
        base_url=site.url, locale="zh-CN", viewport={"width": 320, "height": 640}, has_touch=True
    )
    context.add_init_script(LARGE_TEXT)
    yield Keyboard(context.new_page())
    context.close()


class Keyboard:
    """A person who has only a keyboard, and finds things by what they are called."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, address: str) -> None:
        assert self.page.goto(address).status == 200
        self.look()

    def look(self) -> None:
        """What holds on every page."""
        assert self.page.evaluate(TOO_WIDE) == []
        assert findings(self.page, enhanced_contrast=True) == []

    def go_to(self, name: str) -> None:
        press_until_focused(self.page, name)

    def write(self, name: str, text: str) -> None:
        self.go_to(name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def tick(self, name: str) -> None:
        self.go_to(name)
        self.page.keyboard.press("Space")

    def choose(self, name: str) -> None:
        """Choose one of several: the arrow keys move among them."""
        self.go_to_group(name)
        self.page.keyboard.press("Space")

    def go_to_group(self, name: str) -> None:
        for _step in range(120):
            self.page.keyboard.press("Tab")
            for _arrow in range(6):
                focused = self.page.evaluate(FOCUSED_RADIO)
                if name in focused:
                    return
                if not focused:
                    break
                self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The keyboard does not reach {name!r}.")

    def press(self, name: str) -> None:
        """Press a button or follow a link; wait for the page it leads to."""
        self.go_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.look()

    def reads(self, text: str) -> bool:
        """Whether a text stands on the page; waits for it for some seconds."""
        self.page.get_by_text(re.compile(text)).first.wait_for()
        return True

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()


TOO_WIDE = """() => document.documentElement.scrollWidth <= 320 ? []
  : [...document.querySelectorAll('body *')]
  .filter(element => element.getBoundingClientRect().right > 321)
  .map(element => `${element.outerHTML.slice(0, 80)} ${Math.round(element.getBoundingClientRect().right)}`)"""
FOCUSED_RADIO = """() => {
  const element = document.activeElement;
  return element.type === 'radio' ? [...element.labels].map(each => each.textContent).join(' ') : '';
}"""


def test_somebody_signs_up_with_a_service_changes_it_and_cancels(
    resident: Keyboard, made: dict[str, str]
) -> None:
    resident.open(made["family"] + "register/")
    resident.write("姓名", "周小舟")
    resident.write("电话", "１３８００００６６６６")
    resident.tick("无障碍接送")
    resident.choose("请不要发布我的照片")
    resident.tick("我同意主办方")
    resident.press("报名")
    assert resident.page.title().startswith("出错")  # the separate agreement was not given
    assert resident.page.evaluate("document.activeElement.id") == "wde-errors"
    resident.tick("我单独同意")
    resident.press("报名")
    assert resident.reads("报名成功")
    resident.press("修改报名信息")
    resident.write("还需要我们准备什么", "请大声一点")
    resident.press("保存修改")
    resident.press("取消报名")
    resident.press("是的，取消报名")
    assert resident.reads("报名已取消")


def test_a_mother_signs_her_child_up(resident: Keyboard, made: dict[str, str]) -> None:
    resident.open(made["family"] + "register/")
    resident.press("替别人报名")
    resident.choose("未满 14 周岁孩子的父母或监护人")
    resident.write("您自己的姓名", "周妈妈")
    resident.write("参加人的姓名", "周小妹")
    resident.write("联系电话", "13800007777")
    resident.write("出生日期", "2017-06-01")
    resident.choose("请不要发布我的照片")
    resident.tick("我可以代参加人作决定")
    resident.press("报名")
    assert resident.reads("报名成功")
    assert resident.reads("周小妹")


def test_one_question_a_page(resident: Keyboard, made: dict[str, str]) -> None:
    resident.open(made["family"] + "register/")
    resident.press("大字版")
    assert resident.heading == "姓名"
    resident.write("姓名", "吴小雨")
    resident.press("下一题")
    assert resident.heading == "电话"
    resident.press("上一题")
    assert resident.page.get_by_label("姓名").input_value() == "吴小雨"
    resident.press("下一题")
    resident.press("没有手机，下一题")
    resident.write("出生日期", "1960 年 2 月 3 日")
    resident.press("下一题")
    resident.press("下一题")  # no services
    resident.press("下一题")
    resident.choose("请不要发布我的照片")
    resident.press("下一题")
    resident.tick("我同意主办方")
    resident.press("下一题")
    assert resident.heading == "检查您填的内容"
    assert resident.reads("1960-02-03")
    resident.press("报名")
    assert resident.reads("报名成功")


def test_an_offer_from_the_waiting_list_is_taken_up(resident: Keyboard, made: dict[str, str]) -> None:
    resident.open(f"/sign-up/{made['offered']}/")
    assert resident.reads("为您预留名额到")
    resident.press("我来参加")
    assert resident.reads("名额已为您保留")


def test_a_community_worker_brings_twenty(resident: Keyboard, made: dict[str, str]) -> None:
    lines = "\n".join(f"居民{n}\t1390000{n:04}\t" for n in range(19))
    resident.open(made["family"] + "register/")
    resident.press("集体报名")
    resident.write("您的单位", "站前社区")
    resident.write("您的姓名", "王干事")
    resident.write("您的电话", "0571-88888888")
    resident.go_to("名单")
    resident.page.keyboard.insert_text(f"姓名\t手机号\t所需服务\n{lines}\n居民十九\t139\t无障碍接送")
    resident.tick("我可以代参加人作决定")
    resident.press("检查名单")
    assert resident.reads("19 人有名额，0 人候补，1 人不能报名")
    resident.go_to("名单")
    resident.page.keyboard.press("Control+End")
    for _letter in "139\t无障碍接送":
        resident.page.keyboard.press("Backspace")
    resident.page.keyboard.insert_text("13900008888\t无障碍接送")
    resident.press("再检查一次")
    assert resident.reads("20 人有名额，0 人候补，0 人不能报名")
    resident.press("全部报名")
    assert resident.reads("20 人有名额")
