"""What is measured from inside a site's process: queries, and what we do not do on each request."""

import io
import json
import time
from datetime import time as clock
from datetime import timedelta

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from freezegun import freeze_time

from wagtail_disability_events.models import ArticleIndexPage, EventIndexPage, EventPage
from wagtail_disability_events.pages.publishing.publish import publish_facts
from wagtail_disability_events.pages.publishing.tasks import move_horizon

LIMITS = (
    ("listing", "/", 12),
    ("event page", "/nanhu/can-ji-ren-qu-wei-yun-dong-hui/", 15),
    ("feed", "/scale/calendar.ics", 4),
)


def inside() -> str:
    """JSON: queries of the pages with their limits."""
    return json.dumps({"queries": [(name, queries_of(path), limit) for name, path, limit in LIMITS]})


def queries_of(path: str) -> int:
    """Queries of one request by a reader without a session, after one that fills what a process keeps."""
    client = Client(headers={"host": "127.0.0.1:8000"})
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
        return len(captured)


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


def queries_of_all(paths: str) -> str:
    """JSON: the number of queries of each path."""
    return json.dumps({path: queries_of(path) for path in json.loads(paths)})


def rebuild_seconds() -> float:
    """Seconds of ``rebuild_occurrences`` over everything there is."""
    started = time.perf_counter()
    call_command("rebuild_occurrences", stdout=io.StringIO())
    return time.perf_counter() - started


def publish_sessions() -> str:
    """JSON: seconds and queries of publishing an event of 100 sessions; nothing of it is kept."""
    day = timezone.localdate() + timedelta(days=3)
    course = {
        "start_time": clock(18, 30),
        "minutes": 90,
        "teacher": "",
        "sessions": [
            {
                "date": day + timedelta(days=number),
                "topic": f"{number}",
                "start_time": None,
                "minutes": None,
                "teacher": "",
                "venue": None,
                "location": "",
            }
            for number in range(100)
        ],
    }
    parent = EventIndexPage.objects.get(slug="nanhu")
    found: dict[str, float] = {}
    for name in ("seconds", "all", "with_worker", "plain"):
        with transaction.atomic():
            if name == "plain":
                page = ArticleIndexPage(title="plain", live=False)
            else:
                page = EventPage(title="sessions", summary="x", schedule=[("course", course)], live=False)
                page.capacity, page.register_for = 20, "date"
            EventIndexPage.objects.get(pk=parent.pk).add_child(instance=page)
            revision = page.save_revision()
            backend = "dummy.DummyBackend" if name == "with_worker" else "immediate.ImmediateBackend"
            with override_settings(TASKS={"default": {"BACKEND": f"django_tasks.backends.{backend}"}}):
                started = time.perf_counter()
                if name == "seconds":
                    revision.publish()
                    found[name] = time.perf_counter() - started
                else:
                    with CaptureQueriesContext(connection) as asked:
                        revision.publish()
                    found[name] = sum("SAVEPOINT" not in query["sql"] for query in asked.captured_queries)
            transaction.set_rollback(True)
    found["ours"] = found["all"] - found.pop("plain")
    return json.dumps(found)


def horizon_seconds(rules: int = 500) -> float:
    """Seconds of the daily task when 500 weekly rules have dates beyond the old horizon; nothing is kept."""
    parent = EventIndexPage.objects.get(slug="nanhu")
    today = timezone.localdate()
    with transaction.atomic():
        for number in range(rules):
            value = {
                "start_date": today + timedelta(days=number % 7),
                "start_time": clock(9),
                "end_time": clock(10),
                "repeats": "weekly",
                "interval": 1,
                "weekdays": [],
                "position": "",
                "until": None,
                "count": None,
                "rule": "",
                "topic": "",
                "teacher": "",
                "venue": None,
                "location": "",
                "left_out": [],
                "changed": [],
                "added": [],
            }
            page = EventPage(title=f"rule {number}", summary="x", schedule=[("recurrence", value)])
            EventIndexPage.objects.get(pk=parent.pk).add_child(instance=page)
            publish_facts(page)
        started = time.perf_counter()
        with freeze_time(timezone.now() + timedelta(days=14)):
            moved = move_horizon.func()
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    if moved < rules:
        raise RuntimeError(f"only {moved} rules were moved")
    return seconds
