"""Print one JSON object a line: name, value, unit, baseline, ratio."""

import contextlib
import json
import re
import statistics
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.benchmarks.articles import measure_articles
from tests.benchmarks.calendars import (
    measure_double_changes,
    measure_import,
    measure_large_feed,
    measure_not_modified,
    measure_rename,
)
from tests.benchmarks.events import measure_growth, measure_pages
from tests.benchmarks.host import measure_host
from tests.benchmarks.photos import measure_photos
from tests.benchmarks.sign_up import (
    measure_counting,
    measure_data,
    measure_form,
    measure_group,
    measure_lists,
    measure_rushes,
    measure_throughput,
)
from tests.concurrency.rush import rush_for_seats
from tests.support.gateway import Gateway, running_gateway
from tests.support.postgres import running_postgres
from tests.support.site import RunningSite, running_site

EVENTS = 2000
MANY = 20_000
REPEATS = 25
WORKERS = 4
THREADS = 8
PAGE_BYTES = 80 * 1024


def main() -> None:
    """``python -m tests.benchmarks`` with names of databases and subjects; without any, all of them."""
    wanted = sys.argv[1:]
    subjects = {
        "events": measure_events,
        "sign-up": measure_sign_up,
        "rush": measure_rush,
        "photos": measure_gallery,
        "articles": measure_publicity,
    }
    if "host" in wanted or not wanted:
        measure_host(_teller("plain site"), _get)
    wanted = [name for name in wanted if name != "host"]
    if not wanted and len(sys.argv) > 1:
        return
    for database in [name for name in ("sqlite", "postgres") if name in wanted] or ("sqlite", "postgres"):
        for subject in [name for name in subjects if name in wanted] or subjects:
            with contextlib.ExitStack() as stack:
                url = stack.enter_context(running_postgres()) if database == "postgres" else ""
                gateway = stack.enter_context(running_gateway())
                site = running_site(
                    database_url=url,
                    workers=WORKERS,
                    threads=THREADS,
                    settings="tests.benchmarks.settings",
                    WDE_GATEWAY=gateway.url,
                    WDE_WORKER="1" if subject in ("sign-up", "photos") else "",
                )
                subjects[subject](database, stack.enter_context(site), gateway)


def measure_sign_up(database: str, site: RunningSite, gateway: Gateway) -> None:
    """Sign-ups, with messages left to a worker: how fast, long lists, a new key, forgetting."""
    say = _teller(database)
    measure_form(say, site, _weight)
    measure_throughput(say, site, _script)
    measure_group(say, site, _script)
    measure_counting(say, site, _script)
    measure_lists(say, site, _side_by_side, _get, _script)
    measure_data(say, site, _script)


def measure_gallery(database: str, site: RunningSite, gateway: Gateway) -> None:
    """Photos, with their preparation left to a worker."""
    measure_photos(_teller(database), site, _script, _get, _side_by_side)


def measure_publicity(database: str, site: RunningSite, gateway: Gateway) -> None:
    """Articles and where they go."""
    measure_articles(_teller(database), site, _script)


def measure_rush(database: str, site: RunningSite, gateway: Gateway) -> None:
    """Many at once, messages sent at once."""
    measure_rushes(_teller(database), site, gateway)


def _teller(database: str) -> Callable[[str, float, str, float], None]:
    def say(name: str, value: float, unit: str, baseline: float) -> None:
        line = {
            "name": f"{database}: {name}",
            "value": round(value, 4),
            "unit": unit,
            "baseline": round(baseline, 4),
            "ratio": round(value / baseline, 4) if baseline else None,
        }
        print(json.dumps(line, ensure_ascii=False), flush=True)

    return say


def measure_events(database: str, site: RunningSite, gateway: Gateway) -> None:
    """Lists, event pages and calendars, with the demo, 2,000 events and 20,000."""
    say = _teller(database)
    listing, event = site.url + "/", f"{site.url}/nanhu/can-ji-ren-qu-wei-yun-dong-hui/"
    demo_listing, demo_event = _seconds(lambda: _get(listing)), _seconds(lambda: _get(event))
    measure_double_changes(say, site, _script)
    rush = rush_for_seats(site, seats=50, people=300, in_flight=60)
    say("rush of 300 for 50 seats: confirmed", rush.confirmed, "registrations", 50)
    say("rush of 300 for 50 seats: waiting", rush.waiting, "registrations", 250)
    say("rush of 300 for 50 seats: answers 5xx", rush.server_errors, "answers", 300)
    say("rush: sign-ups a second, beside forms shown", 300 / rush.seconds, "1/s", rush.pages_per_second)
    started = time.perf_counter()
    site.manage("seed_scale", "--events", str(EVENTS), "--registrations", "500")
    say(f"seed_scale of {EVENTS}, beside publishing", time.perf_counter() - started, "s", _one_by_one(site))
    say(f"listing with {EVENTS}, beside the demo", _seconds(lambda: _get(listing)), "s", demo_listing)
    say(f"event page with {EVENTS}, beside the demo", _seconds(lambda: _get(event)), "s", demo_event)
    say("listing: HTML, CSS and JavaScript", _weight(listing), "bytes", PAGE_BYTES)
    say("event page: HTML, CSS and JavaScript", _weight(event), "bytes", PAGE_BYTES)
    inside = json.loads(_script(site, "inside"))
    for name, queries, limit in inside["queries"]:
        say(f"{name} with {EVENTS}", queries, "queries", limit)
    measure_not_modified(say, site, _side_by_side, _get, _ask_again, _script, events=EVENTS)
    medians = measure_pages(say, site, _side_by_side, _get, _script, events=EVENTS)
    site.manage("seed_scale", "--events", str(MANY - EVENTS), "--seed", "2", "--more")
    measure_not_modified(say, site, _side_by_side, _get, _ask_again, _script, events=MANY)
    measure_large_feed(say, site, _side_by_side, _get, _script)
    measure_rename(say, site, _script)
    measure_import(say, site, _script)
    measure_growth(say, site, _side_by_side, _get, _script, medians, events=MANY)


def _get(url: str, headers: dict[str, str] | None = None) -> bytes:
    request = urllib.request.Request(url, headers={"Accept-Language": "zh-CN", **(headers or {})})
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def _ask_again(url: str) -> Callable[[], None]:
    """A request by a program that has the feed already."""
    with urllib.request.urlopen(url) as answer:
        etag = answer.headers["ETag"]

    def ask() -> None:
        try:
            _get(url, {"If-None-Match": etag})
        except urllib.error.HTTPError as answer:
            if answer.code != 304:
                raise

    return ask


def _seconds(work: Callable[[], Any]) -> float:
    """The median of several runs in seconds, after each process of the server has had its first request."""
    return _side_by_side({"": work})[""]


def _side_by_side(works: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """The medians of several kinds of work in seconds, done in turn so that a slow moment meets all alike."""
    with ThreadPoolExecutor(WORKERS) as pool:
        for work in works.values():
            list(pool.map(lambda _turn, work=work: work(), range(WORKERS * 4)))
    times: dict[str, list[float]] = {name: [] for name in works}
    for _turn in range(REPEATS):
        for name, work in works.items():
            started = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - started)
    return {name: statistics.median(runs) for name, runs in times.items()}


def _weight(url: str) -> int:
    """Bytes of a page with the style sheets and scripts it names, not compressed."""
    html = _get(url)
    names = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', html.decode())
    host = "/".join(url.split("/")[:3])
    return len(html) + sum(len(_get(host + name)) for name in dict.fromkeys(names))


def _one_by_one(site: RunningSite) -> float:
    """Seconds that publishing as many events one after the other would take, from 40 of them."""
    return float(_script(site, "publish_one_by_one")) * EVENTS


def _script(site: RunningSite, name: str, argument: str = "", *, module: str = "inside") -> str:
    given = repr(argument) if argument else ""
    code = f"from tests.benchmarks.{module} import {name}; print({name}({given}))"
    return site.manage("shell", "-v0", "-c", code).strip().splitlines()[-1]


if __name__ == "__main__":
    main()
