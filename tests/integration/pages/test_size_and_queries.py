"""Pages stay small and cheap with thousands of events."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext

from tests.support import factories
from wagtail_disability_events.models import CalendarEntry, EventPage, Occurrence, Photo, Quota, Registration

pytestmark = pytest.mark.django_db

SPORTS = "/nanhu/can-ji-ren-qu-wei-yun-dong-hui/"
LISTS = dict.fromkeys(
    (
        "/",
        "/?kind=sports&service=level-entrance",
        "/?q=运动会&org=nanhu&facility=lift",
        "/?open=1&when=next-month",
        "/?when=past&page=4",
        "/?view=month",
        "/?view=month&kind=training&service=sign-language",
        "/?view=week",
        "/scale/",
    ),
    14,
)
FEEDS = dict.fromkeys(("/calendar.ics", "/scale/calendar.ics", "/scale/branch-1/calendar.ics"), 4)
"""Addresses, and the most queries that each may ask."""


@pytest.mark.slow
@pytest.mark.indexed
@pytest.mark.both_databases
def test_ten_times_as_many_events_cost_no_more_queries_and_pages_stay_light(client):
    """The same addresses with 20 and with 200 events more; ``make bench`` looks at thousands."""
    bulk = ("--registrations", "30", "--photos", "4", "--seed", "7")
    call_command("seed_scale", "--events", "20", *bulk)
    full = factories.event(capacity=1, schedule=[factories.when(0, None, None)], title="今天")
    for _turn in range(3):
        factories.registration(full)
    events = EventPage.objects.live().exclude(slug__startswith="event-").specific()
    limits = LISTS | FEEDS | {SPORTS: 15} | {page.url: 15 for page in events}
    few = {path: asked(client, path)[0] for path in limits}
    call_command("seed_scale", "--events", "180", "--more", *bulk)
    for path, limit in limits.items():
        count, html = asked(client, path)
        assert count == few[path], path
        assert count <= limit, path
        if path not in FEEDS:
            assert weight(html) <= 80 * 1024, path
    few = gettext("Full. You can join the waiting list (fewer than %(bound)s people ahead).") % {"bound": 5}
    assert few in client.get("/").content.decode()
    page = client.get("/?page=3").content.decode()
    assert "page=4" in page
    assert client.get("/?page=99999").status_code == 200
    assert client.get("/?page=x").status_code == 200


def asked(client, path):
    """How many queries a page asks, and the page, after what a process keeps has been filled once."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(queries), answer.content.decode()


def weight(html: str) -> int:
    """Bytes of a page with the style sheets and scripts it names; none is of another host."""
    named = re.findall(r'<(?:link rel="stylesheet" href|script[^>]* src)="([^"]+)"', html)
    assert all(name.startswith("/static/") for name in named)
    files = [finders.find(name.removeprefix("/static/")) for name in named]
    total = len(html.encode())
    for file in files:
        with open(file, "rb") as opened:
            total += len(opened.read())
    return total


@pytest.mark.slow
@pytest.mark.both_databases
def test_the_bulk_data_is_what_publishing_makes(capsys):
    call_command("seed_scale", "--events", "200", "--registrations", "300", "--photos", "40", "--seed", "7")
    assert Occurrence.objects.filter(event__slug__startswith="event-").count() == 200
    assert CalendarEntry.objects.filter(event__slug__startswith="event-").count() == 200
    assert Registration.objects.filter(name__isnull=False, event__slug__startswith="event-").count() == 300
    assert Photo.objects.public().filter(event__slug__startswith="event-").count() == 40
    event = EventPage.objects.get(slug="event-5")
    quotas = set(Quota.objects.filter(event=event).values_list("kind", "service", "planned_capacity"))
    text = event.occurrences.get().calendar_entry.text
    capsys.readouterr()
    call_command("rebuild_occurrences")
    assert ", 0 differed" in capsys.readouterr().out
    assert set(Quota.objects.filter(event=event).values_list("kind", "service", "planned_capacity")) == quotas
    assert event.occurrences.get().calendar_entry.text == text
    with pytest.raises(CommandError, match="already"):
        call_command("seed_scale", "--events", "1")


def test_the_same_seed_gives_the_same_data():
    titles = []
    for _turn in range(2):
        call_command("seed_scale", "--events", "30", "--seed", "3")
        events = EventPage.objects.filter(slug__startswith="event-")
        titles.append(list(events.order_by("slug").values_list("title", "kind", "schedule")))
        events.first().get_parent().get_parent().delete()
    assert [(t, k) for t, k, _s in titles[0]] == [(t, k) for t, k, _s in titles[1]]


def test_reloading_the_demo_changes_nothing(capsys):
    before = (EventPage.objects.count(), Registration.objects.count())
    call_command("load_demo")
    assert "already" in capsys.readouterr().out
    assert (EventPage.objects.count(), Registration.objects.count()) == before


def test_the_demo_has_what_a_visitor_needs_to_see():
    from wagtail.images import get_image_model

    from wagtail_disability_events.models import ArticlePage

    assert EventPage.objects.count() >= 12
    assert ArticlePage.objects.live().count() >= 6
    assert get_image_model().objects.count() >= 20
    assert set(Registration.objects.values_list("state", flat=True)) == {"confirmed", "waiting", "cancelled"}
    assert set(Occurrence.objects.values_list("status", flat=True)) >= {"scheduled", "cancelled", "moved"}
    assert EventPage.objects.not_live().exists()
    assert not Photo.objects.filter(alt_text="").exists()
