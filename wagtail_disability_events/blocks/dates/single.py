"""Single dates of an event."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ...occurrences.schedule import PlannedDate, span_of
from ..base import WEB
from ..sample import Sample
from .base import (
    DateStructBlock,
    check_span,
    location_block,
    place_facts,
    shifted,
    topic_block,
    venue_block,
)
from .values import SingleTimeValue


class SingleTimeBlock(DateStructBlock[SingleTimeValue]):
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

    def clean(self, value: SingleTimeValue) -> SingleTimeValue:
        value = super().clean(value)
        if value["start_date"] is not None:  # a draft may be unfinished
            check_span(
                start_date=value["start_date"],
                start_time=value["start_time"],
                end_date=value["end_date"],
                end_time=value["end_time"],
            )
        return value

    def planned_dates(
        self, value: SingleTimeValue, block_id: str, zone: str, until: date
    ) -> Iterator[PlannedDate]:
        if value["start_date"] is None:
            return
        start, end, all_day = span_of(
            value["start_date"], value["start_time"], value["end_date"], value["end_time"], zone
        )
        yield PlannedDate(block_id, "", start, end, all_day, **place_facts(value))

    def shift(self, value: SingleTimeValue, by: timedelta) -> None:
        value["start_date"] = shifted(value["start_date"], by)
        value["end_date"] = shifted(value["end_date"], by)

    class Meta:
        icon = "date"
        label = _("Date")
        description = _("One date of the event. Add one block for each date.")
        template = WEB.format("single_time")
        preview_value = Sample(
            {
                "start_date": date(2026, 5, 17),
                "start_time": time(9),
                "end_time": time(11, 30),
                "end_date": None,
                "topic": _("Fun sports day"),
                "venue": None,
                "location": _("Hall on the first floor"),
            }
        )
        group = _("Dates")
