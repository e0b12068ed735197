"""A real browser on a real site: Chromium, and the example site with its demo content."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.support.site import RunningSite, running_site

PHONE = {"width": 375, "height": 812}
DESK = {"width": 1280, "height": 900}
expect.set_options(timeout=30_000)  # a busy machine is slow: what does not come at all fails just the same


CHROMIUMS = ("chromium-headless-shell", "/usr/bin/chromium", "chromium", "google-chrome")
"""The first one is the same program without windows of its own: it starts quicker."""


def chromium() -> str:
    """The path of the system's Chromium. Raises RuntimeError that says how to get one."""
    for candidate in (os.environ.get("CHROMIUM", ""), *CHROMIUMS):
        if candidate and (found := shutil.which(candidate)):
            return found
    raise RuntimeError("No Chromium found: apt-get install chromium, or name one in CHROMIUM.")


@pytest.fixture(scope="session")
def site() -> Iterator[RunningSite]:
    with running_site() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def phone(browser: Browser, site: RunningSite) -> Iterator[Page]:
    """A reader's page at 375 px, in Chinese, who has never been here. Errors in the console fail the test."""
    yield from _page(browser, site, viewport=PHONE, has_touch=True)


@pytest.fixture
def desk(browser: Browser, site: RunningSite) -> Iterator[Page]:
    """The same at 1280 px in dark mode."""
    yield from _page(browser, site, viewport=DESK, color_scheme="dark")


@pytest.fixture(scope="session")
def staff_state(browser: Browser, site: RunningSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cookies of an administrator who has logged in."""
    path = tmp_path_factory.mktemp("staff") / "state.json"
    context = browser.new_context(base_url=site.url, locale="zh-CN")
    log_in(context.new_page(), "admin")
    context.storage_state(path=path)
    context.close()
    return path


@pytest.fixture
def staff(browser: Browser, site: RunningSite, staff_state: Path) -> Iterator[Page]:
    """An administrator's page at 1280 px."""
    yield from _page(browser, site, viewport=DESK, storage_state=staff_state)


@pytest.fixture
def staff_phone(browser: Browser, site: RunningSite, staff_state: Path) -> Iterator[Page]:
    """An administrator's page at 375 px."""
    yield from _page(browser, site, viewport=PHONE, storage_state=staff_state)


@pytest.fixture(scope="session")
def one_reader(browser: Browser, site: RunningSite) -> Iterator[tuple[Page, list[str]]]:
    with _context(browser, site) as (page, problems):
        yield page, problems


@pytest.fixture
def reader(one_reader: tuple[Page, list[str]]) -> Iterator[Page]:
    """A page that looks at one address after the other and keeps what it has fetched."""
    yield from _clean(*one_reader)


@pytest.fixture(scope="session")
def one_colleague(browser: Browser, site: RunningSite, staff_state: Path) -> Iterator[tuple[Page, list[str]]]:
    with _context(browser, site, storage_state=staff_state) as (page, problems):
        yield page, problems


@pytest.fixture
def colleague(one_colleague: tuple[Page, list[str]]) -> Iterator[Page]:
    """The same for an administrator."""
    yield from _clean(*one_colleague)


def log_in(page: Page, username: str) -> None:
    """Log a demo account in through the admin's own form."""
    page.goto("/admin/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", "demo")
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")


def _page(browser: Browser, site: RunningSite, **options: object) -> Iterator[Page]:
    with _context(browser, site, **options) as (page, problems):
        yield page
    assert problems == []


def _clean(page: Page, problems: list[str]) -> Iterator[Page]:
    problems.clear()
    yield page
    assert problems == []


@contextmanager
def _context(browser: Browser, site: RunningSite, **options: object) -> Iterator[tuple[Page, list[str]]]:
    """A page of its own, and what it has complained about."""
    context: BrowserContext = browser.new_context(base_url=site.url, locale="zh-CN", **options)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))

    def listen(said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            problems.append(said.text)

    def same_host(request: Request) -> None:
        if not request.url.startswith((site.url, "data:", "blob:", "about:")):
            problems.append(f"asked another host: {request.url}")

    page.on("filechooser", lambda _chooser: None)  # from the start: a key may be quicker
    page.on("console", listen)
    page.on("request", same_host)
    yield page, problems
    context.close()


@pytest.fixture(scope="session")
def demo_ids(site: RunningSite) -> dict[str, int]:
    """Ids of demo pages by a short name."""
    titles = {
        "sports": "残疾人趣味运动会",
        "past": "春季趣味体育比赛",
        "shop": "电子商务免费培训",
        "health": "康复体检日",
        "report": "春季趣味体育比赛：人人都是主角",
        "essays": "残疾人优秀作文展",
        "street": "南湖街道残疾人联合会",
    }
    code = (
        "import json; from wagtail.models import Page; "
        f"titles = {titles!r}; "
        "found = {key: Page.objects.get(title=title).pk for key, title in titles.items()}; "
        "from wagtail_disability_events.models import Occurrence, Photo, Registration, SportsDayPage; "
        "found['registration'] = Registration.objects.filter(event=found['sports']).first().pk; "
        "found['photo'] = Photo.objects.filter(event=found['past']).first().pk; "
        "found['sports_date'] = Occurrence.objects.get(event=found['sports']).pk; "
        "found['contest'] = str(SportsDayPage.objects.get(pk=found['past']).contests[0].id); "
        "from tests.support.imports import imports_in_each_state; "
        "found |= imports_in_each_state(found['street']); "
        "print(json.dumps(found))"
    )
    return json.loads(site.manage("shell", "-v0", "-c", code).strip().splitlines()[-1])


@pytest.fixture(scope="session")
def course_certificate(site: RunningSite) -> str:
    """The token of somebody who has earned a certificate."""
    code = (
        "from wagtail_disability_events.models import TrainingCoursePage; "
        "from wagtail_disability_events.outcomes.course_certificates import entitled; "
        "print(entitled(TrainingCoursePage.objects.get(title='盲人电脑培训班')).first().token)"
    )
    return site.manage("shell", "-v0", "-c", code).strip().splitlines()[-1]


@pytest.fixture(scope="session")
def tokens(site: RunningSite) -> dict[str, str]:
    """The token of a registration in each state, of events that are ahead."""
    code = (
        "import json; from django.utils import timezone; "
        "from wagtail_disability_events.models import Registration; "
        "ahead = Registration.objects.filter(event__occurrences__start__gt=timezone.now()).order_by('pk'); "
        "print(json.dumps({row.state: row.token for row in ahead}))"
    )
    return json.loads(site.manage("shell", "-v0", "-c", code).strip().splitlines()[-1])
