"""The numbers of photos: taking in, hidden data, gallery, light table, faces."""

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import requests
from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import PHONE, chromium
from tests.support.site import RunningSite

PHOTOS, ROUNDS = 100, 4
MEGABYTE = 1024 * 1024
PEAK = 350
ABOVE_THE_FOLD = 300 * 1024
KEY_PRESS = 0.1

Say = Callable[[str, float, str, float], None]


def measure_photos(
    say: Say, site: RunningSite, script: Callable, get: Callable, side_by_side: Callable
) -> None:
    """Everything about photos, on one site."""
    with tempfile.TemporaryDirectory(prefix="wde-photos-") as folder:
        script(site, "draw_photos", f"{folder} {PHOTOS}", module="inside_photos")
        _taking_in(say, site, script, Path(folder))
        _answering(say, site, script, Path(folder))
    cases = json.loads(script(site, "planted_cases", module="inside_photos"))
    say(
        f"{cases['cases']} planted cases: stored files with anything of it",
        cases["found"],
        "files",
        cases["files"],
    )
    _gallery(say, site, script, get, side_by_side)
    _light_table(say, site, script)
    for name, value, total in json.loads(script(site, "faces", module="inside_photos")):
        say(f"faces: {name}", value, "pictures", total)


def _taking_in(say: Say, site: RunningSite, script: Callable, folder: Path) -> None:
    """Ours and Pillow alone in turn, each in processes of its own, so that a slow moment meets both."""
    event = script(site, "new_event", module="inside_photos")
    times, peaks = {"ours": 0.0, "pillow": 0.0}, {"ours": 0.0, "pillow": 0.0}
    each = PHOTOS // ROUNDS
    for turn in range(ROUNDS):
        for kind in times:
            argument = f"{folder} {turn * each} {each} {event}"
            done = json.loads(script(site, f"take_in_{kind}", argument, module="inside_photos"))
            times[kind] += done["seconds"]
            peaks[kind] = max(peaks[kind], done["peak"] / MEGABYTE)
    say(
        f"{PHOTOS} photos of 12 megapixels taken in, beside Pillow alone", times["ours"], "s", times["pillow"]
    )
    say("peak memory while taking photos in", peaks["ours"], "MB", PEAK)


def _answering(say: Say, site: RunningSite, script: Callable, folder: Path) -> None:
    """The upload view answers while a worker prepares the photo."""
    event = script(site, "new_event", module="inside_photos")
    session = logged_in(site)
    address = f"{site.url}/admin/disability-events/{event}/photos/uploads/"
    headers = {"Referer": address, "X-CSRFToken": session.cookies["csrftoken"]}
    content = (folder / "0.jpg").read_bytes()
    facts = {"name": "x.jpg", "size": len(content), "fingerprint": "x"}
    upload = session.post(address, data=facts, headers=headers, timeout=60).json()
    slowest = 0.0
    while upload["state"] == "receiving":
        part = content[upload["received"] : upload["received"] + MEGABYTE]
        started = time.perf_counter()
        answer = session.post(
            f"{address}{upload['key']}/",
            data=part,
            headers={**headers, "Upload-Offset": str(upload["received"])},
            timeout=60,
        )
        slowest = max(slowest, time.perf_counter() - started)
        upload = answer.json()
    prepared = float(script(site, "prepare_waiting", module="inside_photos"))
    say("slowest answer to a part of a photo, beside preparing the photo", slowest, "s", prepared)


def _gallery(say: Say, site: RunningSite, script: Callable, get: Callable, side_by_side: Callable) -> None:
    few, many = (
        json.loads(script(site, "gallery", str(count), module="inside_photos")) for count in (60, 600)
    )
    for name, found in (("60", few), ("600", many)):
        say(f"gallery of {name} photos", found["queries"], "queries", 15)
    medians = side_by_side(
        {"few": lambda: get(site.url + few["url"]), "many": lambda: get(site.url + many["url"])}
    )
    say("gallery page of 600 photos, beside one of 60", medians["many"], "s", medians["few"])
    with _browser() as page:
        page.set_viewport_size(PHONE)
        weights: list[int] = []
        page.on("response", lambda answer: weights.append(len(answer.body())) if answer.ok else None)
        page.goto(site.url + few["url"], wait_until="load")
        page.wait_for_timeout(1500)
        say("gallery of 60 at 375 px: bytes above the fold", sum(weights), "bytes", ABOVE_THE_FOLD)
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_timeout(1500)
        say("gallery of 60 at 375 px: layout shift", page.evaluate(SHIFT), "CLS", 0)


def _light_table(say: Say, site: RunningSite, script: Callable) -> None:
    table = json.loads(script(site, "light_table", "1000", module="inside_photos"))
    say("light table of 1,000 photos", table["queries"], "queries", 15)
    with _browser() as page:
        page.context.add_cookies(
            [
                {"name": name, "value": value, "url": site.url}
                for name, value in logged_in(site).cookies.items()
            ]
        )
        page.goto(site.url + table["url"])
        page.locator("[data-photo-link]").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)
        presses = sorted(page.evaluate(NEXT) for _turn in range(40))
    say("light table: key press to the next photo shown, median of 40", presses[20] / 1000, "s", KEY_PRESS)
    say("light table: key press to the next photo shown, slowest of 40", presses[-1] / 1000, "s", KEY_PRESS)


NEXT = """() => new Promise(resolve => {
  const image = document.querySelector('[data-photo-dialog-image]');
  const started = performance.now();
  document.querySelector('[data-photo-dialog]').dispatchEvent(
    new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
  image.decode().then(() => requestAnimationFrame(() => resolve(performance.now() - started)));
})"""
SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => resolve(sum), 500);
})"""


class _browser:  # noqa: N801 - reads as a verb
    """A page of the system's Chromium."""

    def __enter__(self) -> Page:
        self.playwright = sync_playwright().start()
        flags = ["--no-sandbox", "--disable-gpu"]
        self.browser = self.playwright.chromium.launch(executable_path=chromium(), args=flags)
        return self.browser.new_page(locale="zh-CN")

    def __exit__(self, *args: object) -> None:
        self.browser.close()
        self.playwright.stop()


def logged_in(site: RunningSite) -> requests.Session:
    """The administrator of the demo, logged in."""
    session = requests.Session()
    address = f"{site.url}/admin/login/"
    session.get(address, timeout=60)
    data = {"username": "admin", "password": "demo", "csrfmiddlewaretoken": session.cookies["csrftoken"]}
    session.post(address, data=data, headers={"Referer": address}, timeout=60)
    return session
