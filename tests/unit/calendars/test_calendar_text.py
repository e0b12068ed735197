"""The iCalendar text of one date, and of a time zone."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event

from wagtail_disability_events.calendars.time_zones import vtimezone
from wagtail_disability_events.calendars.vevent import CalendarFacts, write_vevent

STAMP = datetime(2026, 5, 1, tzinfo=UTC)
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("残疾人趣味运动会，；\\\n,;𠮷"),
    max_size=300,
)


def facts(**changes) -> CalendarFacts:
    values = {
        "start": datetime(2026, 5, 17, 1, tzinfo=UTC),
        "end": datetime(2026, 5, 17, 3, tzinfo=UTC),
        "all_day": False,
        "time_zone": "Asia/Shanghai",
        "status": "CONFIRMED",
        "summary": "趣味运动会",
        "description": "",
        "location": "",
        "url": "",
        "categories": (),
        "organizer": "",
    }
    return CalendarFacts(**(values | changes))


def write(**changes) -> str:
    return write_vevent(facts(**changes), uid="uid-1", sequence=2, modified=STAMP)


def test_a_timed_date_carries_its_zone_and_a_whole_day_an_exclusive_end():
    assert "DTSTART;TZID=Asia/Shanghai:20260517T090000\r\n" in write()
    whole = write(
        all_day=True, start=datetime(2026, 5, 16, 16, tzinfo=UTC), end=datetime(2026, 5, 18, 16, tzinfo=UTC)
    )
    assert "DTSTART;VALUE=DATE:20260517\r\nDTEND;VALUE=DATE:20260519\r\n" in whole


def test_stamps_come_from_stored_facts_so_that_the_same_state_gives_the_same_bytes():
    assert write() == write()
    assert "DTSTAMP:20260501T000000Z\r\n" in write()
    assert "LAST-MODIFIED:20260501T000000Z\r\n" in write()


def test_a_cancelled_date_blocks_no_time():
    text = write(status="CANCELLED")
    assert "STATUS:CANCELLED\r\n" in text
    assert "TRANSP:TRANSPARENT\r\n" in text


@given(WORDS, WORDS, WORDS)
def test_any_words_survive_folding_between_characters_at_75_octets(summary, description, location):
    text = write(summary=summary, description=description, location=location)
    for line in text.encode("utf-8").split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")  # no character is cut in two
    read = Event.from_ical(text)
    for name, words in (("SUMMARY", summary), ("DESCRIPTION", description), ("LOCATION", location)):
        if words or name == "SUMMARY":
            assert str(read[name]) == words.replace("\r\n", "\n")
    assert read["UID"] == "uid-1"
    assert read["SEQUENCE"] == 2


def test_the_schedule_digest_changes_with_what_makes_people_plan_anew_and_nothing_else():
    before = facts().schedule_hash()
    for change in (
        {"start": datetime(2026, 5, 17, 2, tzinfo=UTC)},
        {"end": datetime(2026, 5, 17, 4, tzinfo=UTC)},
        {"status": "CANCELLED"},
        {"location": "文体中心"},
        {"all_day": True},
    ):
        assert facts(**change).schedule_hash() != before
    for change in ({"summary": "运动会"}, {"description": "新的说明"}, {"url": "https://example.com/"}):
        assert facts(**change).schedule_hash() == before
        assert facts(**change).content_hash() != facts().content_hash()


def test_the_digests_do_not_depend_on_how_a_program_writes_a_moment():
    """The same facts, read in another way, must not call attendees to plan anew."""

    class Moment(datetime):
        pass

    there = ZoneInfo("Asia/Shanghai")
    plain = facts(start=datetime(2026, 5, 17, 1, tzinfo=UTC))
    for same in (Moment(2026, 5, 17, 1, tzinfo=UTC), datetime(2026, 5, 17, 9, tzinfo=there)):
        assert facts(start=same).schedule_hash() == plain.schedule_hash()
        assert facts(start=same).content_hash() == plain.content_hash()


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Sydney"])
@given(st.datetimes(datetime(2001, 1, 1), datetime(2037, 1, 1)))
def test_a_vtimezone_gives_the_same_wall_clock_as_the_system(zone, moment):
    """Read by another program's reader (dateutil), each moment has the offset that zoneinfo gives."""
    read = _reader(zone)
    moment = moment.replace(tzinfo=UTC)
    ours, true = moment.astimezone(read), moment.astimezone(ZoneInfo(zone))
    # dateutil cannot tell the two passes of a doubled hour apart
    if any(
        (moment + timedelta(hours=h)).astimezone(ZoneInfo(zone)).utcoffset() != true.utcoffset()
        for h in (-1, 1)
    ):
        return
    assert ours.replace(tzinfo=None) == true.replace(tzinfo=None)


_readers: dict = {}


def _reader(zone):
    if zone not in _readers:
        _readers[zone] = tzical(StringIO(vtimezone(zone))).get(zone)
    return _readers[zone]


def test_utc_needs_no_vtimezone():
    assert vtimezone("UTC") == ""
