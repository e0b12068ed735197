"""Screenshots of the main pages for README and docs: ``make shots``."""

from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import DESK, PHONE, chromium, log_in
from tests.support.site import ROOT, RunningSite, running_site

OUT = ROOT / "docs" / "images"
SPORTS = "/nanhu/can-ji-ren-qu-wei-yun-dong-hui/"
PAST = "/nanhu/chun-ji-qu-wei-ti-yu-bi-sai/"
PUBLIC = {
    "listing": "/",
    "event": SPORTS,
    "event-over": PAST,
    "register": f"{SPORTS}register/",
    "report": "/articles/chun-ji-qu-wei-ti-yu-bi-sai/",
}
IDS = (
    "from wagtail.models import Page; "
    "print(*(Page.objects.get(title=title).pk for title in "
    "('残疾人趣味运动会', '春季趣味体育比赛', '春季趣味体育比赛：人人都是主角')))"
)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with running_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for name, path in PUBLIC.items():
            shoot(_page(browser, site, PHONE), path, f"{name}-375")
            shoot(_page(browser, site, DESK), path, f"{name}-1280")
        shoot(_page(browser, site, DESK, color_scheme="dark"), SPORTS, "event-dark-1280")
        shoot(_page(browser, site, DESK, forced_colors="active"), SPORTS, "event-forced-colours-1280")
        shoot(_page(browser, site, DESK, locale="en-GB"), "/", "listing-english-1280")
        staff = _page(browser, site, DESK)
        log_in(staff, "admin")
        sports, past, report = site.manage("shell", "-v0", "-c", IDS).split()[-3:]
        base = "/admin/disability-events"
        shoot(staff, f"{base}/{past}/registrations/", "staff-list-1280")
        shoot(staff, f"{base}/{past}/photos/", "staff-photos-1280")
        shoot(staff, f"{base}/{past}/draft/", "staff-draft-1280")
        shoot(staff, f"{base}/article/{report}/wechat/", "wechat-1280")
        shoot(staff, f"/admin/pages/{sports}/edit/", "staff-edit-1280")
        browser.close()


def shoot(page: Page, path: str, name: str) -> Path:
    """Save what a person sees at first; return the file."""
    page.goto(path)
    page.wait_for_load_state("networkidle")
    target = OUT / f"{name}.png"
    page.screenshot(path=target)
    print(target.relative_to(ROOT))
    return target


def _page(browser: Browser, site: RunningSite, viewport: dict[str, int], **options: str) -> Page:
    options = {"locale": "zh-CN"} | options
    return browser.new_context(base_url=site.url, viewport=viewport, **options).new_page()


if __name__ == "__main__":
    main()
