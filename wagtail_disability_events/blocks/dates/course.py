"""Courses: several sessions of one length, with one teacher."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ...core import conf
from ...occurrences.schedule import PlannedDate, span_of
from ..base import WEB
from ..sample import Sample
from ..struct import CompleteStructBlock
from .base import (
    TOO_FAR,
    DateStructBlock,
    location_block,
    place_facts,
    refuse,
    refuse_item,
    shifted,
    teacher_block,
    venue_block,
)
from .values import CourseValue, SessionValue


class SessionBlock(CompleteStructBlock):
    """One session of a course. What is empty is as the course says."""

    date = blocks.DateBlock(label=_("Day"))
    start_time = blocks.TimeBlock(label=_("From"), required=False)
    minutes = blocks.IntegerBlock(label=_("Minutes"), required=False, min_value=5, max_value=1440)
    topic = blocks.CharBlock(label=_("Topic"), required=False, max_length=120)
    teacher = teacher_block()
    venue = venue_block()
    location = location_block()

    class Meta:
        icon = "date"
        label = _("Session")


class CourseBlock(DateStructBlock[CourseValue]):
    """Several sessions: times and teacher are given once, each session says what differs."""

    start_time = blocks.TimeBlock(label=_("Sessions begin at"))
    minutes = blocks.IntegerBlock(label=_("Each lasts (minutes)"), min_value=5, max_value=1440, default=90)
    teacher = teacher_block()
    sessions = blocks.ListBlock(SessionBlock(), label=_("Sessions"), max_num=200)

    def clean(self, value: CourseValue) -> CourseValue:
        value = super().clean(value)
        seen: dict[datetime, int] = {}
        for index, session in enumerate(value["sessions"]):
            day = session["date"]
            if day is None or not (session["start_time"] or value["start_time"]):
                continue
            try:
                start, _end = self.span(value, session, day, conf.get("TIME_ZONE"))
            except OverflowError as error:
                raise refuse_item("sessions", index, refuse("date", TOO_FAR, "out-of-range")) from error
            if start in seen:
                message = _("Session %(number)s is at the same time.") % {"number": seen[start] + 1}
                raise refuse_item("sessions", index, refuse("date", message, "twice"))
            seen[start] = index
        return value

    @staticmethod
    def span(value: CourseValue, session: SessionValue, day: date, zone: str) -> tuple[datetime, datetime]:
        """Start and end of a session on its day, aware in UTC."""
        start, _end, _all_day = span_of(day, session["start_time"] or value["start_time"], None, None, zone)
        return start, start + timedelta(minutes=session["minutes"] or value["minutes"] or 60)

    def planned_dates(
        self, value: CourseValue, block_id: str, zone: str, until: date
    ) -> Iterator[PlannedDate]:
        for child in value["sessions"].bound_blocks:
            session, day = child.value, child.value["date"]
            if day is None or not (session["start_time"] or value["start_time"]):
                continue
            start, end = self.span(value, session, day, zone)
            facts = place_facts(session)
            facts["teacher"] = facts["teacher"] or value["teacher"] or ""
            yield PlannedDate(str(child.id), "", start, end, all_day=False, **facts)

    def shift(self, value: CourseValue, by: timedelta) -> None:
        for session in value["sessions"]:
            session["date"] = shifted(session["date"], by)

    class Meta:
        icon = "list-ol"
        label = _("Course of sessions")
        description = _("Several sessions, each with its day, topic, teacher and room.")
        template = WEB.format("course")
        preview_value = Sample(
            {
                "start_time": time(18, 30),
                "minutes": 90,
                "teacher": _("Sign language teacher"),
                "sessions": [
                    {
                        "date": date(2026, 5, day),
                        "start_time": None,
                        "minutes": None,
                        "topic": topic,
                        "teacher": "",
                        "venue": None,
                        "location": "",
                    }
                    for day, topic in ((7, _("Lesson one: hello")), (14, _("Lesson two: family")))
                ],
            }
        )
        group = _("Dates")
