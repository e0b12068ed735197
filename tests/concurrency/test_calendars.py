"""Everybody changes one event at once: in the end its calendar says what holds, and SEQUENCE never fell."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import recurring_ical_events
import requests
from icalendar import Calendar

from tests.support.ical_js import expand_with_ical_js, has_ical_js
from tests.support.khal import expand_with_khal
from tests.support.site import RunningSite

PREPARE = """
from wagtail_disability_events.models import EventIndexPage, EventPage, Venue
from tests.support.factories import when
from tests.integration.occurrences.test_schedules import rhythm
from tests.support.factories import days_ahead
index = EventIndexPage.objects.get(slug="nanhu")
page = EventPage(title="众人改", slug="zhong-ren-gai", summary="x", venue=Venue.objects.create(name="馆 0"),
                 schedule=[rhythm(days_ahead(3), count=6), when(20)], live=False)
index.add_child(instance=page)
page.save_revision().publish()
"""
CHANGE = """
import json, random
from collections import Counter
from django.db import OperationalError
from wagtail_disability_events.models import CalendarEntry, EventPage, Venue
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.pages.publishing.tasks import refresh_calendars_at
rng = random.Random({seed})
seen, done = {{}}, Counter()
for turn in range(12):
    event = EventPage.objects.get(slug="zhong-ren-gai")
    date = rng.choice(list(event.occurrences.select_related("event")))
    can = operations.allowed_operations(date)
    wish = rng.choice(["words", "words", "venue", *(one for one in can if one != "postpone")])
    try:
        if wish == "words":
            event.title = f"众人改 {seed}-{{turn}}"
            event.save_revision().publish()
        elif wish == "venue":
            venue = event.venue
            venue.name = f"馆 {seed}-{{turn}}"
            venue.save()
            refresh_calendars_at.func(venue.pk)
        elif wish == "move":
            operations.move(date, date.start, date.end + (date.end - date.start))
        else:
            getattr(operations, wish)(date, *(["台风"] if wish == "cancel" else []))
        done[wish] += 1
    except (operations.ChangedMeanwhile, operations.OperationNotAllowed):
        done["came too late"] += 1
    for uid, recurrence, sequence in CalendarEntry.objects.filter(event_id=event.pk).values_list(
        "uid", "recurrence_id", "sequence"
    ):
        assert sequence >= seen.get((uid, recurrence), 0), "SEQUENCE fell"
        seen[uid, recurrence] = sequence
print(json.dumps(done))
"""


def test_changes_from_all_sides_leave_a_true_calendar(site: RunningSite, tmp_path: Path) -> None:
    site.manage("shell", "-v0", "-c", PREPARE)
    workers = [site.start("shell", "-v0", "-c", CHANGE.format(seed=seed)) for seed in range(4)]
    done: Counter[str] = Counter()
    for worker in workers:
        done.update(json.loads(worker.said().strip().splitlines()[-1]))
    assert done.total() == 4 * 12
    assert all(done[wish] for wish in ("words", "venue", "cancel", "reopen", "move"))
    checked = site.manage("check_calendars", "--dry-run").strip().splitlines()[-1]
    assert checked.endswith("0 texts and 0 dates differ.")


SERIES = """
from wagtail_disability_events.models import EventIndexPage, EventPage
from tests.integration.occurrences.test_schedules import rhythm
from tests.support.factories import days_ahead
index = EventIndexPage.objects.get(slug="nanhu")
page = EventPage(title="每周练习", slug="mei-zhou-lian-xi", summary="x", live=False,
                 schedule=[rhythm(days_ahead(3), count=5)])
index.add_child(instance=page)
page.save_revision().publish()
"""
MOVE_ONE_CANCEL_ONE = """
from datetime import timedelta
from wagtail_disability_events.models import Occurrence
from wagtail_disability_events.occurrences import operations
dates = list(Occurrence.objects.filter(event__slug="mei-zhou-lian-xi").order_by("start"))
operations.move(dates[1], dates[1].start + timedelta(hours=2), dates[1].end + timedelta(hours=2))
operations.cancel(dates[2], "台风")
"""


def test_every_program_sees_a_change_as_an_update_of_the_same_event(site: RunningSite) -> None:
    """Over the wire, before and after: the date that moved, and the one that is cancelled."""
    site.manage("shell", "-v0", "-c", SERIES)
    address = f"{site.url}/nanhu/mei-zhou-lian-xi/event.ics"
    first = requests.get(address, timeout=60)
    before = _programs(first.content)
    site.manage("shell", "-v0", "-c", MOVE_ONE_CANCEL_ONE)
    second = requests.get(address, headers={"If-None-Match": first.headers["ETag"]}, timeout=60)
    assert second.status_code == 200
    after = _programs(second.content)
    assert len({frozenset(found) for found in before.values()}) == 1
    assert len({frozenset(found) for found in after.values()}) == 1
    for program, found in after.items():
        gone, new = before[program] - found, found - before[program]
        assert {(end - start, status) for start, end, status in gone} == {(timedelta(hours=2), "CONFIRMED")}
        assert sorted(status for _start, _end, status in new) == ["CANCELLED", "CONFIRMED"]
        assert len(found) == len(before[program]) == 5
    old, changed = (_identities(answer.content) for answer in (first, second))
    [(uid, sequence)] = old
    assert changed == {(uid, sequence), (uid, sequence + 1)}


def _programs(text: bytes) -> dict[str, set[tuple[datetime, datetime, str]]]:
    """What each program that is there makes of a calendar."""
    until, zone = datetime.now(UTC) + timedelta(days=90), "Asia/Shanghai"
    expanded = recurring_ical_events.of(Calendar.from_ical(text)).between(
        datetime(2000, 1, 1, tzinfo=UTC), until
    )
    found = {
        "recurring-ical-events": {
            (one["DTSTART"].dt.astimezone(UTC), one["DTEND"].dt.astimezone(UTC), str(one["STATUS"]))
            for one in expanded
        },
        "khal": expand_with_khal(text, datetime.now(UTC), until, zone)[0],
    }
    if has_ical_js():
        found["ical.js"] = expand_with_ical_js(text, until, zone)
    return found


def _identities(text: bytes) -> set[tuple[str, int]]:
    entries = Calendar.from_ical(text).walk("VEVENT")
    return {(str(entry["UID"]), int(entry["SEQUENCE"])) for entry in entries}
