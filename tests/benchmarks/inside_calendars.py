"""What is measured of calendars from inside a site's process."""

import json
import re
import time
import tracemalloc
from datetime import date, datetime, timedelta
from pathlib import Path

import requests
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from tests.benchmarks.calendars import FEED
from wagtail_disability_events.calendars.event_words import calendar_facts, event_words
from wagtail_disability_events.calendars.feeds import window_start
from wagtail_disability_events.calendars.models import CalendarEntry
from wagtail_disability_events.calendars.vevent import vevent_of
from wagtail_disability_events.models import EventIndexPage, EventPage, Occurrence
from wagtail_disability_events.pages.publishing.publish import publish_facts
from wagtail_disability_events.pages.publishing.tasks import refresh_events_below

HOST = {"host": "127.0.0.1:8000"}


def not_modified_queries() -> str:
    """JSON: queries of a 304 by a process that has just seen a change, and by one that has not."""
    client = Client(headers=HOST)
    etag = client.get(FEED)["ETag"]
    found = {}
    EventPage.objects.filter(slug__startswith="event-").first().save_revision().publish()
    for name in ("cold", "warm"):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(FEED, headers={"if-none-match": etag})
        if name == "warm" and answer.status_code != 304:
            raise RuntimeError(answer.status_code)
        etag = answer["ETag"]
        found[name] = len([query for query in asked if "SAVEPOINT" not in query["sql"]])
    return json.dumps(found)


def double_changes(url: str, rounds: int = 200) -> str:
    """JSON: of changes twice within a second with a poll between, how many a program that polls again misses.

    The site at ``url`` is another process, or several of them; programs compare the tag, or the date.
    """
    event = EventPage.objects.child_of(EventIndexPage.objects.get(slug="nanhu")).live().first()
    feed = f"{url}{event.get_parent().url}calendar.ics"
    found = {"tag": 0, "date": 0, "within a second": 0}
    for number in range(rounds):
        began = int(_retitle(event, f"{number} 一").timestamp())
        seen = requests.get(feed, timeout=60).headers
        found["within a second"] += int(_retitle(event, f"{number} 二").timestamp()) == began
        asks = {"If-None-Match": seen["ETag"]}, {"If-Modified-Since": seen["Last-Modified"]}
        for name, headers in zip(("tag", "date"), asks, strict=True):
            text = requests.get(feed, headers=headers, timeout=60).text
            found[name] += f"SUMMARY:{number} 二" not in text
    return json.dumps(found)


def _retitle(event: EventPage, title: str) -> datetime:
    """Change the words of an event as publishing does; return when."""
    event.title = title
    event.save()
    publish_facts(event)
    return timezone.now()


def icalendar_seconds() -> float:
    """Seconds of building the same feed without stored texts, once."""
    organisation = EventIndexPage.objects.get(slug="scale")
    holders = {page.path: page for page in EventIndexPage.objects.descendant_of(organisation, inclusive=True)}
    started = time.perf_counter()
    calendar = Calendar()
    dates = Occurrence.objects.public().within(organisation).filter(end__gte=window_start())
    for row in dates.select_related("event__locale", "event__occasion", "venue", "calendar_entry"):
        row.event._cached_parent_obj = holders[row.event.path[:-4]]  # no query for each
        entry, facts = row.calendar_entry, calendar_facts(event_words(row.event), row)
        vevent = vevent_of(facts, uid=entry.uid, sequence=entry.sequence, modified=entry.modified)
        calendar.add_component(vevent)
    calendar.to_ical()
    return time.perf_counter() - started


def inside_of_feed(half: int = 10_000) -> str:
    """JSON: queries of one request for the feed, and the peak of memory for 10,000 dates and for all."""
    client = Client(headers=HOST)
    client.get(FEED)
    with CaptureQueriesContext(connection) as asked:
        client.get(FEED)
    queries = len(asked)
    day = Occurrence.objects.filter(event__slug__startswith="event-").order_by("start")[half].start.date()
    peaks = []
    for path in (f"{FEED}?to={day}", FEED):
        client.get(path)
        tracemalloc.start()
        dates = client.get(path).content.count(b"BEGIN:VEVENT")
        peaks.append((dates, tracemalloc.get_traced_memory()[1] / 1e6))
        tracemalloc.stop()
    return json.dumps({"queries": queries, "megabytes": peaks})


def rename_seconds(wanted: int = 10_000) -> str:
    """JSON: seconds of the tasks that follow when branches with 10,000 events together are renamed."""
    branches, count = [], 0
    for branch in EventIndexPage.objects.child_of(EventIndexPage.objects.get(slug="scale")):
        if count < wanted:
            branches.append(branch)
            count += EventPage.objects.descendant_of(branch).live().count()
    started_at = CalendarEntry.objects.order_by("-modified").first().modified
    time.sleep(1.1)
    started = time.perf_counter()
    for branch in branches:
        EventIndexPage.objects.filter(pk=branch.pk).update(short_name=f"{branch.short_name}新")
        refresh_events_below.func(branch.pk)
    seconds = time.perf_counter() - started
    texts = CalendarEntry.objects.filter(modified__gt=started_at).count()
    return json.dumps({"seconds": seconds, "texts": texts})


def import_preview(events: int = 5000) -> str:
    """JSON: seconds from the upload of a large calendar to the page that shows it, and the process's peak."""
    zone = "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nEND:VTIMEZONE\r\n"
    body = "".join(_incoming(number) for number in range(events))
    file = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{zone}{body}END:VCALENDAR\r\n".encode()
    client = Client(headers=HOST)
    client.force_login(get_user_model().objects.get(username="admin"))
    index = EventIndexPage.objects.get(slug="nanhu")
    address = f"/admin/disability-events/organisation/{index.pk}/import/"
    client.get(address)
    before = _peak_of_process()
    started = time.perf_counter()
    answer = client.post(address, {"file": SimpleUploadedFile("partner.ics", file)})
    page = client.get(answer["Location"])
    seconds = time.perf_counter() - started
    if f"({events})" not in page.content.decode():
        raise RuntimeError("not every event is shown as new")
    peak = _peak_of_process()
    return json.dumps({"seconds": seconds, "before": before, "megabytes": peak - before})


def _peak_of_process() -> float:
    """The most memory that this process has had, in MB, apart from the one that started it."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def _incoming(number: int) -> str:
    day = date(2027, 1, 1) + timedelta(days=number % 300)
    rule = "RRULE:FREQ=WEEKLY;COUNT=10\r\n" if number % 5 == 0 else ""
    return (
        f"BEGIN:VEVENT\r\nUID:{number}@partner.example\r\nDTSTAMP:20261101T000000Z\r\nSEQUENCE:1\r\n"
        f"DTSTART;TZID=Asia/Shanghai:{day:%Y%m%d}T090000\r\nDTEND;TZID=Asia/Shanghai:{day:%Y%m%d}T110000\r\n"
        f"{rule}SUMMARY:合作活动 {number}\r\nLOCATION:文体中心 {number % 30}\r\nCATEGORIES:培训\r\n"
        f"DESCRIPTION:一次合作活动。\\n请提前十分钟到。\r\nEND:VEVENT\r\n"
    )
