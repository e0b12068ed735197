"""Schedules as staff write them: sessions, rhythms with exceptions, lunar days; and what is refused."""

import json
from datetime import date, time, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from freezegun import freeze_time
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.models import Page

from tests.support import factories
from wagtail_disability_events.blocks.dates.schedule import ScheduleBlock
from wagtail_disability_events.models import EventIndexPage, EventPage, Occurrence, Series, Venue
from wagtail_disability_events.registration.models.registrations import Registration

pytestmark = pytest.mark.django_db


def rhythm(first: date, **fields):
    """A schedule block that repeats, from its first day."""
    value = {
        "start_date": first,
        "start_time": time(14),
        "end_time": time(16),
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
    return ("recurrence", value | fields)


def exception(day: date, **fields):
    facts = {"start_time": None, "end_time": None, "topic": "", "teacher": "", "venue": None, "location": ""}
    return {"date": day, "new_date": None} | facts | fields


def added(day: date, **fields):
    return {key: value for key, value in exception(day, **fields).items() if key != "new_date"}


def session(day: date, topic: str = "", **fields):
    facts = {"start_time": None, "minutes": None, "teacher": "", "venue": None, "location": ""}
    return {"date": day, "topic": topic} | facts | fields


def lunar(**fields):
    value = {
        "festival": "9-9",
        "year": 2026,
        "month": None,
        "day": None,
        "leap": False,
        "start_time": None,
        "end_time": None,
        "topic": "",
        "venue": None,
        "location": "",
    }
    return ("lunar", value | fields)


def errors_of(*blocks) -> dict:
    """What the schedule block finds wrong: {field: code}, lists by their items."""
    block = ScheduleBlock()
    with pytest.raises(ValidationError) as caught:
        block.clean(block.normalize(list(blocks)))
    return _codes(caught.value.block_errors[0])


def _codes(error) -> dict:
    if getattr(error, "block_errors", None):
        return {key: _codes(value) for key, value in dict(error.block_errors).items()}
    return error.error_list[0].code


def local_days(event):
    return [timezone.localtime(row.start).date() for row in event.occurrences.all()]


def test_a_rhythm_becomes_dates_until_the_horizon_and_a_series():
    first = factories.days_ahead(1)
    event = factories.event(schedule=[rhythm(first)])
    assert event.occurrences.count() == 58  # 400 days from the first one on, and one more in the first week
    assert local_days(event)[:2] == [first, first + timedelta(days=7)]
    series = Series.objects.get(event=event)
    assert series.rule == f"FREQ=WEEKLY;BYDAY={['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][first.weekday()]}"
    assert series.next_date == first + timedelta(days=7 * 58)
    assert {row.series for row in event.occurrences.all()} == {series.block_id}


def test_exceptions_leave_out_change_and_add():
    first = factories.days_ahead(1)
    week = timedelta(days=7)
    event = factories.event(
        schedule=[
            rhythm(
                first,
                count=4,
                location="一楼",
                topic="平时",
                left_out=[first + week],
                changed=[
                    exception(
                        first + 2 * week, new_date=first + 2 * week + timedelta(days=1), start_time=time(9)
                    )
                ],
                added=[added(first + timedelta(days=2), topic="加开", location="二楼")],
            )
        ]
    )
    rows = list(event.occurrences.all())
    assert [(row.topic, row.location) for row in rows] == [
        ("平时", "一楼"),
        ("加开", "二楼"),
        ("平时", "一楼"),
        ("平时", "一楼"),
    ]
    moved = rows[2]
    assert timezone.localtime(moved.start).date() == first + 2 * week + timedelta(days=1)
    assert timezone.localtime(moved.start).time() == time(9)
    assert moved.end - moved.start == timedelta(hours=2)  # a start alone keeps the usual length
    assert moved.recurrence_id == f"{first + 2 * week:%Y%m%d}"
    assert Series.objects.get(event=event).next_date is None


def test_an_edited_time_keeps_every_row_of_the_rhythm():
    first = factories.days_ahead(1)
    event = factories.event(schedule=[rhythm(first, count=3)], register_for="date")
    registered = event.occurrences.all()[1]
    factories.registration(event, occurrence=registered)
    ids = list(event.occurrences.values_list("pk", flat=True))
    event.schedule[0].value["start_time"] = time(9)
    event.save_revision().publish()
    assert list(Occurrence.objects.filter(event=event).values_list("pk", flat=True)) == ids
    assert timezone.localtime(Occurrence.objects.get(pk=registered.pk).start).time() == time(9)


def test_a_course_gives_each_session_its_topic_teacher_room_and_minutes():
    day = factories.days_ahead(3)
    course = {
        "start_time": time(18, 30),
        "minutes": 90,
        "teacher": "手语老师",
        "sessions": [
            session(day, "第一课：你好"),
            session(day + timedelta(days=7), "第二课：家人", teacher="聋人老师", location="三楼", minutes=60),
            session(day + timedelta(days=14), "第三课：看病", start_time=time(19)),
        ],
    }
    event = factories.event(schedule=[("course", course)], location_note="二楼教室")
    rows = list(event.occurrences.all())
    assert [(row.topic, row.teacher, row.location) for row in rows] == [
        ("第一课：你好", "手语老师", "二楼教室"),
        ("第二课：家人", "聋人老师", "三楼"),
        ("第三课：看病", "手语老师", "二楼教室"),
    ]
    assert [(row.end - row.start).seconds // 60 for row in rows] == [90, 60, 90]
    assert timezone.localtime(rows[2].start).time() == time(19)
    assert "聋人老师" in rows[1].calendar_entry.text.replace("\r\n ", "")


def test_a_course_of_100_sessions_is_published_in_few_queries(settings):
    """With a worker for Wagtail's own tasks, as in production; most of the 41 are Wagtail's."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    day = factories.days_ahead(3)
    sessions = [session(day + timedelta(days=number), f"第 {number + 1} 课") for number in range(100)]
    course = {"start_time": time(18, 30), "minutes": 90, "teacher": "", "sessions": sessions}
    event = factories.event(schedule=[("course", course)], capacity=20, register_for="date", publish=False)
    revision = event.get_latest_revision()
    with CaptureQueriesContext(connection) as asked:
        revision.publish()
    statements = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(statements) <= (41 if WAGTAIL_VERSION >= (8,) else 43)  # Wagtail 7.4 asks more of its own
    assert event.occurrences.count() == 100
    assert event.quotas.seats().count() == 100


def test_a_lunar_day_is_the_day_of_the_almanac():
    event = factories.event(
        schedule=[
            lunar(),
            lunar(festival="1-1", year=2027, start_time=time(9), end_time=time(11)),
            lunar(festival="other", year=2025, month=6, day=1, leap=True),
        ]
    )
    assert local_days(event) == [date(2025, 7, 25), date(2026, 10, 18), date(2027, 2, 6)]
    assert [row.all_day for row in event.occurrences.all()] == [True, True, False]


MONDAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (rhythm(MONDAY, until=date(2027, 2, 1)), {"until": "before-start"}),
        (rhythm(MONDAY, until=date(2027, 4, 1), count=3), {"count": "conflict"}),
        (rhythm(MONDAY, repeats="monthly-weekday"), {"position": "missing"}),
        (rhythm(MONDAY, repeats="rule", rule=""), {"rule": "syntax"}),
        (rhythm(MONDAY, repeats="rule", rule="FREQ=MINUTELY"), {"rule": "unsupported"}),
        (
            rhythm(MONDAY, repeats="rule", rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
            {"rule": "never"},
        ),
        (rhythm(MONDAY, repeats="rule", rule="FREQ=DAILY;COUNT=10000"), {"rule": "too-many"}),
        (rhythm(MONDAY, repeats="rule", rule="FREQ=DAILY;UNTIL=20260101"), {"rule": "before-start"}),
        (rhythm(MONDAY, start_time=None), {"start_time": "missing"}),
        (rhythm(MONDAY, left_out=[date(2027, 3, 2)]), {"left_out": {0: "not-in-rule"}}),
        (
            rhythm(MONDAY, left_out=[MONDAY, MONDAY]),
            {"left_out": {1: "not-in-rule"}},
        ),
        (
            rhythm(MONDAY, changed=[exception(date(2027, 3, 2))]),
            {"changed": {0: {"date": "not-in-rule"}}},
        ),
        (rhythm(MONDAY, added=[added(date(2027, 3, 8))]), {"added": {0: {"date": "in-rule"}}}),
        (
            rhythm(MONDAY, start_time=None, end_time=None, added=[added(date(2027, 3, 9), end_time=time(9))]),
            {"added": {0: {"start_time": "missing"}}},
        ),
        (rhythm(date.max, start_time=None, end_time=None), {"start_date": "out-of-range"}),
        (lunar(festival="other"), {"month": "missing"}),
        (lunar(festival="other", month=1), {"day": "missing"}),
        (lunar(festival="other", month=12, day=30), {"day": "no-such-day"}),
        (lunar(festival="other", month=5, day=1, leap=True), {"month": "no-such-day"}),
        (
            (
                "course",
                {
                    "start_time": time(9),
                    "minutes": 60,
                    "teacher": "",
                    "sessions": [session(MONDAY), session(MONDAY)],
                },
            ),
            {"sessions": {1: {"date": "twice"}}},
        ),
        (
            (
                "course",
                {"start_time": time(1), "minutes": 60, "teacher": "", "sessions": [session(date.min)]},
            ),
            {"sessions": {0: {"date": "out-of-range"}}},
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(block, expected):
    assert errors_of(block) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"repeats": "daily", "interval": 3}, ["2027-03-01", "2027-03-04"]),
        ({"weekdays": ["SA", "TU"]}, ["2027-03-02", "2027-03-06"]),
        ({"repeats": "monthly-day"}, ["2027-03-01", "2027-04-01"]),
        ({"repeats": "monthly-last"}, ["2027-03-31", "2027-04-30"]),
        ({"repeats": "monthly-weekday", "position": "2", "weekdays": ["TU"]}, ["2027-03-09", "2027-04-13"]),
        ({"repeats": "yearly-day"}, ["2027-03-01", "2028-03-01"]),
        ({"repeats": "yearly-weekday", "position": "-1", "weekdays": ["SU"]}, ["2027-03-28", "2028-03-26"]),
        ({"repeats": "rule", "rule": "RRULE:FREQ=DAILY;COUNT=2"}, ["2027-03-01", "2027-03-02"]),
    ],
)
def test_each_rhythm_that_staff_choose_gives_its_dates(fields, expected):
    event = factories.event(schedule=[rhythm(MONDAY, **fields)])
    assert [day.isoformat() for day in local_days(event)][:2] == expected


def test_the_daily_task_moves_the_horizon_on_and_touches_no_other_event():
    event = factories.event(schedule=[rhythm(factories.days_ahead(1))])
    finished = factories.event(schedule=[rhythm(factories.days_ahead(1), count=3)])
    before = event.occurrences.count()
    out = StringIO()
    call_command("move_horizon", stdout=out)
    assert "0 events" in out.getvalue()
    before_others = Occurrence.objects.exclude(event=event).exclude(event__series__next_date__isnull=False)
    untouched = before_others.count()
    with freeze_time(timezone.now() + timedelta(days=15)):
        call_command("move_horizon", stdout=out)
        assert event.occurrences.count() == before + 2
        call_command("move_horizon", stdout=out)
        assert out.getvalue().endswith("0 events carried on.\n")
    assert finished.occurrences.count() == 3
    assert before_others.count() == untouched
    assert event.occurrences.count() == before + 2


def test_a_rhythm_taken_out_of_the_schedule_is_no_series_any_more():
    event = factories.event(schedule=[rhythm(factories.days_ahead(1)), factories.when(5)])
    del event.schedule[0]
    event.save_revision().publish()
    assert not Series.objects.filter(event=event).exists()
    assert event.occurrences.count() == 1


@pytest.fixture
def editor(client):
    """An editor of one street, and a client that is logged in as them."""
    street = EventIndexPage.objects.get(slug="nanhu")
    client.force_login(factories.user("editor", page=street, pages=("add", "change")))
    return client


def form_of(event_or_parent, *blocks, **fields):
    """A page form as the browser sends it, with the fields of a schedule of single dates and rhythms."""
    data = {"schedule-count": str(len(blocks))}
    for number, (kind, value) in enumerate(blocks):
        prefix = f"schedule-{number}"
        data |= {f"{prefix}-type": kind, f"{prefix}-order": str(number), f"{prefix}-deleted": ""}
        data[f"{prefix}-id"] = value.pop("id", "")
        for name, entry in value.items():
            if isinstance(entry, list) and name != "weekdays":
                data[f"{prefix}-value-{name}-count"] = "0"
            elif isinstance(entry, list):
                data[f"{prefix}-value-{name}"] = entry
            else:
                data[f"{prefix}-value-{name}"] = "" if entry is None else str(entry)
    return f"/admin/disability-events/{event_or_parent.pk}/schedule/", data | fields


def test_while_writing_the_rule_is_said_back_with_its_next_dates(editor):
    street = EventIndexPage.objects.get(slug="nanhu")
    url, data = form_of(street, rhythm(date(2027, 3, 1), interval=2, weekdays=["TU"]))
    html = editor.post(url, data).content.decode()
    assert "每 2 周的星期二，一直办下去" in html
    assert "Every 2 weeks on Tuesday, without an end" in html
    assert "2027 年 3 月 2 日 星期二 14:00–16:00" in html
    assert html.count("<li>") == 10


def test_while_writing_what_is_wrong_is_said(editor):
    street = EventIndexPage.objects.get(slug="nanhu")
    url, data = form_of(street, rhythm(date(2027, 3, 1), repeats="rule", rule="FREQ=HOURLY"))
    html = editor.post(url, data).content.decode()
    assert "不支持带 FREQ=HOURLY 的规则" in html
    assert "<ol>" not in html
    url, data = form_of(street)
    assert "还没有日期" in editor.post(url, data).content.decode()


def test_while_writing_a_place_that_is_taken_is_said_and_allowed(editor):
    venue = Venue.objects.first()
    taken = factories.event(venue=venue, schedule=[factories.when(8)], title="先来的活动")
    street = EventIndexPage.objects.get(slug="nanhu")
    kind, value = factories.when(8, time(10), time(12))
    twice = factories.when(8, time(11), time(13))
    url, data = form_of(street, (kind, value), twice, venue=str(venue.pk))
    html = editor.post(url, data).content.decode()
    assert "场地已经有别的安排" in html
    assert taken.title in html
    assert "本活动的两场" in html


def test_before_publishing_the_editor_is_told_who_is_affected(editor):
    event = factories.event(schedule=[factories.when(8), factories.when(9)], register_for="date")
    first, second = event.occurrences.all()
    factories.registration(event, occurrence=first)
    factories.registration(event, occurrence=second)
    kind, value = factories.when(8, time(15), time(16))
    url, data = form_of(event, (kind, value | {"id": first.block_id}))
    html = editor.post(url, data).content.decode()
    assert "有 1 场已有人报名，日程里没有了，会标为取消" in html
    assert "有 1 场会变动" in html
    assert "涉及 2 份报名" in html
    assert list(event.occurrences.values_list("status", flat=True)) == ["scheduled", "scheduled"]
    assert Registration.objects.filter(event=event).count() == 2


def test_only_who_may_edit_the_event_may_ask(client, editor):
    elsewhere = factories.event(EventIndexPage.objects.get(slug="jiangbin"))
    for page in (elsewhere, elsewhere.get_parent(), Page.objects.get(depth=1)):
        url, data = form_of(page, factories.when(3))
        assert editor.post(url, data).status_code == 302, page  # Wagtail's answer to a missing permission
    assert editor.post("/admin/disability-events/999999/schedule/", {}).status_code == 302
    own = factories.event()
    url, data = form_of(own, factories.when(3))
    assert editor.get(url).status_code == 405
    assert editor.post(url, data).status_code == 200


def test_a_schedule_is_stored_and_read_again_as_it_was():
    event = factories.event(schedule=[rhythm(MONDAY, weekdays=["TU", "SA"], left_out=[date(2027, 3, 2)])])
    stored = json.loads(json.dumps(list(event.schedule.raw_data), default=str))
    assert stored[0]["value"]["weekdays"] == ["TU", "SA"]
    assert EventPage.objects.get(pk=event.pk).schedule[0].value["left_out"][0] == date(2027, 3, 2)
