"""A rhythm is one VEVENT: what calendar programs make of it is what stands in our rows, to the second."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from django.utils import timezone
from freezegun import freeze_time
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.integration.occurrences.test_schedules import added, exception, rhythm, session
from tests.support import factories
from tests.support.examples import examples
from tests.support.ical_js import expand_with_ical_js, has_ical_js
from tests.support.khal import expand_with_khal
from wagtail_disability_events.models import CalendarEntry, EventIndexPage, Occurrence, Venue
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.pages.publishing.tasks import move_horizon

pytestmark = pytest.mark.django_db


def monday(weeks: int = 2) -> date:
    today = factories.days_ahead(0)
    return today + timedelta(days=7 * weeks - today.weekday())


def vevents(client, page, name="event.ics"):
    calendar = Calendar.from_ical(client.get(f"{page.url}{name}").content)
    return list(calendar.walk("VEVENT"))


def rows_of(event, until: datetime) -> set[tuple]:
    """Start, end and status of our dates, as a calendar program would say them."""
    names = {"scheduled": "CONFIRMED", "moved": "CONFIRMED", "postponed": "TENTATIVE"}
    return {
        (row.start, row.end, names.get(row.status, "CANCELLED"))
        for row in Occurrence.objects.filter(event_id=event.pk)
        if row.start < until
    }


def moment(value, zone: str) -> datetime:
    """A DTSTART or DTEND in UTC; a day is its local midnight."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time.min, ZoneInfo(zone))
    return value.astimezone(UTC)


def expanded(text: bytes, until: datetime, zone: str = "Asia/Shanghai") -> set[tuple]:
    """What recurring-ical-events makes of a calendar.

    It takes a whole day for a day in UTC, so it is asked for two days more than are wanted.
    """
    calendar = Calendar.from_ical(text)
    found = recurring_ical_events.of(calendar).between(
        datetime(2000, 1, 1, tzinfo=UTC), until + timedelta(days=2)
    )
    return {
        (moment(e["DTSTART"].dt, zone), moment(e["DTEND"].dt, zone), str(e["STATUS"]))
        for e in found
        if moment(e["DTSTART"].dt, zone) < until
    }


def assert_agrees(
    client, event, days: int = 120, zone: str = "Asia/Shanghai", *, ask_khal: bool = True
) -> None:
    until = datetime.now(UTC) + timedelta(days=days)
    text = client.get(f"{event.url}event.ics").content
    ours = rows_of(event, until)
    assert ours
    assert expanded(text, until, zone) == ours
    if has_ical_js():
        assert expand_with_ical_js(text, until, zone) == ours
    if not ask_khal:
        return
    found, complaints = expand_with_khal(text, min(ours)[0], until, zone)
    assert found == ours
    assert complaints == ""


def test_a_rhythm_is_one_vevent_with_its_rule(client):
    event = factories.event(schedule=[rhythm(monday(), weekdays=["MO", "TH"], interval=2)])
    [vevent] = vevents(client, event)
    assert vevent["RRULE"]["FREQ"] == ["WEEKLY"]
    assert "EXDATE" not in vevent
    assert CalendarEntry.objects.filter(event=event).count() == 1
    assert_agrees(client, event, 300)


def test_exceptions_are_exdate_rdate_and_changed_instances(client):
    first = monday()
    venue = Venue.objects.first()
    weeks = [first + timedelta(days=7 * number) for number in range(12)]
    value = rhythm(
        first,
        left_out=[weeks[0], weeks[1]],
        changed=[
            exception(weeks[2], new_date=weeks[2] + timedelta(days=1)),
            exception(weeks[3], start_time=time(10), end_time=time(11)),
            exception(weeks[4], venue=venue, topic="换个地方"),
        ],
        added=[added(first + timedelta(days=2)), added(first + timedelta(days=3), start_time=time(8))],
    )
    event = factories.event(schedule=[value])
    found = vevents(client, event)
    [master] = [v for v in found if "RRULE" in v]
    assert {str(v["UID"]) for v in found} == {str(master["UID"])}
    assert len([v for v in found if "RECURRENCE-ID" in v]) == 3
    assert [len(master[name].dts) for name in ("EXDATE", "RDATE")] == [2, 2]
    assert_agrees(client, event)


def test_operations_on_a_date_of_a_rhythm_are_changes_of_that_instance(client):
    event = factories.event(schedule=[rhythm(monday())])
    master = CalendarEntry.objects.get(event=event)
    cancelled, moved, postponed = list(event.occurrences.all())[1:4]
    operations.cancel(cancelled, "台风")
    operations.move(moved, moved.start + timedelta(days=1, hours=1), moved.end + timedelta(days=1, hours=1))
    operations.postpone(postponed, "")
    found = {str(v["RECURRENCE-ID"].dt): v for v in vevents(client, event) if "RECURRENCE-ID" in v}
    assert len(found) == 3
    assert {str(v["UID"]) for v in found.values()} == {master.uid}
    assert all(v["SEQUENCE"] == master.sequence + 1 for v in found.values())
    assert_agrees(client, event)
    again = Occurrence.objects.get(pk=cancelled.pk)
    operations.reopen(again)
    entry = CalendarEntry.objects.get(event=event, recurrence_id=cancelled.recurrence_id)
    assert entry.sequence == master.sequence + 2
    assert "STATUS:CONFIRMED" in entry.text
    assert CalendarEntry.objects.get(pk=master.pk).sequence == master.sequence
    assert_agrees(client, event)


def test_a_date_that_people_depend_on_is_cancelled_in_the_series_when_the_rule_loses_it(client):
    event = factories.event(schedule=[rhythm(monday())], register_for="date", capacity=9)
    kept = event.occurrences.all()[2]
    factories.registration(event, occurrence=kept)
    page = event.get_latest_revision_as_object()
    page.schedule[0].value["weekdays"] = ["FR"]
    page.save_revision().publish()
    assert Occurrence.objects.get(pk=kept.pk).status == "cancelled"
    assert_agrees(client, event)
    page = event.get_latest_revision_as_object()
    page.schedule = []
    page.save_revision().publish()
    [left] = vevents(client, event)
    assert left["STATUS"] == "CANCELLED"


def test_a_rhythm_that_becomes_a_single_date_leaves_no_old_entry(client):
    event = factories.event(schedule=[rhythm(monday())])
    page = event.get_latest_revision_as_object()
    blocks = page.schedule.stream_block
    page.schedule = blocks.normalize([factories.when(20)])
    page.save_revision().publish()
    [vevent] = vevents(client, event)
    assert "RRULE" not in vevent
    assert CalendarEntry.objects.filter(event=event).count() == 1


def test_a_changed_instance_stays_in_the_feed_as_long_as_its_series(client):
    event = factories.event(
        schedule=[rhythm(monday(-30), changed=[exception(monday(-25), start_time=time(10))])]
    )
    assert any("RECURRENCE-ID" in v for v in vevents(client, event))
    feed = vevents(client, event.get_parent().specific, "calendar.ics")
    assert any(str(v["SUMMARY"]) == event.title and "RECURRENCE-ID" in v for v in feed)


def test_a_narrowed_feed_has_whole_series(client):
    event = factories.event(
        schedule=[rhythm(monday(), changed=[exception(monday(3), start_time=time(10))])], title="整个系列"
    )
    parent = event.get_parent().specific
    day = monday(3).isoformat()
    feed = Calendar.from_ical(client.get(f"{parent.url}calendar.ics?from={day}&to={day}").content)
    mine = [v for v in feed.walk("VEVENT") if str(v["SUMMARY"]) == "整个系列"]
    assert sorted("RRULE" in v for v in mine) == [False, True]


def test_the_same_state_gives_the_same_bytes_and_the_horizon_moves_none(client):
    event = factories.event(schedule=[rhythm(monday())])
    first, before = client.get(f"{event.url}event.ics").content, event.occurrences.count()
    with freeze_time(timezone.now() + timedelta(days=30)):
        move_horizon.func()
        assert client.get(f"{event.url}event.ics").content == first
    assert event.occurrences.count() > before


RULES = st.fixed_dictionaries(
    {
        "repeats": st.sampled_from(["daily", "weekly", "monthly-day", "monthly-last", "monthly-weekday"]),
        "interval": st.integers(1, 3),
        "weekdays": st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), unique=True),
        "position": st.sampled_from(["1", "2", "3", "4", "-1"]),
        "ends": st.sampled_from(["never", "until", "count"]),
        "start_time": st.sampled_from([None, time(6), time(14, 30), time(22)]),
        "left_out": st.sets(st.integers(0, 9), max_size=3),
        "moved": st.sets(st.integers(0, 9), max_size=2),
        "cancelled": st.sets(st.integers(0, 9), max_size=2),
        "zone": st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Sydney"]),
        "offset": st.integers(0, 40),
    }
)


@pytest.mark.slow
@settings(
    max_examples=examples(15),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(RULES)
def test_what_programs_make_of_any_rhythm_is_what_stands_in_our_rows(client, rule):
    """Over changes to daylight saving, with exceptions and operations; three programs, no difference."""
    place = factories.organisation(time_zone=rule["zone"])
    first = factories.days_ahead(rule["offset"])
    start = rule["start_time"]
    value = rhythm(
        first,
        repeats=rule["repeats"],
        interval=rule["interval"],
        weekdays=rule["weekdays"],
        position=rule["position"],
        start_time=start,
        end_time=time(start.hour + 1, 15) if start else None,
        until=first + timedelta(days=150) if rule["ends"] == "until" else None,
        count=7 if rule["ends"] == "count" else None,
    )
    event = factories.event(place, schedule=[value])
    rows = list(event.occurrences.all())
    days = [date.fromisoformat(row.recurrence_id) for row in rows]
    page = event.get_latest_revision_as_object()
    block = page.schedule[0].value
    out = {number for number in rule["left_out"] if number < len(days)}
    block["left_out"] = [days[number] for number in sorted(out)]
    block["changed"] = [
        exception(days[number], new_date=days[number] + timedelta(days=200))
        for number in sorted(rule["moved"] - out)
        if number < len(days)
    ]
    page.save_revision().publish()
    rows = list(event.occurrences.all())
    assume(rows)
    for number in rule["cancelled"]:
        if number < len(rows):
            operations.cancel(rows[number], "台风")
    # khal takes a second to start: it is asked about one in four
    assert_agrees(client, event, 360, rule["zone"], ask_khal=rule["offset"] % 4 == 0)
    text = client.get(f"{event.url}event.ics").content
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert client.get(f"{event.url}event.ics").content == text


def test_sessions_lunar_days_and_whole_days_agree_too(client):
    street = EventIndexPage.objects.get(slug="nanhu")
    day = factories.days_ahead(5)
    course = {
        "start_time": time(18, 30),
        "minutes": 90,
        "teacher": "手语老师",
        "sessions": [session(day, "一"), session(day + timedelta(days=9), "二", minutes=45)],
    }
    event = factories.event(
        street, schedule=[("course", course), factories.when(30, None, None), factories.when(31)]
    )
    assert_agrees(client, event)
    assert len(vevents(client, event)) == 4
