"""What the blocks of a schedule share: fields, the words of errors, the way from a value to a date."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from ...core import conf
from ...occurrences.schedule import PlannedDate, ScheduleError, span_of
from ..base import EventStructBlock, Value
from .values import PlaceValue

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ERRORS = {
    ("end_date", "before-start"): _("The last day is before the first day."),
    ("end_time", "before-start"): _("The end is not after the start."),
    ("start_time", "missing"): _("Give a start time too, or leave both times empty for a whole day."),
}
TOO_FAR = _("This date is too far away.")


def topic_block() -> blocks.CharBlock:
    return blocks.CharBlock(
        label=_("Topic"), required=False, max_length=120, help_text=_("Only when dates differ in topic.")
    )


def teacher_block() -> blocks.CharBlock:
    return blocks.CharBlock(label=_("Teacher or host"), required=False, max_length=60)


def venue_block() -> SnippetChooserBlock:
    return SnippetChooserBlock(
        "wagtail_disability_events.Venue",
        label=_("Another place"),
        required=False,
        help_text=_("Only when it differs from the event's place."),
    )


def location_block() -> blocks.CharBlock:
    return blocks.CharBlock(label=_("Room or meeting point"), required=False, max_length=120)


def refuse(field: str, message: "StrOrPromise", code: str) -> StructBlockValidationError:
    """An error at one field of a struct block."""
    return StructBlockValidationError({field: ValidationError(message, code=code)})


def refuse_item(field: str, index: int, errors: ValidationError) -> StructBlockValidationError:
    """Errors of one item of a list inside a struct block."""
    return StructBlockValidationError(
        {field: blocks.list_block.ListBlockValidationError(block_errors={index: errors})}
    )


def check_span(
    *, start_date: date, start_time: time | None, end_date: date | None, end_time: time | None
) -> None:
    """Raises StructBlockValidationError at the field that must change."""
    try:
        span_of(start_date, start_time, end_date, end_time, conf.get("TIME_ZONE"))
    except ScheduleError as error:
        raise refuse(error.field, ERRORS[error.field, error.code], error.code) from error
    except OverflowError as error:
        raise refuse("start_date", TOO_FAR, "out-of-range") from error


class DateStructBlock(EventStructBlock[Value]):
    """A block of a schedule. ``planned_dates`` gives its dates, ``describe`` says them in words."""

    def planned_dates(self, value: Value, block_id: str, zone: str, until: date) -> Iterator[PlannedDate]:
        """The dates of a finished value, until the horizon ``until``; none of an unfinished one."""
        raise NotImplementedError

    def shift(self, value: Value, by: timedelta) -> None:
        """Move every day in a value, for a copy of the event."""
        raise NotImplementedError

    def describe(self, value: Value) -> str:
        """A sentence that says a rule back in the active language; empty where dates speak for themselves."""
        return ""


class PlaceFacts(TypedDict):
    """Topic, teacher and place as a planned date has them."""

    topic: str
    teacher: str
    venue_id: int | None
    location: str


def place_facts(value: PlaceValue) -> PlaceFacts:
    """Topic, teacher and place of a date's value, as a planned date has them."""
    venue = value.get("venue")
    return {
        "topic": value.get("topic") or "",
        "teacher": value.get("teacher") or "",
        "venue_id": venue.pk if venue else None,
        "location": value.get("location") or "",
    }


def shifted(day: date | None, by: timedelta) -> date | None:
    """A day that much later; what is empty stays empty."""
    return day + by if day else None
