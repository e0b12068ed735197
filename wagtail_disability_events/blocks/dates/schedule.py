"""All dates of an event: single and lunar dates, courses of sessions, rhythms."""

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError, StreamValue

from .course import CourseBlock
from .lunar import LunarDateBlock
from .recurrence import RecurrenceBlock
from .single import SingleTimeBlock


class ScheduleBlock(blocks.StreamBlock):
    """All dates of an event."""

    single = SingleTimeBlock()
    course = CourseBlock()
    recurrence = RecurrenceBlock()
    lunar = LunarDateBlock()

    def clean(self, value: StreamValue) -> StreamValue:
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
