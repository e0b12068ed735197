"""Desks of an advice day, with times that can be booked."""

from datetime import datetime, time, timedelta
from typing import TypedDict

from django.utils.dateformat import time_format
from django.utils.translation import gettext_lazy
from wagtail import blocks

from .base import WEB, Context, EventStructBlock
from .dates.base import refuse
from .parts import Box, Part, paragraph
from .sample import Sample

MAX_SLOTS = 60


class DeskValue(TypedDict):
    """The value of ``DeskBlock``."""

    name: str
    about: str
    person: str
    location: str
    begins: time | None
    ends: time | None
    minutes: int | None
    at_once: int | None


class DeskBlock(EventStructBlock[DeskValue]):
    """A desk where one gets advice, with times that can be booked."""

    name = blocks.CharBlock(
        label=gettext_lazy("What for"), max_length=60, help_text=gettext_lazy("法律援助, 康复, 就业, 办证")
    )
    about = blocks.CharBlock(label=gettext_lazy("What one can ask"), required=False, max_length=160)
    person = blocks.CharBlock(
        label=gettext_lazy("Who sits there"), required=False, max_length=60, help_text=gettext_lazy("A role.")
    )
    location = blocks.CharBlock(label=gettext_lazy("Where"), required=False, max_length=60)
    begins = blocks.TimeBlock(
        label=gettext_lazy("First time"),
        required=False,
        help_text=gettext_lazy("Leave empty when one just comes, without booking a time."),
    )
    ends = blocks.TimeBlock(label=gettext_lazy("Until"), required=False)
    minutes = blocks.IntegerBlock(
        label=gettext_lazy("Minutes for each"), default=30, min_value=5, max_value=240
    )
    at_once = blocks.IntegerBlock(
        label=gettext_lazy("People at the same time"), default=1, min_value=1, max_value=50
    )

    def clean(self, value: DeskValue) -> DeskValue:
        value = super().clean(value)
        begins, ends = value["begins"], value["ends"]
        if begins and not ends:
            raise refuse("ends", gettext_lazy("Say until when times can be booked."), "missing")
        if ends and not begins:
            raise refuse("begins", gettext_lazy("Give the first time too."), "missing")
        if begins and ends:
            count = len(slot_times(begins, ends, value["minutes"] or 30))
            if not count:
                raise refuse("ends", gettext_lazy("There is no room for a single time."), "too-short")
            if count > MAX_SLOTS:
                raise refuse("minutes", gettext_lazy("These are too many times at one desk."), "too-many")
        return value

    def parts(self, value: DeskValue, context: Context) -> list[Part]:
        times = "–".join(time_format(hour, "G:i") for hour in (value["begins"], value["ends"]) if hour)
        lines = (
            paragraph(value["about"]),
            paragraph(value["person"], value["location"], times, between="　"),
        )
        return [Box(value["name"], tuple(line for line in lines if line.spans))]

    class Meta:
        icon = "user"
        label = gettext_lazy("Desk")
        description = gettext_lazy("A desk for advice, with half-hour times that people book.")
        template = WEB.format("desk")
        preview_value = Sample(
            {
                "name": gettext_lazy("Legal aid"),
                "about": gettext_lazy("Marriage, work, subsidies"),
                "person": gettext_lazy("Lawyer"),
                "location": gettext_lazy("Table 1"),
                "begins": time(9),
                "ends": time(12),
                "minutes": 30,
                "at_once": 1,
            }
        )
        group = gettext_lazy("Event")


def slot_times(begins: time, ends: time, minutes: int) -> list[tuple[time, time]]:
    """The times of a desk in wall-clock time, each of full length.

    >>> slot_times(time(9), time(10, 15), 30)
    [(datetime.time(9, 0), datetime.time(9, 30)), (datetime.time(9, 30), datetime.time(10, 0))]
    """
    day = datetime(2000, 1, 1)
    moment, last = datetime.combine(day, begins), datetime.combine(day, ends)
    length = timedelta(minutes=minutes)
    found: list[tuple[time, time]] = []
    while moment + length <= last and len(found) <= MAX_SLOTS:
        found.append((moment.time(), (moment + length).time()))
        moment += length
    return found
