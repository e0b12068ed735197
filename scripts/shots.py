"""Screenshots of the main pages for README and docs: ``make shots``."""

import json
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import DESK, PHONE, chromium, log_in
from tests.support.site import ROOT, RunningSite, running_site

OUT = ROOT / "docs" / "images"
SPORTS = "残疾人趣味运动会"
PAST = "春季趣味体育比赛"
REPORT = "春季趣味体育比赛：人人都是主角"
SHOWN: dict[str, tuple[str, str]] = {
    "listing": ("", "/"),
    "month": ("", "/?view=month"),
    "week": ("", "/?view=week"),
    "no-result": ("", "/?q=龙舟&kind=arts"),
    "event": (SPORTS, ""),
    "results": (PAST, "results/"),
    "photos": (PAST, "photos/"),
    "works": ("“心中的家园”残疾人书画手工作品展", "works/"),
    "gathering": ("迎新春联谊会", ""),
    "training": ("手语培训班", ""),
    "advice": ("助残日便民服务", ""),
    "job-fair": ("残疾人专场招聘会", ""),
    "drive": ("残疾人证换证登记", ""),
    "poster": (SPORTS, "poster/"),
}
"""Name of the picture, title of its event, address below it; each on a phone, in the dark, and in English."""
PHONE_AND_DESK: dict[str, tuple[str, str]] = {
    "event-over": (PAST, ""),
    "register": (SPORTS, "register/"),
    "report": (REPORT, ""),
}
STAFF: dict[str, str] = {
    "staff-list": "/admin/disability-events/{past}/registrations/",
    "staff-photos": "/admin/disability-events/{past}/photos/",
    "staff-photo": "/admin/disability-events/{past}/photos/{photo}/",
    "staff-draft": "/admin/disability-events/{past}/draft/",
    "staff-events": "/admin/disability-events/events/",
    "staff-dates": "/admin/disability-events/{sports}/dates/",
    "staff-results": "/admin/disability-events/{past}/results/",
    "staff-edit": "/admin/pages/{sports}/edit/",
    "staff-import": "/admin/disability-events/import/{preview}/",
    "wechat": "/admin/disability-events/article/{report}/wechat/",
    "staff-home": "/admin/",
    "staff-review": "/admin/disability-events/article/{waiting}/review/",
    "staff-checks": "/admin/disability-events/article/{waiting}/checks/",
    "staff-channels": "/admin/disability-events/article/{drafted}/channels/",
    "staff-sandbox": "/admin/disability-events/article/{drafted}/sandbox/{push}/",
    "staff-posters": "/admin/disability-events/{sports}/posters/",
    "staff-submit": "/admin/disability-events/article/{report}/submit/",
    "staff-ledger": "/admin/disability-events/ledger/",
    "staff-targets": "/admin/disability-events/ledger/targets/",
    "staff-looks": "/admin/disability-events/organisation/{district}/publicity/",
}
CALENDARS: dict[str, str] = {
    "subscribe": "/subscribe/",
    "add-to-calendar": "/nanhu/can-ji-ren-qu-wei-yun-dong-hui/calendar/",
}
WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 MicroMessenger/8.0.50"
TOKEN = (
    "from wagtail_disability_events.models import Registration; "
    f"print(Registration.objects.filter(event__title={SPORTS!r}, state='confirmed').first().token)"
)
IMPORTS = (
    "import json; from tests.support.imports import imports_in_each_state; "
    "from wagtail_disability_events.models import EventIndexPage; "
    "print(json.dumps(imports_in_each_state(EventIndexPage.objects.get(slug='nanhu').pk)))"
)
A_PHOTO = (
    "from wagtail_disability_events.models import Photo; "
    f"print(Photo.objects.filter(event__title={PAST!r}).first().pk)"
)
ON_THEIR_WAY = (
    "import json; from wagtail_disability_events.models import ArticlePage, EventIndexPage, Push; "
    "push = Push.objects.get(); print(json.dumps({"
    "'waiting': ArticlePage.objects.get(genre='results').pk, 'drafted': push.article_id, 'push': push.pk, "
    "'district': EventIndexPage.objects.get(slug='jiangbin').pk}))"
)
LOOK_UP = (
    "import json; from wagtail.models import Page; "
    "print(json.dumps({page.title: (page.pk, page.url) for page in Page.objects.live()}))"
)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with running_site() as site, sync_playwright() as playwright:
        site.manage("run_periodic", "-v0")  # the first page of the administration has nothing to warn of
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        pages = json.loads(site.manage("shell", "-v0", "-c", LOOK_UP).splitlines()[-1])
        address = {
            name: (pages[title][1] if title else "") + below
            for name, (title, below) in (SHOWN | PHONE_AND_DESK).items()
        }
        phone, desk = _page(browser, site, PHONE), _page(browser, site, DESK)
        dark = _page(browser, site, DESK, color_scheme="dark")
        english = _page(browser, site, DESK, locale="en-GB")
        for name in SHOWN:
            shoot(phone, address[name], f"{name}-375")
            shoot(dark, address[name], f"{name}-dark-1280")
            shoot(english, address[name], f"{name}-english-1280")
        for name in ("listing", "month", "event"):
            shoot(desk, address[name], f"{name}-1280")
        for name in PHONE_AND_DESK:
            shoot(phone, address[name], f"{name}-375")
            shoot(desk, address[name], f"{name}-1280")
        for name, path in CALENDARS.items():
            shoot(phone, path, f"{name}-375")
        wechat = _page(browser, site, DESK, color_scheme="dark", user_agent=WECHAT)
        shoot(wechat, "/nanhu/subscribe/?kind=sports", "subscribe-wechat-1280")
        phone.goto(f"/sign-up/{site.manage('shell', '-v0', '-c', TOKEN).splitlines()[-1]}/")
        phone.get_by_role("button", name="生成日历地址").click()
        phone.locator("#calendar").scroll_into_view_if_needed()
        save(phone, "own-calendar-375")
        forced = _page(browser, site, DESK, forced_colors="active")
        shoot(forced, address["event"], "event-forced-colours-1280")
        staff = _page(browser, site, DESK)
        log_in(staff, "admin")
        imports = json.loads(site.manage("shell", "-v0", "-c", IMPORTS).splitlines()[-1])
        ids = {"sports": pages[SPORTS][0], "past": pages[PAST][0], "report": pages[REPORT][0], **imports}
        ids["photo"] = int(site.manage("shell", "-v0", "-c", A_PHOTO).splitlines()[-1])
        ids |= json.loads(site.manage("shell", "-v0", "-c", ON_THEIR_WAY).splitlines()[-1])
        reviewer = _page(browser, site, PHONE)
        log_in(reviewer, "shenhe")
        shoot(reviewer, STAFF["staff-review"].format(**ids), "staff-review-375")
        for name, path in STAFF.items():
            shoot(staff, path.format(**ids), f"{name}-1280")
        browser.close()


def shoot(page: Page, path: str, name: str) -> Path:
    """Save what a person sees at first; return the file."""
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return save(page, name)


def save(page: Page, name: str) -> Path:
    """Save what the window shows; return the file."""
    target = OUT / f"{name}.png"
    page.screenshot(path=target)
    with Image.open(target) as picture:
        picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(target, optimize=True)
    print(target.relative_to(ROOT))
    return target


def _page(browser: Browser, site: RunningSite, viewport: dict[str, int], **options: str) -> Page:
    options = {"locale": "zh-CN"} | options
    return browser.new_context(base_url=site.url, viewport=viewport, **options).new_page()


if __name__ == "__main__":
    main()
