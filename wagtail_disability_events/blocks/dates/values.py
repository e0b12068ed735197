"""What the blocks of a schedule hold."""

import datetime as dt
from typing import TYPE_CHECKING, TypedDict

from ..base import ListOf

if TYPE_CHECKING:
    from ...occurrences.models import Venue


class PlaceValue(TypedDict, total=False):
    """What a date says beside its time; a single date has no teacher."""

    topic: str
    teacher: str
    venue: "Venue | None"
    location: str


class SingleTimeValue(PlaceValue):
    """The value of ``SingleTimeBlock``."""

    start_date: dt.date | None
    start_time: dt.time | None
    end_date: dt.date | None
    end_time: dt.time | None


class LunarDateValue(PlaceValue):
    """The value of ``LunarDateBlock``."""

    festival: str
    year: int | None
    month: int | None
    day: int | None
    leap: bool
    start_time: dt.time | None
    end_time: dt.time | None


class SessionValue(PlaceValue):
    """The value of ``SessionBlock``."""

    date: dt.date | None
    start_time: dt.time | None
    minutes: int | None


class CourseValue(TypedDict):
    """The value of ``CourseBlock``."""

    start_time: dt.time | None
    minutes: int | None
    teacher: str
    sessions: ListOf[SessionValue]


class AddedDateValue(PlaceValue):
    """The value of ``AddedDateBlock``."""

    date: dt.date | None
    start_time: dt.time | None
    end_time: dt.time | None


class ChangedDateValue(AddedDateValue):
    """The value of ``ChangedDateBlock``."""

    new_date: dt.date | None


class RuleValue(TypedDict):
    """The fields that together say a rule."""

    start_date: dt.date | None
    repeats: str
    interval: int | None
    weekdays: list[str] | None
    position: str
    until: dt.date | None
    count: int | None
    rule: str


class RecurrenceValue(RuleValue, PlaceValue):
    """The value of ``RecurrenceBlock``."""

    start_time: dt.time | None
    end_time: dt.time | None
    left_out: ListOf[dt.date | None]
    changed: ListOf[ChangedDateValue]
    added: ListOf[AddedDateValue]
