"""Dates by the lunar calendar."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ...occurrences.lunar import FIRST_YEAR, LAST_YEAR, LunarError, LunarFestival, festival_date, solar_date
from ...occurrences.schedule import PlannedDate, span_of
from ..base import WEB, Context
from ..sample import Sample
from .base import DateStructBlock, check_span, location_block, place_facts, refuse, topic_block, venue_block
from .values import LunarDateValue

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class LunarDateBlock(DateStructBlock[LunarDateValue]):
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

    def clean(self, value: LunarDateValue) -> LunarDateValue:
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
    def day_of(value: LunarDateValue) -> date:
        """The Gregorian day of a finished value. Raises LunarError."""
        year, month, day = value["year"] or 0, value["month"] or 0, value["day"] or 0
        if value["festival"] != LunarFestival.OTHER:
            return festival_date(value["festival"], year)
        return solar_date(year, month, day, leap=bool(value["leap"]))

    def planned_dates(
        self, value: LunarDateValue, block_id: str, zone: str, until: date
    ) -> Iterator[PlannedDate]:
        other = value["festival"] == LunarFestival.OTHER
        if not value["year"] or (other and not (value["month"] and value["day"])):
            return
        if value["festival"] not in LunarFestival:
            return  # written by code, without the check of the form
        try:
            day = self.day_of(value)
        except LunarError:
            return
        start, end, all_day = span_of(day, value["start_time"], None, value["end_time"], zone)
        yield PlannedDate(block_id, "", start, end, all_day, **place_facts(value))

    def shift(self, value: LunarDateValue, by: timedelta) -> None:
        """A lunar day stays the same day of the almanac, in another year."""
        value["year"] = (value["year"] or 0) + round(by.days / 365.25)

    def describe(self, value: LunarDateValue) -> str:
        if value["festival"] not in LunarFestival or value["festival"] == LunarFestival.OTHER:
            return ""
        return f"{value['year'] or ''} {LunarFestival(value['festival']).label}".strip()

    def get_context(self, value: LunarDateValue, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        context["sentence"] = self.describe(value)
        return context

    class Meta:
        icon = "date"
        label = _("Lunar date")
        description = _("A day of the lunar calendar: 春节, 重阳节, or any other.")
        template = WEB.format("lunar_date")
        preview_value = Sample(
            {
                "festival": "9-9",
                "year": 2026,
                "month": None,
                "day": None,
                "leap": False,
                "start_time": time(9),
                "end_time": time(11),
                "topic": _("Double Ninth for the elderly"),
                "venue": None,
                "location": "",
            }
        )
        group = _("Dates")


def _lunar_message(error: LunarError) -> "StrOrPromise":
    if error.field == "year":
        return _("Lunar years from 1900 to 2100 are known.")
    if error.field == "month":
        return _("This lunar year has no such leap month.")
    return _("This lunar month has %(days)s days.") % {"days": error.days}
