"""Dates, counted from today."""

from datetime import date, timedelta
from typing import Any

from demo.content.shapes import DemoCourse, DemoDate, DemoLunar, DemoRhythm
from wagtail_disability_events.blocks.dates.recurrence_rule import rule_of
from wagtail_disability_events.occurrences.lunar import festival_date
from wagtail_disability_events.occurrences.recurrence import dates_of

from .state import Demo


def schedule_block(demo: Demo, when: Any) -> tuple[str, dict[str, Any]]:
    match when:
        case DemoCourse():
            return "course", _course(demo, when)
        case DemoRhythm():
            return "recurrence", _rhythm(demo, when)
        case DemoLunar():
            return "lunar", _lunar(demo, when)
    return "single", _single(demo, when)


def _course(demo: Demo, when: DemoCourse) -> dict[str, Any]:
    sessions = []
    for days, topic, *more in when.sessions:
        teacher, place = [*more, "", ""][:2]
        session = {"date": demo.today + timedelta(days=days), "topic": topic, "teacher": teacher}
        sessions.append({**session, "location": place, "start_time": None, "minutes": None, "venue": None})
    return {
        "start_time": when.start,
        "minutes": when.minutes,
        "teacher": when.teacher,
        "sessions": sessions,
    }


def _rhythm(demo: Demo, when: DemoRhythm) -> dict[str, Any]:
    value: dict[str, Any] = {
        "start_date": demo.today + timedelta(days=when.days),
        "start_time": when.start,
        "end_time": when.end,
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
    } | when.fields
    days = list(dates_of(rule_of(value), value["start_date"], demo.today + timedelta(days=120)))
    if when.left_out is not None:
        value["left_out"] = [days[when.left_out]]
    if when.moved is not None:
        change = {"date": days[when.moved], "new_date": days[when.moved] + timedelta(days=1)}
        empty = {"start_time": None, "end_time": None, "topic": "", "teacher": "", "venue": None}
        value["changed"] = [{**change, **empty, "location": "北入口"}]
    return value


def _lunar(demo: Demo, when: DemoLunar) -> dict[str, Any]:
    years = (demo.today.year - 1, demo.today.year, demo.today.year + 1)
    year = next(year for year in years if festival_date(when.festival, year) > demo.today)
    return {
        "festival": when.festival,
        "year": year,
        "month": None,
        "day": None,
        "leap": False,
        "start_time": when.start,
        "end_time": when.end,
        "topic": "",
        "venue": None,
        "location": "",
    }


def _single(demo: Demo, when: DemoDate) -> dict[str, Any]:
    day = demo.today + timedelta(days=when.days)
    last: date | None = None if when.last_day is None else demo.today + timedelta(days=when.last_day)
    return {
        "start_date": day,
        "start_time": when.start,
        "end_time": when.end,
        "end_date": last,
        "topic": when.topic,
        "venue": None,
        "location": "",
    }
