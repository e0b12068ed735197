"""What is measured from inside a site's process: queries, and what we do not do on each request."""

import json
import statistics
import time

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from wagtail_disability_events.calendars.entries import calendar_facts
from wagtail_disability_events.calendars.feeds import window_start
from wagtail_disability_events.calendars.time_zones import vtimezone
from wagtail_disability_events.calendars.vevent import vevent_of
from wagtail_disability_events.models import EventIndexPage, EventPage, Occurrence

LIMITS = (
    ("listing", "/", 12),
    ("event page", "/nanhu/can-ji-ren-qu-wei-yun-dong-hui/", 15),
    ("feed", "/scale/calendar.ics", 4),
)


def inside() -> str:
    """JSON: queries of the pages with their limits, and seconds of building the feed with icalendar."""
    return json.dumps(
        {
            "queries": [(name, queries_of(path), limit) for name, path, limit in LIMITS],
            "icalendar": icalendar_seconds(),
        }
    )


def queries_of(path: str) -> int:
    """Queries of one request by a reader without a session, after one that fills what a process keeps."""
    client = Client(headers={"host": "127.0.0.1:8000"})
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def icalendar_seconds() -> tuple[float, float]:
    """Seconds of a feed that is not stored: read the dates, gather what each says, build it;
    and of the last step alone."""
    organisation = EventIndexPage.objects.get(slug="scale")
    holders = {page.path: page for page in EventIndexPage.objects.descendant_of(organisation)}
    related = ("event__locale", "event__theme", "venue", "calendar_entry")
    vtimezone.cache_clear()
    runs, only_building = [], []
    for _turn in range(3):
        started = time.perf_counter()
        gathered = []
        dates = Occurrence.objects.public().within(organisation).filter(end__gte=window_start())
        for date in dates.select_related(*related):
            date.event._cached_parent_obj = holders[date.event.path[:-4]]  # no query for each
            gathered.append((date.calendar_entry, calendar_facts(date.event, date)))
        building = time.perf_counter()
        calendar = Calendar()
        for entry, facts in gathered:
            vevent = vevent_of(facts, uid=entry.uid, sequence=entry.sequence, modified=entry.modified)
            calendar.add_component(vevent)
        calendar.to_ical()
        runs.append(time.perf_counter() - started)
        only_building.append(time.perf_counter() - building)
    return statistics.median(runs), statistics.median(only_building)


def publish_one_by_one(count: int = 40) -> float:
    """Seconds that creating and publishing one event takes; nothing of it is kept."""
    template = EventPage.objects.filter(slug__startswith="event-").first() or EventPage.objects.first()
    started = time.perf_counter()
    with transaction.atomic():
        for number in range(count):
            template.copy(
                update_attrs={"slug": f"copy-{number}", "title": f"copy {number}"}, keep_live=False
            ).save_revision().publish()
        transaction.set_rollback(True)
    return (time.perf_counter() - started) / count
