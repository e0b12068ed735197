"""The numbers of lists and schedules, each beside a plain Wagtail page or what was measured before."""

import json
import re
import statistics
import time
from collections.abc import Callable
from urllib.parse import quote

from tests.support.site import RunningSite

SPORTS = "/nanhu/can-ji-ren-qu-wei-yun-dong-hui/"
VIEWS = {
    "list": "/",
    "list, two filters": "/?kind=sports&service=captions",
    "list, still open": "/?open=1&when=next-month",
    "month": "/?view=month",
    "week": "/?view=week",
    "past": "/?when=past",
    "page 40": "/?page=40",
}
WORDS = (
    *(
        "运动会",
        "书画",
        "培训班",
        "联谊会",
        "体检",
        "招聘",
        "趣味运动",
        "味运动",
        "运动",
        "趣味",
        "画展",
        "书画展",
    ),
    *("培训", "训班", "联谊", "谊会", "体检日", "检日", "招聘会", "聘会", "咨询", "询日", "咨询日", "汇演"),
)
"""Each is in the title of one event in eight."""

Say = Callable[[str, float, str, float], None]
SideBySide = Callable[[dict[str, Callable[[], object]]], dict[str, float]]


def measure_pages(
    say: Say, site: RunningSite, side_by_side: SideBySide, get: Callable, script: Callable, *, events: int
) -> dict[str, float]:
    """With 2,000 events: pages beside plain pages, queries of every view, weights. Returns medians."""
    medians = side_by_side(_requests(site, get, script))
    say(f"event page with {events}, beside a plain page", medians["event page"], "s", medians["plain page"])
    for name in VIEWS:
        say(f"{name} with {events}, beside a plain index of 20", medians[name], "s", medians["plain index"])
    asked = json.loads(script(site, "queries_of_all", json.dumps([*VIEWS.values(), "/?q=运动会", SPORTS])))
    for path, queries in asked.items():
        say(f"queries of {path} with {events}", queries, "queries", 15 if path == SPORTS else 14)
    css, js = _assets(site, get)
    say("style sheet", css, "bytes", 30 * 1024)
    say("scripts of all pages", js, "bytes", 25 * 1024)
    return medians


def measure_growth(
    say: Say,
    site: RunningSite,
    side_by_side: SideBySide,
    get: Callable,
    script: Callable,
    before: dict[str, float],
    *,
    events: int,
) -> None:
    """With 20,000 events: each view beside itself with 2,000, search beside the list, wide work.

    Minutes lie between the two measurements: what was measured before is scaled by what the plain page, which
    does not know of events, took then and takes now.
    """
    requests = _requests(site, get, script)
    again = f"{site.url}/?q={quote(WORDS[0])}"
    now = side_by_side(requests | {"again": lambda: get(again)})
    pace = now["plain page"] / before["plain page"]
    for name in VIEWS:
        say(f"{name} with {events}, beside 2,000", now[name], "s", before[name] * pace)
    say(f"search over {events} for a word again, beside the list", now["again"], "s", now["list"])
    new, listed = [], []
    for word in WORDS[1:]:
        address = f"{site.url}/?q={quote(word)}"
        new.append(_once(lambda address=address: get(address)))
        listed.append(_once(requests["list"]))
    say(
        f"search over {events} for words that are new, beside the list",
        statistics.median(new),
        "s",
        statistics.median(listed),
    )
    say(f"rebuilding the dates of {events}", float(script(site, "rebuild_seconds")), "s", 60)
    sessions = json.loads(script(site, "publish_sessions"))
    say("publishing 100 sessions", sessions["seconds"], "s", 1)
    say("publishing 100 sessions: our queries", sessions["ours"], "queries", 40)
    say("publishing 100 sessions: with those of Wagtail", sessions["all"], "queries", 40)
    say("publishing 100 sessions: with a worker for Wagtail's tasks", sessions["with_worker"], "queries", 40)
    say("moving the horizon of 500 rules", float(script(site, "horizon_seconds")), "s", 10)


def _requests(site: RunningSite, get: Callable, script: Callable) -> dict[str, Callable[[], object]]:
    """The requests that are measured in turn: plain pages, the event page, each view of the list."""
    plain = json.loads(script(site, "make_plain_pages", module="baseline"))
    paths = {"plain page": plain["page"], "plain index": plain["index"], "event page": SPORTS} | VIEWS
    return {name: (lambda path=path: get(site.url + path)) for name, path in paths.items()}


def _once(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _assets(site: RunningSite, get: Callable) -> tuple[int, int]:
    html = get(site.url + "/?view=month").decode() + get(site.url + SPORTS).decode()
    names = dict.fromkeys(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', html))
    sizes = {name: len(get(site.url + name)) for name in names}
    return (
        sum(size for name, size in sizes.items() if name.endswith(".css")),
        sum(size for name, size in sizes.items() if name.endswith(".js")),
    )
