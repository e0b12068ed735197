"""When it takes place, in words staff use: one date, a lunar date, a course of sessions, a rhythm."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from ..core import conf
from ..occurrences.lunar import FIRST_YEAR, LAST_YEAR, LunarError, LunarFestival, festival_date, solar_date
from ..occurrences.schedule import PlannedDate, span_of
from .base import WEB
from .recurrence import RecurrenceBlock
from .schedule_base import (
    TOO_FAR,
    DateStructBlock,
    check_span,
    location_block,
    place_facts,
    refuse,
    refuse_item,
    shift_days,
    teacher_block,
    topic_block,
    venue_block,
)


class SingleTimeBlock(DateStructBlock):
    """One date: timed or whole-day, on one day or several."""

    start_date = blocks.DateBlock(label=_("Day"))
    start_time = blocks.TimeBlock(
        label=_("From"), required=False, help_text=_("Leave both times empty for a whole day.")
    )
    end_time = blocks.TimeBlock(label=_("Until"), required=False)
    end_date = blocks.DateBlock(
        label=_("Last day"), required=False, help_text=_("Only when it lasts several days.")
    )
    topic = topic_block()
    venue = venue_block()
    location = location_block()

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value["start_date"] is not None:  # a draft may be unfinished
            check_span(**{name: value[name] for name in ("start_date", "start_time", "end_date", "end_time")})
        return value

    def planned_dates(self, value: Any, block_id: str, zone: str, until: date) -> Iterator[PlannedDate]:
        if value["start_date"] is None:
            return
        start, end, all_day = span_of(
            value["start_date"], value["start_time"], value["end_date"], value["end_time"], zone
        )
        yield PlannedDate(block_id, "", start, end, all_day, **place_facts(value))

    def shift(self, value: Any, by: timedelta) -> None:
        shift_days(value, ("start_date", "end_date"), by)

    class Meta:
        icon = "date"
        label = _("Date")
        description = _("One date of the event. Add one block for each date.")
        template = WEB.format("single_time")
        preview_value = {
            "start_date": date(2026, 5, 17),
            "start_time": time(9),
            "end_time": time(11, 30),
            "end_date": None,
            "topic": "趣味运动会",
            "venue": None,
            "location": "一楼大厅",
        }
        group = _("Dates")


class LunarDateBlock(DateStructBlock):
    """One date by the lunar calendar: a festival, or a lunar day."""

    festival = blocks.ChoiceBlock(
        label=_("Festival"), choices=LunarFestival.choices, default=LunarFestival.SPRING
    )
    year = blocks.IntegerBlock(
        label=_("Lunar year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=_("Written like 2027; it begins with the Spring Festival of that year."),
    )
    month = blocks.IntegerBlock(
        label=_("Lunar month"),
        required=False,
        min_value=1,
        max_value=12,
        help_text=_("Only for another lunar day."),
    )
    day = blocks.IntegerBlock(label=_("Lunar day"), required=False, min_value=1, max_value=30)
    leap = blocks.BooleanBlock(label=_("in the leap month"), required=False)
    start_time = blocks.TimeBlock(
        label=_("From"), required=False, help_text=_("Leave both times empty for a whole day.")
    )
    end_time = blocks.TimeBlock(label=_("Until"), required=False)
    topic = topic_block()
    venue = venue_block()
    location = location_block()

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not value["year"]:
            return value
        if value["festival"] == LunarFestival.OTHER and not (value["month"] and value["day"]):
            if value["month"] is None:
                raise refuse("month", _("Give the lunar month."), "missing")
            raise refuse("day", _("Give the lunar day."), "missing")
        try:
            day = self.day_of(value)
        except LunarError as error:
            raise refuse(error.field, _lunar_message(error), "no-such-day") from error
        check_span(start_date=day, start_time=value["start_time"], end_date=None, end_time=value["end_time"])
        return value

    @staticmethod
    def day_of(value: Any) -> date:
        """The Gregorian day. Raises LunarError."""
        if value["festival"] != LunarFestival.OTHER:
            return festival_date(value["festival"], value["year"])
        return solar_date(value["year"], value["month"], value["day"], leap=bool(value["leap"]))

    def planned_dates(self, value: Any, block_id: str, zone: str, until: date) -> Iterator[PlannedDate]:
        other = value["festival"] == LunarFestival.OTHER
        if not value["year"] or (other and not (value["month"] and value["day"])):
            return
        start, end, all_day = span_of(self.day_of(value), value["start_time"], None, value["end_time"], zone)
        yield PlannedDate(block_id, "", start, end, all_day, **place_facts(value))

    def shift(self, value: Any, by: timedelta) -> None:
        """A lunar day stays the same day of the almanac, in another year."""
        value["year"] = (value["year"] or 0) + round(by.days / 365.25)

    def describe(self, value: Any) -> str:
        festival = LunarFestival(value["festival"])
        if festival != LunarFestival.OTHER:
            return f"{value['year'] or ''} {festival.label}".strip()
        return ""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["sentence"] = self.describe(value)
        return context

    class Meta:
        icon = "date"
        label = _("Lunar date")
        description = _("A day of the lunar calendar: 春节, 重阳节, or any other.")
        template = WEB.format("lunar_date")
        preview_value = {
            "festival": "9-9",
            "year": 2026,
            "month": None,
            "day": None,
            "leap": False,
            "start_time": time(9),
            "end_time": time(11),
            "topic": "重阳敬老",
            "venue": None,
            "location": "",
        }
        group = _("Dates")


def _lunar_message(error: LunarError) -> Any:
    if error.field == "year":
        return _("Lunar years from 1900 to 2100 are known.")
    if error.field == "month":
        return _("This lunar year has no such leap month.")
    return _("This lunar month has %(days)s days.") % {"days": error.days}


class SessionBlock(blocks.StructBlock):
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


class CourseBlock(DateStructBlock):
    """Several sessions: times and teacher are given once, each session says what differs."""

    start_time = blocks.TimeBlock(label=_("Sessions begin at"))
    minutes = blocks.IntegerBlock(label=_("Each lasts (minutes)"), min_value=5, max_value=1440, default=90)
    teacher = teacher_block()
    sessions = blocks.ListBlock(SessionBlock(), label=_("Sessions"), max_num=200)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        seen: dict[datetime, int] = {}
        for index, session in enumerate(value["sessions"]):
            if session["date"] is None or not (session["start_time"] or value["start_time"]):
                continue
            try:
                start, _end = self.span(value, session, conf.get("TIME_ZONE"))
            except OverflowError as error:
                raise refuse_item("sessions", index, refuse("date", TOO_FAR, "out-of-range")) from error
            if start in seen:
                message = _("Session %(number)s is at the same time.") % {"number": seen[start] + 1}
                raise refuse_item("sessions", index, refuse("date", message, "twice"))
            seen[start] = index
        return value

    @staticmethod
    def span(value: Any, session: Any, zone: str) -> tuple[datetime, datetime]:
        """Start and end of a session, aware in UTC."""
        start, _end, _all_day = span_of(
            session["date"], session["start_time"] or value["start_time"], None, None, zone
        )
        return start, start + timedelta(minutes=session["minutes"] or value["minutes"] or 60)

    def planned_dates(self, value: Any, block_id: str, zone: str, until: date) -> Iterator[PlannedDate]:
        for child in value["sessions"].bound_blocks:
            session = child.value
            if session["date"] is None or not (session["start_time"] or value["start_time"]):
                continue
            start, end = self.span(value, session, zone)
            facts = place_facts(session)
            facts["teacher"] = facts["teacher"] or value["teacher"] or ""
            yield PlannedDate(str(child.id), "", start, end, all_day=False, **facts)

    def shift(self, value: Any, by: timedelta) -> None:
        for session in value["sessions"]:
            shift_days(session, ("date",), by)

    class Meta:
        icon = "list-ol"
        label = _("Course of sessions")
        description = _("Several sessions, each with its day, topic, teacher and room.")
        template = WEB.format("course")
        preview_value = {
            "start_time": time(18, 30),
            "minutes": 90,
            "teacher": "手语老师",
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
                for day, topic in ((7, "第一课：你好"), (14, "第二课：家人"))
            ],
        }
        group = _("Dates")


class ScheduleBlock(blocks.StreamBlock):
    """All dates of an event."""

    single = SingleTimeBlock()
    course = CourseBlock()
    recurrence = RecurrenceBlock()
    lunar = LunarDateBlock()

    def clean(self, value: Any) -> Any:
        if not len(value) and self.required and not self.is_deferred_validation:
            raise StreamBlockValidationError(
                non_block_errors=ErrorList(
                    [
                        ValidationError(
                            _("Give the event a date: without one nobody finds it."), code="no-schedule"
                        )
                    ]
                )
            )
        return super().clean(value)

    class Meta:
        icon = "calendar-alt"
        label = _("Dates")
        max_num = 400
