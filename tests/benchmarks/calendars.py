"""The numbers of calendars: a large feed, the answer 304, wide changes."""

import json
from collections.abc import Callable

from tests.support.site import RunningSite

FEED = "/scale/calendar.ics"

Say = Callable[[str, float, str, float], None]
SideBySide = Callable[[dict[str, Callable[[], object]]], dict[str, float]]


def measure_not_modified(
    say: Say,
    site: RunningSite,
    side_by_side: SideBySide,
    get: Callable,
    ask_again: Callable,
    script: Callable,
    *,
    events: int,
) -> None:
    """What a program costs that has the feed already, beside a sub-route that does nothing."""
    medians = side_by_side(
        {"empty": lambda: get(f"{site.url}/scale/empty/"), "304": ask_again(site.url + FEED)}
    )
    say(f"feed answered 304 with {events}, beside an empty sub-route", medians["304"], "s", medians["empty"])
    queries = json.loads(script(site, "not_modified_queries", module="inside_calendars"))
    say(f"feed answered 304 with {events}, after a change", queries["cold"], "queries", 3)
    say(f"feed answered 304 with {events}", queries["warm"], "queries", 3)


def measure_double_changes(say: Say, site: RunningSite, script: Callable, *, rounds: int = 200) -> None:
    """Two changes within a second with a poll between: what a program that polls once more has missed."""
    missed = json.loads(script(site, "double_changes", site.url, module="inside_calendars"))
    say(f"{rounds} double changes: within a second", missed["within a second"], "changes", rounds)
    say(f"{rounds} double changes: stale answers by tag", missed["tag"], "answers", rounds)
    say(f"{rounds} double changes: stale answers by date", missed["date"], "answers", rounds)


def measure_large_feed(
    say: Say, site: RunningSite, side_by_side: SideBySide, get: Callable, script: Callable
) -> None:
    """A feed of more than 10,000 dates: beside icalendar, beside one string, its memory, its queries."""
    text = get(site.url + FEED)
    (site.var_dir / "one-string.ics").write_bytes(text)
    dates = text.count(b"BEGIN:VEVENT")
    medians = side_by_side(
        {"feed": lambda: get(site.url + FEED), "string": lambda: get(f"{site.url}/scale/one-string/")}
    )
    built = float(script(site, "icalendar_seconds", module="inside_calendars"))
    say(f"feed of {dates} dates over HTTP, beside icalendar", medians["feed"], "s", built)
    say(f"feed of {dates} dates over HTTP, beside one string", medians["feed"], "s", medians["string"])
    inside = json.loads(script(site, "inside_of_feed", module="inside_calendars"))
    say(f"feed of {dates} dates: queries", inside["queries"], "queries", 4)
    for count, megabytes in inside["megabytes"]:
        say(f"feed of {count} dates: peak memory", megabytes, "MB", 60)
    say(f"feed of {dates} dates: size", len(text) / 1e6, "MB", 0)


def measure_rename(say: Say, site: RunningSite, script: Callable) -> None:
    """Ten thousand texts after organisations were renamed."""
    renamed = json.loads(script(site, "rename_seconds", module="inside_calendars"))
    say(f"re-rendering {renamed['texts']} after a rename", renamed["seconds"], "s", 60)


def measure_import(say: Say, site: RunningSite, script: Callable) -> None:
    """Looking at a partner's calendar of 5,000 events."""
    preview = json.loads(script(site, "import_preview", module="inside_calendars"))
    say("preview of an import of 5,000", preview["seconds"], "s", 15)
    say("preview of an import of 5,000: memory at its peak", preview["megabytes"], "MB", 300)
