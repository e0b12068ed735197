"""Wagtail's own screens look as Wagtail means them, with our pages, snippets and menu items in them."""

import json

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE
from tests.support.site import RunningSite

SCREENS = {
    "home": "/admin/",
    "explorer-root": "/admin/pages/",
    "explorer-district": "/admin/pages/{district}/",
    "explorer-street": "/admin/pages/{street}/",
    "explorer-articles": "/admin/pages/{articles}/",
    "explorer-without-children": "/admin/pages/{sports}/",
    "add-below": "/admin/pages/{street}/add_subpage/",
    "edit-event": "/admin/pages/{sports}/edit/",
    "edit-article": "/admin/pages/{report}/edit/",
    "history": "/admin/pages/{report}/history/",
    "usage": "/admin/pages/{sports}/usage/",
    "copy": "/admin/pages/{sports}/copy/",
    "move": "/admin/pages/{sports}/move/",
    "delete": "/admin/pages/{sports}/delete/",
    "workflow": "/admin/workflows/list/",
    "workflow-tasks": "/admin/workflows/tasks/index/",
    "images": "/admin/images/",
    "snippets": "/admin/snippets/",
    "account": "/admin/account/",
    "report-site-history": "/admin/reports/site-history/",
    "report-workflow": "/admin/reports/workflow/",
    "report-aging": "/admin/reports/aging-pages/",
    "search": "/admin/pages/search/?q=运动会",
    "groups": "/admin/groups/",
    "collections": "/admin/collections/",
}
ICONS = """() => [...document.querySelectorAll('main svg.icon, header svg.icon, .w-dropdown svg.icon')]
  .map(icon => [icon, icon.getBoundingClientRect()])
  .filter(([_icon, box]) => box.height > 0)
  .map(([icon, box]) => ({height: box.height, width: box.width,
    where: icon.parentElement.outerHTML.slice(0, 160)}))"""
ROWS = """() => [...document.querySelectorAll('main table.listing tbody tr')]
  .map(row => ({height: row.getBoundingClientRect().height, words: row.innerText.slice(0, 60)}))"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MAX_ICON = 48
"""Pixels of the arrow that leads to the pages below one: the largest icon that Wagtail has here."""
MAX_ROW = {DESK["width"]: 110, PHONE["width"]: 600}
"""Pixels of a row with a title of three lines; of one with a line for each character, as on a phone."""


@pytest.fixture(scope="session")
def ids(site: RunningSite, demo_ids: dict[str, int]) -> dict[str, int]:
    """Ids of pages that stand above others."""
    code = (
        "import json; from wagtail.models import Page; "
        "print(json.dumps({name: Page.objects.get(slug=slug).pk for name, slug in "
        "{'district': 'jiangbin', 'articles': 'articles'}.items()}))"
    )
    found = json.loads(site.manage("shell", "-v0", "-c", code).strip().splitlines()[-1])
    return {**demo_ids, **found}


@pytest.mark.parametrize("path", SCREENS.values(), ids=SCREENS.keys())
def test_icons_and_rows_have_the_size_that_wagtail_gives_them(
    colleague: Page, ids: dict[str, int], path: str
) -> None:
    assert colleague.goto(path.format(**ids)).status == 200
    for size in (DESK, PHONE):
        colleague.set_viewport_size(size)
        icons = colleague.evaluate(ICONS)
        assert [icon for icon in icons if max(icon["height"], icon["width"]) > MAX_ICON] == []
        rows = colleague.evaluate(ROWS)
        assert [row for row in rows if row["height"] > MAX_ROW[size["width"]]] == []
        if size == DESK:
            assert colleague.evaluate(OVERFLOW) <= 0


def test_what_can_be_done_with_an_event_is_in_the_menu_of_its_row_below_what_wagtail_offers(
    colleague: Page, ids: dict[str, int]
) -> None:
    colleague.set_viewport_size(DESK)
    colleague.goto(f"/admin/pages/{ids['street']}/")
    row = colleague.locator("tr", has_text="残疾人趣味运动会").first
    row.get_by_role("button", name="“残疾人趣味运动会”的更多选项").click()
    menu = colleague.locator(".w-dropdown__content:visible")
    said = menu.locator("a:visible").all_inner_texts()
    names = [words.strip() for words in said]
    assert names.index("历史") < names.index("时间") < names.index("报名名单") < names.index("照片")
