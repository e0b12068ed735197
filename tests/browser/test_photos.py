"""From phones to the gallery and the article: uploads, light table, faces, gallery, taking it back."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_whole_loop import FOCUS_IS_VISIBLE
from tests.support.axe import findings
from tests.support.site import RunningSite
from tests.unit.gallery.test_sanitising import GPS

pytestmark = pytest.mark.browser

PLACE = b"PLANTED-GPS"


def drawn(folder: Path, count: int, start: int = 0, size: tuple[int, int] = (1200, 900)) -> list[Path]:
    """Drawn photos as a phone writes them, with the place in them."""
    paths = []
    for number in range(start, start + count):
        rng = random.Random(number)
        picture = Image.new("RGB", size, f"hsl({rng.randrange(360)},40%,70%)")
        draw = ImageDraw.Draw(picture)
        for _ in range(30):
            x, y = rng.randrange(size[0]), rng.randrange(size[1])
            draw.rectangle((x, y, x + 120, y + 90), fill=f"hsl({rng.randrange(360)},60%,40%)")
        exif = picture.getexif()
        exif.get_ifd(GPS)[27] = b"ASCII\0\0\0" + PLACE
        path = folder / f"IMG_{number:04}.jpg"
        picture.save(path, quality=92, exif=exif)
        assert PLACE in path.read_bytes()
        paths.append(path)
    return paths


def run(site: RunningSite, code: str) -> Any:
    """What a piece of code on the site says, as JSON in its last line."""
    return json.loads(site.manage("shell", "-v0", "-c", code).strip().splitlines()[-1])


EVENTS = """
import json
from datetime import timedelta
from django.utils import timezone
from tests.support import factories
from wagtail.models import Page
from wagtail_disability_events.models import UploadLink
from wagtail_disability_events.registration.privacy.consent_changes import decide_photo

factories._numbers = iter(range(Page.objects.count() * 7, 10**9))
made = []
for _number in range(12):
    event = factories.event()
    person = factories.registration(event, name="周小舟")
    decide_photo(person, True)
    event.occurrences.update(start="2026-05-17T01:00Z", end="2026-05-17T03:00Z")
    tomorrow = timezone.now() + timedelta(days=1)
    link = UploadLink.objects.create(event=event, label="志愿者", expires_at=tomorrow)
    made.append({"id": event.pk, "url": event.url, "token": person.token, "link": link.token})
print(json.dumps(made))
"""
GALLERY = """
from tests.support import factories
from wagtail_disability_events.models import EventPage, Photo
event = EventPage.objects.get(pk={id})
sizes = [(960, 640), (960, 640), (960, 640), (960, 800), (960, 960)]
real = [
    factories.photo(event, state="public", prepare=True, source=factories.picture(number, size=size))
    for number, size in enumerate(sizes)
]
for number in range(5, 60):  # more rows with the copies of all but the first two
    shown = real[number % 3 + 2]
    Photo.objects.create(
        event=event, state="public", alt_text=f"第 {{number}} 张照片里的人在等哨声", image=shown.image,
        content_hash=str(number), file=shown.file.name, large=shown.large.name, small=shown.small.name,
        width=shown.width, height=shown.height, position=number + 1,
    )
print("{{}}")
"""
ONE = """
from tests.support import factories
from wagtail_disability_events.models import EventPage
event = EventPage.objects.get(pk={id})
print(factories.photo(event, source=factories.picture(3, size=(1000, 800))).pk)
"""
THOUSAND = """
from tests.support import factories
from wagtail_disability_events.models import EventPage, Photo
event = EventPage.objects.get(pk={id})
first = factories.photo(event, source=factories.picture(4, size=(1600, 1200)))
Photo.objects.bulk_create(
    Photo(event_id=event.pk, content_hash=str(number), file=first.file.name, large=first.large.name,
          small=first.small.name, width=1600, height=1200, position=number + 2)
    for number in range(999)
)
print("{{}}")
"""


@pytest.fixture(scope="module")
def events(site: RunningSite) -> list[dict]:
    """Events that are over, each with somebody who agreed to photos and a link for volunteers."""
    return run(site, EVENTS)


@pytest.fixture
def event(events: list[dict]) -> dict:
    """One of them for each test."""
    return events.pop()


def walk_to(page: Page, name: str, limit: int = 200) -> None:
    """Press Tab until the element with this accessible name has the focus, which can be seen."""
    for _step in range(limit):
        page.keyboard.press("Tab")
        if re.search(name, page.evaluate(NAME_OF_FOCUS), re.MULTILINE):
            assert page.evaluate(FOCUS_IS_VISIBLE)
            return
    raise AssertionError(f"The keyboard does not reach {name!r}.")


NAME_OF_FOCUS = """() => {
  const element = document.activeElement;
  const labels = [...(element.labels || [])].map(label => label.textContent.trim());
  const image = element.querySelector?.('img')?.alt || '';
  const label = element.getAttribute('aria-label') || '';
  return [...labels, label, image, element.textContent.trim(), element.value || ''].join('\\n');
}"""


def choose(page: Page, files: list[Path]) -> None:
    """Choose files as a keyboard does: Space on the field opens the system's dialog."""
    walk_to(page, "选择照片")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press(" ")
    chooser.value.set_files(files)


def test_30_photos_go_from_upload_to_gallery_and_article_and_vanish_when_consent_is_taken_back(
    staff: Page, phone: Page, site: RunningSite, event: dict, tmp_path: Path
) -> None:
    """By keyboard only. What one person takes back is gone from every output."""
    table = f"/admin/disability-events/{event['id']}/photos/"
    staff.goto(table)
    choose(staff, drawn(tmp_path, 30))
    expect(staff.get_by_text("全部 (30)")).to_be_visible(timeout=90_000)

    words = "三个人举着红旗往前跑，观众在鼓掌"
    walk_to(staff, "照片 1，没有描述")
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        staff.keyboard.press(key)
    assert "照片 2，没有描述" in staff.evaluate(NAME_OF_FOCUS)
    staff.keyboard.press("p")  # without a description it is not released
    expect(staff.locator("[data-photo-grid-status]")).to_contain_text("要有描述")
    staff.keyboard.press("5")
    expect(staff.locator("[data-photo-grid-status]")).to_contain_text("改好了 1 张")
    staff.keyboard.press("x")
    expect(staff.locator("[data-photo] [data-photo-state]").nth(1)).to_have_text("内部")
    staff.keyboard.press("u")
    staff.wait_for_load_state()
    expect(staff.locator("[data-photo] [data-photo-state]").nth(1)).to_have_text("未审看")

    walk_to(staff, "照片 1，没有描述")
    staff.keyboard.press("d")
    staff.wait_for_url(re.compile(r"/photos/\d+/$"))
    walk_to(staff, "^描述")
    staff.keyboard.type(words)
    walk_to(staff, "未审看|公开")
    staff.keyboard.press("ArrowDown")
    assert findings(staff) == []
    walk_to(staff, "^保存$")
    staff.keyboard.press("Enter")
    expect(staff.get_by_text("照片已保存")).to_be_visible()
    walk_to(staff, "报名者的姓名")
    staff.keyboard.type("周小舟")
    staff.keyboard.press("Enter")
    expect(staff.get_by_text("已记下照片里有谁")).to_be_visible()
    photo_id = int(re.search(r"/photos/(\d+)/", staff.url)[1])

    staff.goto(f"{table}?show=undescribed")
    for number in (2, 3, 4):  # three more, chosen with Space, described and released together
        walk_to(staff, f"照片 {number}，没有描述")
        staff.keyboard.press(" ")
    walk_to(staff, "谁可以看")
    for _option in ("not reviewed", "public"):
        staff.keyboard.press("ArrowDown")
    walk_to(staff, "^描述")
    staff.keyboard.type("选手和志愿者在起点线后面等哨声")
    walk_to(staff, "修改选中的")
    staff.keyboard.press("Enter")
    expect(staff.get_by_text("改好了 3 张照片")).to_be_visible()

    phone.goto(f"{event['url']}photos/")
    expect(phone.locator(".wde-photos img")).to_have_count(4)
    assert findings(phone, enhanced_contrast=True) == []
    walk_to(phone, words)
    phone.keyboard.press("Enter")
    expect(phone.get_by_text(words)).to_be_visible()
    assert findings(phone, enhanced_contrast=True) == []

    staff.goto(f"/admin/disability-events/{event['id']}/draft/")
    walk_to(staff, "开始起草")
    staff.keyboard.press("Enter")
    staff.wait_for_url("**/edit/")
    article = int(re.search(r"pages/(\d+)/edit", staff.url)[1])
    run(
        site,
        "import json; from wagtail.models import Page; from tests.support import factories; "
        f"p = Page.objects.get(pk={article}).specific; factories.publish(p); print(json.dumps(p.url))",
    )
    staff.goto(f"/admin/disability-events/article/{article}/wechat/")
    walk_to(staff, "下载")
    with staff.expect_download():
        staff.keyboard.press("Enter")

    shown = outputs(phone, site, event, article, words)
    assert {"event", "gallery", "photo", "article", "wechat", "api"} <= shown
    assert planted(site) == []

    phone.goto(f"/sign-up/{event['token']}/")
    walk_to(phone, "^撤回$")
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("您的照片不会公开")).to_be_visible()
    assert outputs(phone, site, event, article, words) == set()
    assert f"{event['url']}photos/{photo_id}/" not in phone.content()
    staff.goto("/admin/disability-events/photos/removals/")
    expect(staff.get_by_text(words)).to_be_visible()
    assert findings(staff) == []


def outputs(page: Page, site: RunningSite, event: dict, article: int, words: str) -> set[str]:
    """Where a photo's words, or the name of its public file, can be found."""
    facts = run(
        site,
        "import json; from wagtail.models import Page; from wagtail_disability_events.models import Photo; "
        "from wagtail_disability_events.publicity.wechat.rendering import render_wechat; "
        f"page = Page.objects.get(pk={article}).specific; photo = Photo.objects.get(alt_text={words!r}); "
        "print(json.dumps({'article': page.url, 'photo': photo.pk, 'wechat': render_wechat(page).html}))",
    )
    addresses = {
        "event": event["url"],
        "gallery": f"{event['url']}photos/",
        "photo": f"{event['url']}photos/{facts['photo']}/",
        "article": facts["article"],
        "api": f"/api/v2/pages/{article}/?fields=body",
        "images": "/api/v2/images/?limit=100",
        "feed": f"{event['url']}event.ics",
    }
    texts = {name: page.request.get(address).text() for name, address in addresses.items()}
    texts["wechat"] = facts["wechat"]
    escaped = json.dumps(words)[1:-1]
    return {name for name, text in texts.items() if words in text or escaped in text}


def planted(site: RunningSite) -> list[str]:
    """Files of the site in which the planted place still stands."""
    return [str(path) for path in site.var_dir.rglob("*") if path.is_file() and PLACE in path.read_bytes()]


class TestBadNetwork:
    def test_it_goes_on_by_itself_when_the_network_is_back(
        self, staff: Page, event: dict, tmp_path: Path
    ) -> None:
        staff.goto(f"/admin/disability-events/{event['id']}/photos/")
        failures = iter(range(3))

        def sometimes(route: Route) -> None:
            route.abort("connectionfailed") if next(failures, None) is not None else route.continue_()

        staff.route("**/photos/uploads/**", sometimes)
        staff.set_input_files("input[type=file]", drawn(tmp_path, 3))
        expect(staff.get_by_text("网络断了").first).to_be_visible()
        expect(staff.get_by_text("全部 (3)")).to_be_visible(timeout=60_000)

    def test_after_a_closed_page_the_same_files_go_on_where_they_stopped(
        self, browser: Browser, site: RunningSite, staff_state: Path, event: dict, tmp_path: Path
    ) -> None:
        address = f"/admin/disability-events/{event['id']}/photos/"
        [large] = drawn(tmp_path, 1, size=(4000, 3000))
        noise = Image.frombytes("RGB", (1500, 1200), random.Random(1).randbytes(1500 * 1200 * 3))
        noise.save(large, quality=95)
        assert large.stat().st_size > 2 * 1024 * 1024
        context = browser.new_context(base_url=site.url, locale="zh-CN", storage_state=staff_state)
        page = context.new_page()
        page.goto(address)
        sent: list[int] = []

        def first_only(route: Route) -> None:
            sent.append(int(route.request.headers["upload-offset"]))
            route.continue_() if len(sent) == 1 else route.abort("connectionfailed")

        page.route(re.compile(r"/uploads/[0-9a-f-]{36}/"), first_only)
        page.set_input_files("input[type=file]", large)
        expect(page.get_by_text("网络断了")).to_be_visible()
        page.close(run_before_unload=False)

        again = context.new_page()
        again.goto(address)
        expect(again.get_by_text(re.compile(f"上次没有传完：{large.name}"))).to_be_visible()
        offsets: list[int] = []
        again.on(
            "request",
            lambda request: (
                offsets.append(int(request.headers["upload-offset"]))
                if "upload-offset" in request.headers
                else None
            ),
        )
        again.set_input_files("input[type=file]", large)
        expect(again.get_by_text("全部 (1)")).to_be_visible(timeout=60_000)
        assert min(offsets) == 1024 * 1024
        context.close()

    def test_bad_files_are_told_in_their_line_and_the_rest_goes_on(
        self, staff: Page, event: dict, tmp_path: Path
    ) -> None:
        staff.goto(f"/admin/disability-events/{event['id']}/photos/")
        [good] = drawn(tmp_path, 1)
        cut, empty, text, big = (tmp_path / name for name in ("cut.jpg", "empty.jpg", "text.jpg", "big.jpg"))
        cut.write_bytes(good.read_bytes()[:20_000])
        empty.write_bytes(b"")
        text.write_text("This is a text.")
        big.write_bytes(b"\xff" * (41 * 1024 * 1024))
        again = tmp_path / "again.jpg"
        again.write_bytes(good.read_bytes())
        staff.evaluate("document.addEventListener('wde-uploaded', e => e.stopImmediatePropagation(), true)")
        staff.set_input_files("input[type=file]", [cut, empty, text, big, good, again])
        lines = staff.locator("[data-queue-list] li")
        for name, said in (
            ("cut.jpg", "损坏"),
            ("empty.jpg", "空"),
            ("text.jpg", "不是"),
            ("big.jpg", "最多接受"),
            (good.name, "已保存"),
        ):
            expect(lines.filter(has_text=name)).to_contain_text(said, timeout=30_000)
        expect(staff.locator("[data-queue-total]")).to_contain_text("1 张已保存", timeout=30_000)
        assert findings(staff) == []


def test_a_volunteer_adds_photos_by_a_link_on_a_phone(phone: Page, event: dict, tmp_path: Path) -> None:
    phone.goto(f"/send-photos/{event['link']}/")
    expect(phone.get_by_text("先征得本人同意")).to_be_visible()
    assert findings(phone, enhanced_contrast=True) == []
    choose(phone, drawn(tmp_path, 3))
    expect(phone.get_by_text("3 张已保存")).to_be_visible(timeout=60_000)
    assert findings(phone, enhanced_contrast=True) == []
    assert phone.locator("main img").count() == 0
    phone.set_viewport_size({"width": 320, "height": 640})
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.fixture(scope="module")
def gallery(site: RunningSite, events: list[dict]) -> dict:
    """60 public photos in three shapes."""
    event = events.pop()
    run(site, GALLERY.format(**event))
    return event


CLS = """() => new Promise(resolve => {
  const shifts = [];
  const place = source => source.node?.parentElement?.outerHTML.slice(0, 90);
  const tell = entry => [entry.value, entry.sources.map(place)];
  new PerformanceObserver(list => shifts.push(...list.getEntries().map(tell)))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => resolve(shifts), 1500);
})"""


class TestGallery:
    def test_60_photos_shift_nothing_and_are_light_above_the_fold(self, phone: Page, gallery: dict) -> None:
        weights: list[int] = []
        phone.on("response", lambda answer: weights.append(len(answer.body())) if answer.ok else None)
        phone.goto(f"{gallery['url']}photos/", wait_until="load")
        phone.wait_for_timeout(1500)
        above = sum(weights)
        assert phone.evaluate(CLS) == []
        assert above <= 300 * 1024, above
        phone.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        phone.wait_for_timeout(1000)
        assert phone.evaluate(CLS) == []
        assert phone.evaluate("[...document.images].every(image => image.alt)")

    def test_from_photo_to_photo_by_keys_and_by_swipe(self, phone: Page, gallery: dict) -> None:
        phone.goto(f"{gallery['url']}photos/")
        phone.locator(".wde-photos a").first.click()
        phone.wait_for_url(re.compile(r"/photos/\d+/$"))
        first = phone.url
        phone.keyboard.press("ArrowRight")
        expect(phone.get_by_role("heading", level=1)).to_contain_text("第 2 张照片，共 60 张")
        phone.evaluate(SWIPE, 200)
        expect(phone.get_by_role("heading", level=1)).to_contain_text("第 1 张")
        assert phone.url == first
        phone.evaluate(SWIPE, -200)
        expect(phone.get_by_role("heading", level=1)).to_contain_text("第 2 张")

    def test_without_scripts_links_do_it(self, browser: Browser, site: RunningSite, gallery: dict) -> None:
        context = browser.new_context(
            base_url=site.url, locale="zh-CN", viewport=PHONE, java_script_enabled=False
        )
        page = context.new_page()
        page.goto(f"{gallery['url']}photos/")
        page.locator(".wde-photos a").first.click()
        page.get_by_role("link", name="下一张照片").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("第 2 张")
        page.get_by_role("link", name="照片里有我").click()
        page.get_by_role("button", name="撤下这张照片").click()
        expect(page.get_by_text("已经看不到了")).to_be_visible()
        page.get_by_role("link", name="全部照片").click()
        expect(page.get_by_text("共 59 张")).to_be_visible()
        context.close()


SWIPE = """(across) => {
  const figure = document.querySelector('[data-wde-photo-navigation] figure');
  const touch = (x) => new Touch({identifier: 1, target: figure, clientX: x, clientY: 300});
  figure.dispatchEvent(new TouchEvent('touchstart', {touches: [touch(180)], changedTouches: [touch(180)]}));
  figure.dispatchEvent(new TouchEvent('touchend', {touches: [], changedTouches: [touch(180 + across)]}));
}"""


@pytest.fixture
def photo(site: RunningSite, event: dict) -> str:
    """The address at which one photo is blurred."""
    number = run(site, ONE.format(**event))
    return f"/admin/disability-events/{event['id']}/photos/{number}/faces/"


class TestBoxes:
    def test_drawn_by_pointer(self, staff: Page, photo: str) -> None:
        staff.goto(photo)
        area = staff.locator("[data-boxes-picture]").bounding_box()
        staff.mouse.move(area["x"] + area["width"] * 0.2, area["y"] + area["height"] * 0.2)
        staff.mouse.down()
        staff.mouse.move(area["x"] + area["width"] * 0.5, area["y"] + area["height"] * 0.6)
        staff.mouse.up()
        assert abs(float(staff.locator("[name=form-0-x]").input_value()) - 20) < 1
        assert abs(float(staff.locator("[name=form-0-height]").input_value()) - 40) < 1
        assert findings(staff) == []
        staff.get_by_role("button", name="改好照片").click()
        expect(staff.get_by_text("照片已改好")).to_be_visible()

    def test_by_keyboard_alone(self, staff: Page, photo: str) -> None:
        staff.goto(photo)
        walk_to(staff, "加一个框")
        staff.keyboard.press("Enter")
        for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "Shift+ArrowRight", "Shift+ArrowDown"):
            staff.keyboard.press(key)
        values = [
            staff.locator(f"[name=form-0-{side}]").input_value() for side in ("x", "y", "width", "height")
        ]
        assert [float(value) for value in values] == [38, 39, 21, 21]
        walk_to(staff, "看看改后的样子")
        staff.keyboard.press("Enter")
        expect(staff.get_by_alt_text("改后的样子")).to_be_visible()
        walk_to(staff, "改好照片")
        staff.keyboard.press("Enter")
        expect(staff.get_by_text("照片已改好")).to_be_visible()

    def test_faces_are_looked_for_here(
        self, staff: Page, site: RunningSite, event: dict, tmp_path: Path
    ) -> None:
        data = pytest.importorskip("skimage.data")
        pytest.importorskip("cv2")
        path = tmp_path / "portrait.jpg"
        Image.fromarray(data.astronaut()).save(path, quality=95)
        staff.goto(f"/admin/disability-events/{event['id']}/photos/")
        staff.set_input_files("input[type=file]", path)
        expect(staff.get_by_text("全部 (1)")).to_be_visible(timeout=30_000)
        staff.locator("[data-photo-link]").first.press("d")
        staff.get_by_role("link", name="打码或裁剪").click()
        staff.get_by_role("button", name="找人脸").click()
        expect(staff.get_by_text(re.compile(r"找到 \d+ 张脸"))).to_be_visible()
        assert staff.locator(".wde-admin-box:not([hidden])").count() >= 1


def test_the_light_table_in_a_thousand_photos_shows_the_next_one_at_once(
    staff: Page, site: RunningSite, event: dict
) -> None:
    run(site, THOUSAND.format(**event))
    staff.goto(f"/admin/disability-events/{event['id']}/photos/")
    expect(staff.get_by_text("全部 (1000)")).to_be_visible()
    staff.locator("[data-photo-link]").first.focus()
    staff.keyboard.press("Enter")
    expect(staff.locator("[data-photo-dialog-text]")).to_contain_text("照片 1")
    for number in range(2, 12):
        staff.keyboard.press("ArrowRight")
        expect(staff.locator("[data-photo-dialog-text]")).to_contain_text(f"照片 {number},")
    assert findings(staff) == []
    staff.keyboard.press("Escape")
    assert "照片 11" in staff.evaluate(NAME_OF_FOCUS)
    photos = staff.locator("[data-photo]")
    moved = photos.nth(2).get_attribute("data-photo")
    photos.nth(2).drag_to(photos.nth(0))
    expect(staff.locator("[data-photo-grid-status]")).to_contain_text("第 1 张")
    assert photos.nth(0).get_attribute("data-photo") == moved
    staff.set_viewport_size(DESK)
    staff.get_by_role("link", name="下一页").click()
    expect(staff.locator("[data-photo]").first).to_contain_text("照片 101")
