"""Print one JSON object a line: name, value, unit, baseline, ratio. Data: the demo and 2,000 more events."""

import contextlib
import json
import os
import re
import statistics
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.concurrency.rush import rush_for_seats
from tests.support.postgres import running_postgres
from tests.support.site import EXAMPLE, ROOT, RunningSite, running_site

EVENTS = 2000
REPEATS = 15
WORKERS = 4
PAGE_BYTES = 80 * 1024


def main() -> None:
    for database in sys.argv[1:] or ("sqlite", "postgres"):
        with contextlib.ExitStack() as stack:
            url = stack.enter_context(running_postgres()) if database == "postgres" else ""
            measure_site(database, stack.enter_context(running_site(database_url=url, workers=WORKERS)))


def measure_site(database: str, site: RunningSite) -> None:
    def say(name: str, value: float, unit: str, baseline: float) -> None:
        line = {
            "name": f"{database}: {name}",
            "value": round(value, 4),
            "unit": unit,
            "baseline": round(baseline, 4),
            "ratio": round(value / baseline, 4) if baseline else None,
        }
        print(json.dumps(line, ensure_ascii=False), flush=True)

    listing, event = site.url + "/", f"{site.url}/nanhu/can-ji-ren-qu-wei-yun-dong-hui/"
    feed = f"{site.url}/scale/calendar.ics"
    demo_listing, demo_event = _seconds(lambda: _get(listing)), _seconds(lambda: _get(event))
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
    full = _seconds(lambda: _get(feed))
    from_database, from_memory = inside["icalendar"]
    say(f"feed of {EVENTS} over HTTP, beside icalendar from the database", full, "s", from_database)
    say(f"feed of {EVENTS} over HTTP, beside icalendar from memory", full, "s", from_memory)
    say("feed answered 304, beside the full feed", _seconds(_ask_again(feed)), "s", full)


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
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(lambda _turn: work(), range(WORKERS * 4)))
    runs = []
    for _turn in range(REPEATS):
        started = time.perf_counter()
        work()
        runs.append(time.perf_counter() - started)
    return statistics.median(runs)


def _weight(url: str) -> int:
    """Bytes of a page with the style sheets and scripts it names, not compressed."""
    html = _get(url)
    names = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', html.decode())
    host = "/".join(url.split("/")[:3])
    return len(html) + sum(len(_get(host + name)) for name in dict.fromkeys(names))


def _one_by_one(site: RunningSite) -> float:
    """Seconds that publishing as many events one after the other would take, from 40 of them."""
    return float(_script(site, "publish_one_by_one")) * EVENTS


def _script(site: RunningSite, name: str) -> str:
    code = f"from tests.benchmarks.inside import {name}; print({name}())"
    environment = {**site.environment, "PYTHONPATH": os.pathsep.join([str(EXAMPLE), str(ROOT)])}
    scripted = RunningSite(site.url, environment, site.var_dir)
    return scripted.manage("shell", "-v0", "-c", code).strip().splitlines()[-1]


if __name__ == "__main__":
    main()
