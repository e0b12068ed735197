"""Calendar files of others, as they are met: what is read, and what is refused and why."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from wagtail_disability_events.calendars.incoming import NotACalendar
from wagtail_disability_events.calendars.reading import read_calendar

SAMPLES = Path(__file__).parents[2] / "support" / "calendars"
ZONE = "Asia/Shanghai"


def read(text: str, zone: str = ZONE):
    return read_calendar(text.encode(), zone)


def sample(name: str):
    return read_calendar((SAMPLES / f"{name}.ics").read_bytes(), ZONE)


def calendar(*events: str, head: str = "") -> str:
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{body}END:VCALENDAR\r\n"


def vevent(
    *lines: str, uid: str = "UID:a", start: str = "DTSTART:20270301T010000Z", title: str = "SUMMARY:x"
) -> str:
    return "\r\n".join(line for line in (uid, start, title, *lines) if line)


def reasons(text: str) -> list[str]:
    return [refusal.code for refusal in read(text).refused]


def test_a_google_series_keeps_its_rule_its_gap_and_its_moved_date():
    reading = sample("google")
    assert reading.name == "江滨助残志愿队"
    course, show = reading.events
    assert course.rule.startswith("FREQ=WEEKLY")
    assert course.excluded == (datetime(2027, 1, 25, 19),)
    [change] = course.changes
    assert change.instance == datetime(2027, 1, 18, 19)
    assert change.span.start == datetime(2027, 1, 19, 19)
    assert course.sequence == 3
    assert course.description == "手语入门, 每周一晚上。\n零基础也可以来。\n请带笔记本。"
    assert show.span.all_day
    assert (show.span.end - show.span.start) == timedelta(days=2)


def test_outlook_zones_and_folded_identifiers_are_understood_and_its_html_is_left_alone():
    [event] = sample("outlook").events
    assert event.span.start == datetime(2027, 1, 15, 9)
    assert len(event.uid) == 112
    assert "script" not in event.description
    assert event.location == "江滨社区服务站"


def test_apple_indico_and_the_events_calendar_survive():
    [tea] = sample("apple").events
    assert (tea.summary, tea.location, tea.url) == (
        "Carers’ tea and talk",
        "Nanhu Second floor",
        "https://example.org/tea",
    )
    [lecture] = sample("indico").events
    assert lecture.span.start == datetime(2027, 3, 10, 14)  # 06:00 UTC
    assert lecture.categories == ("Lectures",)
    [hour] = sample("the-events-calendar").events
    assert hour.span.start == datetime(2027, 6, 1, 15)  # 09:00 in Berlin
    assert hour.notes == ("other-clock",)
    assert [span.start.day for span in hour.added] == [8, 15]


def test_a_chinese_office_program_without_zones_and_in_its_own_encoding_is_read():
    training, visit = sample("work-chat").events
    assert training.summary == "残疾人专职委员培训"
    assert training.span.start == datetime(2027, 1, 8, 14)
    assert "floating" in training.notes
    assert visit.span.end - visit.span.start == timedelta(days=1)
    assert visit.notes == ("end",)


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbf%s", None, "utf-16", "utf-16-le", "gb18030"],
    ids=["bom", "plain", "16", "16le", "gb"],
)
def test_encodings(content):
    text = calendar(vevent("DESCRIPTION:茶话会", title="SUMMARY:重阳节"))
    if content is None:
        data = text.encode()
    elif isinstance(content, bytes):
        data = b"\xef\xbb\xbf" + text.encode()
    else:
        data = text.encode(content)
    assert read_calendar(data, ZONE).events[0].summary == "重阳节"


def test_bare_line_feeds_and_long_unfolded_lines_are_read():
    text = calendar(vevent("DESCRIPTION:" + "长" * 3400)).replace("\r\n", "\n")
    [event] = read(text).events
    assert len(event.description) == 3400


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<!doctype html><html><body>Sign in</body></html>", "web-page"),
        ("", "no-calendar"),
        ("%PDF-1.7", "no-calendar"),
        ("id,title\n1,x", "no-calendar"),
    ],
)
def test_what_is_no_calendar_is_refused_as_a_whole(text, code):
    with pytest.raises(NotACalendar) as refused:
        read(text)
    assert refused.value.code == code


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(NotACalendar) as refused:
        read_calendar(b"BEGIN:VCALENDAR\r\n\xff\xff\x81\x00", ZONE)
    assert refused.value.code in ("encoding", "no-calendar")


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (vevent(uid=""), "no-uid"),
        (vevent(title=""), "no-title"),
        (vevent(start=""), "no-start"),
        (vevent(start="DTSTART:tomorrow"), "time"),
        (vevent(start="DTSTART;TZID=Middle-earth/Shire:20270301T090000"), "zone"),
        (vevent(start="DTSTART:99990101T000000Z"), "year"),
        (vevent("DTEND:20270228T010000Z"), "end"),
        (vevent("DTEND;VALUE=DATE:20270302"), "mixed"),
        (vevent("RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"), "rules"),
        (vevent("DESCRIPTION:" + "x" * 200_000), "too-long"),
        (
            vevent(
                *(f"RDATE:2027{month:02}{day:02}T010000Z" for month in range(1, 13) for day in range(1, 29)),
                *(f"RDATE:2028{month:02}{day:02}T010000Z" for month in range(1, 8) for day in range(1, 29)),
            ),
            "many-dates",
        ),
    ],
)
def test_an_event_that_cannot_be_is_refused_with_its_reason_and_the_others_stay(event, code):
    reading = read(calendar(event, vevent(uid="UID:good")))
    assert [refusal.code for refusal in reading.refused] == [code]
    assert [one.uid for one in reading.events] == ["good"]


def test_of_two_with_one_identifier_the_newer_one_is_taken():
    reading = read(calendar(vevent("SEQUENCE:1", title="SUMMARY:new"), vevent(title="SUMMARY:old")))
    assert [event.summary for event in reading.events] == ["new"]
    assert [(refusal.code, refusal.summary) for refusal in reading.refused] == [("twice", "old")]


def test_a_zone_that_the_file_defines_itself_is_used_and_not_remembered():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Office\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0{0}00\r\nTZOFFSETTO:+0{0}00\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    event = vevent(start="DTSTART;TZID=Office:20270301T090000")
    [first] = read(calendar(event, head=zone.format(9))).events
    [second] = read(calendar(event, head=zone.format(7))).events
    assert (first.span.start.hour, second.span.start.hour) == (8, 10)
    assert reasons(calendar(event)) == ["zone"]


def test_alarms_that_repeat_for_ever_and_components_without_end_do_no_harm():
    alarm = "BEGIN:VALARM\r\nTRIGGER:-PT1S\r\nREPEAT:999999999\r\nDURATION:PT1S\r\nACTION:AUDIO\r\nEND:VALARM"
    assert len(read(calendar(vevent(alarm))).events) == 1
    cut_off = calendar(vevent()).replace("END:VEVENT\r\nEND:VCALENDAR\r\n", "")
    assert len(read(cut_off).events) == 1
    nested = "BEGIN:VEVENT\r\n" * 600
    assert read(f"BEGIN:VCALENDAR\r\n{nested}").events == []


def test_scripts_in_descriptions_are_dropped_and_signs_kept():
    text = calendar(vevent("DESCRIPTION:<p>5 < 7 &amp\\; 3</p><script>alert(1)</script><b>free</b>"))
    assert read(text).events[0].description == "5 < 7 & 3\nfree"


def test_a_date_of_a_series_without_its_series_stands_alone():
    [event] = read(
        calendar(vevent("RECURRENCE-ID:20270301T010000Z", start="DTSTART:20270302T010000Z"))
    ).events
    assert event.notes == ("alone",)
    assert event.changes == ()
