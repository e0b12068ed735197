"""When it takes place, in words staff use."""

from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from .. import conf
from ..occurrences.schedule import ScheduleError, span_of
from .base import WEB, EventStructBlock

_ERRORS = {
    ("end_date", "before-start"): _("The last day is before the first day."),
    ("end_time", "before-start"): _("The end is not after the start."),
    ("start_time", "missing"): _("Give a start time too, or leave both times empty for a whole day."),
}


class SingleTimeBlock(EventStructBlock):
    """One date: timed or whole-day, on one day or several."""

    start_date = blocks.DateBlock(label=_("Day"))
    start_time = blocks.TimeBlock(
        label=_("From"), required=False, help_text=_("Leave both times empty for a whole day.")
    )
    end_time = blocks.TimeBlock(label=_("Until"), required=False)
    end_date = blocks.DateBlock(
        label=_("Last day"), required=False, help_text=_("Only when it lasts several days.")
    )
    topic = blocks.CharBlock(
        label=_("Topic"), required=False, max_length=120, help_text=_("Only when dates differ in topic.")
    )
    venue = SnippetChooserBlock(
        "wagtail_disability_events.Venue",
        label=_("Another place"),
        required=False,
        help_text=_("Only when it differs from the event's place."),
    )
    place = blocks.CharBlock(label=_("Room or meeting point"), required=False, max_length=120)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value["start_date"] is None:  # a draft may be unfinished
            return value
        try:
            span_of(
                value["start_date"],
                value["start_time"],
                value["end_date"],
                value["end_time"],
                conf.get("TIME_ZONE"),
            )
        except ScheduleError as error:
            raise StructBlockValidationError(
                {error.field: ValidationError(_ERRORS[error.field, error.code], code=error.code)}
            ) from error
        except OverflowError as error:
            raise StructBlockValidationError(
                {"start_date": ValidationError(_("This date is too far away."), code="out-of-range")}
            ) from error
        return value

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
            "place": "一楼大厅",
        }
        group = _("Dates")


class ScheduleBlock(blocks.StreamBlock):
    """All dates of an event."""

    single = SingleTimeBlock()

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
