"""Feeds: stored text, honest stamps, cheap answers."""

import gzip
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from freezegun import freeze_time
from icalendar import Calendar

from tests.integration.occurrences.test_schedules import rhythm
from tests.support import factories
from wagtail_disability_events.models import CalendarEntry, EventIndexPage, EventPage, Venue
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.occurrences.listing_changes import note_change
from wagtail_disability_events.pages.listing import dates_in_memory as listing_index
from wagtail_disability_events.pages.listing import snapshot as keeping
from wagtail_disability_events.pages.publishing.publish import publish_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return factories.organisation()


def noon():
    """Tomorrow at noon in Shanghai: at midnight past dates leave the feeds."""
    return (timezone.now() + timedelta(days=1)).replace(hour=4, minute=0, second=0, microsecond=0)


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


@pytest.mark.both_databases
def test_an_unchanged_feed_is_answered_304_by_its_tag(client, organisation, django_assert_max_num_queries):
    factories.event(organisation)
    first = feed(client, organisation)
    assert "public" in first["Cache-Control"]
    with django_assert_max_num_queries(4):
        tagged = feed(client, organisation, **{"if-none-match": first["ETag"]})
    assert tagged.status_code == 304
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


@pytest.mark.indexed
@pytest.mark.both_databases
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
        "?kind=nonsense": set(),
        "?kind=sports&kind=nonsense": {a},
        "?service=captions&service=nonsense": set(),
        "?facility=nonsense": set(),
        "?occasion=x": set(),
        "?occasion=999999999": set(),
        "?org=999999999": set(),
        "?when=nonsense": set(),
        "?from=2026-02-30": set(),
        "?open=perhaps": set(),
        "?q=？！": set(),
        "?utm_source=mail": {a, b, c},
    }.items():
        assert set(summaries(feed(client, organisation, query))) == {event.title for event in expected}, query
        html = client.get(organisation.url + query).content.decode()
        shown = {event for event in (a, b, c) if f">{event.title}</a>" in html}
        assert shown == expected, query
        rss = client.get(f"{organisation.url}rss.xml{query}").content.decode()
        assert {event for event in (a, b, c) if f"<title>{event.title}</title>" in rss} == expected, query


@pytest.mark.both_databases
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


def test_a_feed_is_packed_for_those_who_take_it_so(client, organisation):
    for number in range(5):
        factories.event(organisation, title=f"活动 {number}")
    plain = feed(client, organisation)
    packed = feed(client, organisation, **{"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 3
    again = feed(client, organisation, **{"if-none-match": packed["ETag"], "accept-encoding": "gzip"})
    assert again.status_code == 304


def test_the_same_state_gives_the_same_bytes_a_minute_later(client, organisation):
    factories.event(organisation)
    with freeze_time(noon()):
        first = feed(client, organisation)
    with freeze_time(noon() + timedelta(minutes=1)):
        later = feed(client, organisation)
    assert (later.content, later["ETag"]) == (first.content, first["ETag"])


def test_a_program_that_knows_only_dates_misses_nothing(client, organisation):
    """What leaves a feed changes no text in it; the moment of the change is told all the same."""
    event, _other = factories.event(organisation), factories.event(organisation)
    start = noon()
    with freeze_time(start):
        feed(client, organisation)
    with freeze_time(start + timedelta(minutes=5)):
        first = feed(client, organisation)
    with freeze_time(start + timedelta(minutes=6)):
        since = {"if-modified-since": first["Last-Modified"]}
        assert feed(client, organisation, **since).status_code == 304
        event.unpublish()
        assert feed(client, organisation, **since).status_code == 200
    with freeze_time(start + timedelta(days=1)):
        assert feed(client, organisation, **since).status_code == 200  # past dates have left


@pytest.mark.both_databases
def test_a_change_elsewhere_leaves_the_tag_of_a_feed_alone(client, organisation):
    factories.event(organisation)
    tag = feed(client, organisation)["ETag"]
    elsewhere = factories.event()
    operations.cancel(elsewhere.occurrences.get(), "台风")
    assert feed(client, organisation)["ETag"] == tag
    factories.event(organisation)
    assert feed(client, organisation)["ETag"] != tag


def test_the_tag_follows_the_time_zones_of_the_system(client, organisation, monkeypatch):
    factories.event(organisation)
    tag = feed(client, organisation)["ETag"]
    note_change(0)
    monkeypatch.setattr(listing_index, "vtimezone", lambda zone: "BEGIN:VTIMEZONE\r\nnew\r\n")
    assert feed(client, organisation)["ETag"] != tag


@pytest.mark.both_databases
def test_a_feed_that_is_narrowed_keeps_a_series_whole_and_follows_its_parameters(client, organisation):
    series = [rhythm(factories.days_ahead(2), count=5)]
    event = factories.event(organisation, schedule=series, kind="training")
    factories.event(organisation, kind="sports")
    moved = event.occurrences.order_by("start")[2]
    operations.move(moved, moved.start + timedelta(hours=1), moved.end + timedelta(hours=1))
    soon = factories.days_ahead(3).isoformat()
    for query in ("?kind=training", f"?to={soon}"):
        calendar = Calendar.from_ical(feed(client, organisation, query).content)
        kept = [entry for entry in calendar.walk("VEVENT") if "RRULE" in entry or "RECURRENCE-ID" in entry]
        assert len(kept) == 2, query
    tagged = feed(client, organisation, "?kind=training")
    again = feed(client, organisation, "?kind=training", **{"if-none-match": tagged["ETag"]})
    assert again.status_code == 304
    assert feed(client, organisation, "?kind=sports")["ETag"] != tagged["ETag"]


@pytest.mark.both_databases
def test_an_answer_304_asks_three_questions_and_reads_no_text(client, organisation):
    factories.event(organisation)
    tag = feed(client, organisation)["ETag"]
    with CaptureQueriesContext(connection) as asked:
        assert feed(client, organisation, **{"if-none-match": tag}).status_code == 304
    assert len(asked) <= 3
    assert not any("calendarentry" in query["sql"] for query in asked)


def test_the_header_says_name_colour_and_how_often_to_look(client, organisation, settings):
    factories.event(organisation)
    calendar = Calendar.from_ical(feed(client, organisation).content)
    said = {name: str(calendar[name]) for name in ("NAME", "X-WR-CALNAME", "COLOR", "X-APPLE-CALENDAR-COLOR")}
    assert said == {
        "NAME": organisation.title,
        "X-WR-CALNAME": organisation.title,
        "COLOR": "darkgreen",
        "X-APPLE-CALENDAR-COLOR": "#0B5A46",
    }
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=12)
    assert "calendar.ics" in str(calendar["SOURCE"])
    tag = feed(client, organisation)["ETag"]
    settings.WAGTAIL_DISABILITY_EVENTS = {"THEME": "festive"}
    assert feed(client, organisation)["ETag"] != tag


def test_alarms_are_in_no_public_feed(client, organisation):
    event = factories.event(organisation)
    assert b"VALARM" not in feed(client, organisation).content
    assert b"VALARM" not in client.get(f"{event.url}event.ics").content


def test_the_same_selection_is_there_as_jscalendar(client, organisation):
    series = [rhythm(factories.days_ahead(2), count=4, left_out=[factories.days_ahead(9)])]
    factories.event(organisation, schedule=series, title="每周", online_url="https://live.example.org/a")
    factories.event(organisation, schedule=[factories.when(5, None, None)], title="全天", kind="sports")
    answer = client.get(f"{organisation.url}calendar.json")
    assert answer["Content-Type"].startswith("application/jscalendar+json")
    group = json.loads(answer.content)
    assert (group["@type"], group["title"]) == ("Group", organisation.title)
    weekly, whole_day = group["entries"]
    [rule] = weekly["recurrenceRules"]
    assert (rule["frequency"], rule["count"]) == ("weekly", 4)
    left_out = f"{factories.days_ahead(9).isoformat()}T{weekly['start'][11:]}"
    assert weekly["recurrenceOverrides"] == {left_out: {"excluded": True}}
    assert weekly["timeZone"] == "Asia/Shanghai"
    assert weekly["virtualLocations"]["1"]["uri"] == "https://live.example.org/a"
    assert (whole_day["showWithoutTime"], whole_day["duration"], whole_day["timeZone"]) == (True, "P1D", None)
    same = Calendar.from_ical(feed(client, organisation).content)
    assert {entry["uid"] for entry in group["entries"]} == {
        str(entry["UID"]) for entry in same.walk("VEVENT")
    }
    again = client.get(f"{organisation.url}calendar.json", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    narrowed = json.loads(client.get(f"{organisation.url}calendar.json?kind=sports").content)
    assert [entry["title"] for entry in narrowed["entries"]] == ["全天"]
    empty = json.loads(client.get(f"{organisation.url}calendar.json?kind=arts").content)
    assert empty["entries"] == []


@pytest.mark.both_databases
def test_of_two_changes_within_a_second_a_program_misses_none(client, organisation):
    """It reads between them; what it compares with later are the tag, or the date, or both."""
    event = factories.event(organisation)
    programs = {
        "tag": lambda seen: {"if-none-match": seen["ETag"]},
        "date": lambda seen: {"if-modified-since": seen["Last-Modified"]},
        "both": lambda seen: {"if-none-match": seen["ETag"], "if-modified-since": seen["Last-Modified"]},
    }
    stale = []
    with freeze_time(noon()):
        for number in range(10):
            for name, knows in programs.items():
                rename_at_once(event, f"{number} {name} 一")
                seen = feed(client, organisation)
                rename_at_once(event, f"{number} {name} 二")
                answer = feed(client, organisation, **knows(seen))
                if answer.status_code != 200 or summaries(answer) != [f"{number} {name} 二"]:
                    stale.append((number, name))
    assert stale == []


def rename_at_once(event, title):
    event.title = title
    event.save()
    publish_facts(event)


def test_a_feed_that_follows_the_clock_is_never_not_modified_by_its_date(client, organisation):
    """What is “still open” changes as time passes, and nobody has changed anything."""
    factories.event(organisation)
    with freeze_time(noon()):
        seen = feed(client, organisation, "?open=1")
        feed(client, organisation)
    with freeze_time(noon() + timedelta(minutes=10)):
        again = feed(client, organisation, "?open=1", **{"if-modified-since": seen["Last-Modified"]})
        assert again.status_code == 200
        plain = feed(client, organisation)
        again = feed(client, organisation, **{"if-modified-since": plain["Last-Modified"]})
        assert again.status_code == 304


def test_what_was_changed_and_never_noted_is_seen_when_all_is_read_anew(client, organisation, monkeypatch):
    event = factories.event(organisation)
    with freeze_time(noon()):
        feed(client, organisation)
    with freeze_time(noon() + timedelta(minutes=20)):
        seen = feed(client, organisation)
        EventPage.objects.filter(pk=event.pk).update(live=False)
        monkeypatch.setattr(keeping, "MAX_AGE", 0)
        knows_the_date = {"if-modified-since": seen["Last-Modified"]}
        assert summaries(feed(client, organisation, **knows_the_date)) == []


def test_rss_is_answered_304_by_its_tag(client, organisation):
    event = factories.event(organisation)
    address = f"{organisation.url}rss.xml"
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    operations.cancel(event.occurrences.get(), "台风")
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_a_filter_that_does_not_exist_stays_in_the_addresses_that_lead_on(client, organisation):
    """Else the calendar that a page offers would hold everything."""
    english = {"accept-language": "en"}
    page = client.get(f"{organisation.url}?kind=gone&kind=<b>", headers=english).content.decode()
    assert "does not exist here, or no longer: gone, &lt;b&gt; " in page
    assert "subscribe/?kind=gone&amp;kind=%3Cb%3E" in page
    offer = client.get(f"{organisation.url}subscribe/?kind=gone", headers=english).content.decode()
    assert "calendar.ics?kind=gone" in offer
    assert "does not exist here, or no longer: gone<" in offer
