"""Our pages inside the base template of a site that was there before us: each keeps its own look."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK, PHONE
from tests.support.axe import findings
from tests.support.site import RunningSite, running_site

pytestmark = pytest.mark.browser

EVENT = "/nanhu/can-ji-ren-qu-wei-yun-dong-hui/"
PAGES = {
    "listing": "/?view=month",
    "event": EVENT,
    "register": f"{EVENT}register/",
    "subscribe": "/subscribe/",
}


@pytest.fixture(scope="module")
def host() -> Iterator[RunningSite]:
    with running_site(settings="tests.support.host_settings") as running:
        yield running


@pytest.fixture
def visitor(browser: Browser, host: RunningSite) -> Iterator[Page]:
    context = browser.new_context(base_url=host.url, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_the_host_looks_the_same_with_and_without_our_style_sheet(visitor: Page, path: str) -> None:
    assert visitor.goto(path).status == 200
    for media in ("screen", "print"):
        for scheme in ("light", "dark"):
            for size in (DESK, PHONE):
                visitor.set_viewport_size(size)
                visitor.emulate_media(media=media, color_scheme=scheme)
                seen, different = visitor.evaluate(WITH_AND_WITHOUT_OUR_SHEET)
                assert seen > 30
                assert different == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_what_is_ours_looks_as_it_does_on_our_own_page(visitor: Page, reader: Page, path: str) -> None:
    for page in (visitor, reader):
        page.set_viewport_size(DESK)
        assert page.goto(path).status == 200
    assert visitor.evaluate(LOOK_OF_OURS) == reader.evaluate(LOOK_OF_OURS)
    assert findings(visitor, enhanced_contrast=True, only="main .wde") == []


WITH_AND_WITHOUT_OUR_SHEET = """() => {
  const sheet = document.querySelector('link[href*="css/wde"]').sheet;
  const inside = document.querySelector('.wde');
  const sized = /size|height|width|origin/;  // what has ours inside is as large as ours
  const hosts = [...document.querySelectorAll('*')].filter(element => !element.closest('.wde'));
  const look = () => hosts.flatMap(element => ['', '::before', '::after', '::marker'].flatMap(part => {
    const style = getComputedStyle(element, part);
    return [...style]
      .filter(name => !name.startsWith('--') && !(sized.test(name) && element.contains(inside)))
      .map(name => `${element.tagName}${part} ${name}: ${style.getPropertyValue(name)}`);
  }));
  const ours = look();
  sheet.disabled = true;
  const without = look();
  sheet.disabled = false;
  return [hosts.length, ours.filter((line, place) => line !== without[place])];
}"""

LOOK_OF_OURS = """() => [...document.querySelectorAll('main .wde *')].map(element => {
  const style = getComputedStyle(element);
  const names = 'color background-color font display margin padding border text-decoration'.split(' ');
  const told = names.map(name => style.getPropertyValue(name));
  return `${element.tagName} ${told.join('; ')}`;
})"""
