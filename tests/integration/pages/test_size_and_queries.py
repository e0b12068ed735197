"""Pages stay small and cheap with thousands of events."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command

from tests.support import factories
from wagtail_disability_events.models import CalendarEntry, EventPage, Occurrence, Photo, Quota, Registration

pytestmark = pytest.mark.django_db

SPORTS = "/nanhu/can-ji-ren-qu-wei-yun-dong-hui/"


@pytest.mark.slow
def test_with_2000_events_pages_ask_little_and_weigh_little(client, django_assert_max_num_queries):
    call_command("seed_scale", "--events", "2000", "--registrations", "300", "--photos", "40", "--seed", "7")
    assert EventPage.objects.count() > 2000
    full = factories.event(capacity=1, schedule=[factories.when(0, None, None)], title="今天")
    for _turn in range(3):
        factories.registration(full)
    for path, limit in (
        ("/", 14),
        ("/?kind=sports&service=captions&q=1", 14),
        ("/?q=运动会&org=nanhu&facility=lift", 14),
        ("/?open=1&when=next-month", 14),
        ("/?when=past&page=40", 14),
        ("/?view=month", 14),
        ("/?view=month&kind=training&service=sign-language", 14),
        ("/?view=week", 14),
        ("/scale/", 14),
        (SPORTS, 15),
        *((page.url, 15) for page in EventPage.objects.live().exclude(slug__startswith="event-").specific()),
        ("/calendar.ics", 4),
        ("/scale/calendar.ics", 4),
        ("/scale/branch-3/calendar.ics", 4),
    ):
        client.get(path)  # what a process keeps is filled once
        with django_assert_max_num_queries(limit):
            answer = client.get(path)
        assert answer.status_code == 200
        if not path.endswith(".ics"):
            assert weight(answer.content.decode()) <= 80 * 1024
    assert "名额已满，可以候补（前面 2 人）" in client.get("/").content.decode()
    page = client.get("/?page=3").content.decode()
    assert "page=4" in page
    assert client.get("/?page=99999").status_code == 200
    assert client.get("/?page=x").status_code == 200


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
