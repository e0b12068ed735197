"""Exceptions of a rhythm: dates that are left out, changed or added."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from ...occurrences.recurrence import Rule, dates_of
from ..struct import CompleteStructBlock
from .base import ERRORS, location_block, refuse, refuse_item, teacher_block, venue_block
from .values import AddedDateValue, RecurrenceValue


class ChangedDateBlock(CompleteStructBlock):
    """One date of the rhythm that is different. What is empty stays as the rhythm says."""

    date = blocks.DateBlock(label=_("Which date"), help_text=_("The day on which it would be."))
    new_date = blocks.DateBlock(label=_("New day"), required=False)
    start_time = blocks.TimeBlock(label=_("From"), required=False)
    end_time = blocks.TimeBlock(label=_("Until"), required=False)
    topic = blocks.CharBlock(label=_("Topic"), required=False, max_length=120)
    teacher = teacher_block()
    venue = venue_block()
    location = location_block()

    class Meta:
        icon = "edit"
        label = _("Changed date")


class AddedDateBlock(CompleteStructBlock):
    """One more date beside the rhythm."""

    date = blocks.DateBlock(label=_("Day"))
    start_time = blocks.TimeBlock(label=_("From"), required=False)
    end_time = blocks.TimeBlock(label=_("Until"), required=False)
    topic = blocks.CharBlock(label=_("Topic"), required=False, max_length=120)
    teacher = teacher_block()
    venue = venue_block()
    location = location_block()

    class Meta:
        icon = "plus"
        label = _("Added date")


def check_exceptions(value: RecurrenceValue, start: date, rule: Rule) -> None:
    """An exception is for a date that the rhythm has; an added date is one that it has not."""
    named = [day for day in value["left_out"] if day] + [
        item["date"] for item in (*value["changed"], *value["added"]) if item["date"]
    ]
    if not named:
        return
    known = set(dates_of(rule, start, max(named)))
    not_in_rule = _("The rhythm has no date on this day.")
    twice = _("This day is named twice.")
    seen: set[date | None] = set()
    for index, day in enumerate(value["left_out"]):
        if day and (day not in known or day in seen):
            error = ValidationError(twice if day in seen else not_in_rule, code="not-in-rule")
            raise StructBlockValidationError(
                {"left_out": ListBlockValidationError(block_errors={index: error})}
            )
        seen.add(day)
    for index, changed in enumerate(value["changed"]):
        day = changed["date"]
        if day and (day not in known or day in seen):
            message = twice if day in seen else not_in_rule
            raise refuse_item("changed", index, refuse("date", message, "not-in-rule"))
        seen.add(day)
        _check_item("changed", index, changed, value)
    for index, added in enumerate(value["added"]):
        if added["date"] in known:
            message = _("The rhythm has this date already.")
            raise refuse_item("added", index, refuse("date", message, "in-rule"))
        _check_item("added", index, added, value)


def _check_item(name: str, index: int, item: AddedDateValue, value: RecurrenceValue) -> None:
    if item["end_time"] and not (item["start_time"] or value["start_time"]):
        message = ERRORS["start_time", "missing"]
        raise refuse_item(name, index, refuse("start_time", message, "missing"))
