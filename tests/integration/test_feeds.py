"""Feeds: stored text, honest stamps, cheap answers."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from tests.support import factories
from wagtail_disability_events.models import CalendarEntry, EventIndexPage, EventPage, Venue
from wagtail_disability_events.occurrences import operations

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return factories.organisation()


def feed(client, page, query="", **headers):
    return client.get(f"{page.url}calendar.ics{query}", headers=headers)


def summaries(answer):
    calendar = Calendar.from_ical(answer.content)
    return [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]


def test_a_feed_is_a_valid_calendar_with_its_zones_and_names(client, organisation):
    event = factories.event(organisation, venue=Venue.objects.exclude(latitude=None).first())
    answer = feed(client, organisation)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    assert calendar["X-WR-CALNAME"] == organisation.title
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    [vevent] = calendar.walk("VEVENT")
    assert vevent["SUMMARY"] == event.title
    assert vevent["STATUS"] == "CONFIRMED"
    assert str(vevent["URL"]) == event.full_url
    assert "GEO" in vevent
    assert answer.content.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75
    assert b"\n" not in answer.content.replace(b"\r\n", b"")


def test_an_unchanged_feed_is_answered_304_by_tag_and_by_date(
    client, organisation, django_assert_max_num_queries
):
    factories.event(organisation)
    first = feed(client, organisation)
    assert "public" in first["Cache-Control"]
    with django_assert_max_num_queries(4):
        tagged = feed(client, organisation, **{"if-none-match": first["ETag"]})
    dated = feed(client, organisation, **{"if-modified-since": first["Last-Modified"]})
    assert tagged.status_code == dated.status_code == 304
    assert tagged.content == b""
    assert tagged["ETag"] == first["ETag"]
    stale = feed(client, organisation, **{"if-none-match": '"other"'})
    assert stale.status_code == 200
    assert stale.content == first.content
    head = client.head(f"{organisation.url}calendar.ics")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])
    assert client.post(f"{organisation.url}calendar.ics").status_code == 405


def test_a_change_that_matters_raises_the_sequence_and_words_do_not(client, organisation):
    event = factories.event(organisation)
    first = feed(client, organisation)

    def sequence():
        return CalendarEntry.objects.get(event_id=event.pk).sequence

    event.summary = "换一种说法。"
    event.save_revision().publish()
    assert sequence() == 0
    second = feed(client, organisation)
    assert second.content != first.content
    operations.cancel(event.occurrences.get(), "台风")
    assert sequence() == 1
    assert summaries(feed(client, organisation)) == [f"取消：{event.title}"]
    operations.reopen(event.occurrences.get())
    assert sequence() == 2
    event.save_revision().publish()
    assert sequence() == 2  # published again without a change


def test_the_feed_takes_the_parameters_of_the_listing(client, organisation):
    branch = factories.organisation(organisation)
    offer = [("service", {"service": "captions", "limit": None, "note": ""})]
    venue = Venue.objects.filter(facilities__facility="level-entrance", facilities__state="yes").first()
    a = factories.event(organisation, title="甲甲", kind="sports")
    b = factories.event(branch, title="乙乙", kind="arts", access=offer)
    c = factories.event(branch, title="丙丙", kind="arts", venue=venue)
    for query, expected in {
        "": {a, b, c},
        "?kind=sports": {a},
        "?kind=arts": {b, c},
        "?service=captions": {b},
        "?service=level-entrance": {c},
        f"?org={branch.pk}": {b, c},
        "?q=丙": {c},
        "?kind=nonsense": {a, b, c},
    }.items():
        assert set(summaries(feed(client, organisation, query))) == {event.title for event in expected}, query
        html = client.get(organisation.url + query).content.decode()
        shown = {event for event in (a, b, c) if f">{event.title}</a>" in html}
        assert shown == expected, query
        rss = client.get(f"{organisation.url}rss.xml{query}").content.decode()
        assert {event for event in (a, b, c) if f"<title>{event.title}</title>" in rss} == expected, query


def test_what_is_long_past_leaves_the_feed(client, organisation):
    event = factories.event(organisation, schedule=[factories.when(-5)])
    assert summaries(feed(client, organisation)) == [event.title]
    CalendarEntry.objects.filter(event=event).update(end=timezone.now() - timedelta(days=100))
    assert summaries(feed(client, organisation)) == []


def test_drafts_and_the_unpublished_are_in_no_feed(client, organisation):
    factories.event(organisation, publish=False)
    event = factories.event(organisation)
    event.unpublish()
    assert summaries(feed(client, organisation)) == []


def test_a_single_event_has_a_file_of_its_own(client):
    event = factories.event(schedule=[factories.when(3, topic="第一课"), factories.when(10, topic="第二课")])
    answer = client.get(event.url + "event.ics")
    assert summaries(answer) == [f"{event.title}：第一课", f"{event.title}：第二课"]
    assert 'filename="event.ics"' in answer["Content-Disposition"]
    page = client.get(event.url + "calendar/").content.decode()
    assert event.url + "event.ics" in page
    wechat = client.get(event.url + "calendar/", headers={"user-agent": "Mobile MicroMessenger/8.0"})
    assert "微信" in wechat.content.decode()


@pytest.mark.parametrize(
    "address", ["/nowhere/calendar.ics", "/nanhu/event.ics", "/articles/calendar.ics", "/nanhu/other.ics"]
)
def test_an_address_without_a_feed_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_feed_is_found_wherever_its_page_stands_and_only_on_its_site(client):
    from wagtail.models import Site

    event = EventPage.objects.get(title="户外联谊")
    assert client.get(event.url + "event.ics").status_code == 200
    nanhu = EventIndexPage.objects.get(slug="nanhu")
    Site.objects.create(hostname="nanhu.example", root_page=nanhu)
    other = client.get("/calendar.ics", headers={"host": "nanhu.example"})
    assert other.status_code == 200
    assert "手语培训班" not in other.content.decode().replace("\r\n ", "")
