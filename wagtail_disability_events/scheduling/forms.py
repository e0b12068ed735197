"""Forms of what staff do to dates."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from ..blocks.dates.base import ERRORS, TOO_FAR
from ..core.dates import days_of, local
from ..occurrences.models import Occurrence, Venue
from ..occurrences.schedule import ScheduleError, span_of

REASON_HELP = _("Everyone reads it: 因台风, 场馆检修. Leave out names.")


class OperationForm(forms.Form):
    """What every operation carries: the state that was seen when it was chosen."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class CancelForm(OperationForm):
    """A cancelled date says why."""

    reason = forms.CharField(
        label=_("Reason for the public"),
        help_text=REASON_HELP,
        max_length=200,
        error_messages={"required": _("Please say why, in a few words that everyone may read.")},
    )


class PostponeForm(OperationForm):
    """The new date is not known yet."""

    reason = forms.CharField(
        label=_("Reason for the public"), help_text=REASON_HELP, max_length=200, required=False
    )


class MoveForm(OperationForm):
    """Another time, another place, or both."""

    start_date = forms.DateField(
        label=_("New day"),
        widget=AdminDateInput,
        error_messages={"required": _("Give the new day."), "invalid": _("Write the day like 2027-05-17.")},
    )
    start_time = forms.TimeField(label=_("From"), required=False, widget=AdminTimeInput)
    end_time = forms.TimeField(label=_("Until"), required=False, widget=AdminTimeInput)
    end_date = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Only when it lasts several days."),
    )
    venue = forms.ModelChoiceField(label=_("Place"), queryset=Venue.objects.all(), required=False)
    location = forms.CharField(label=_("Room or meeting point"), max_length=120, required=False)
    reason = forms.CharField(
        label=_("Reason for the public"), help_text=REASON_HELP, max_length=200, required=False
    )

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        self.occurrence = occurrence
        start, end = (local(moment, occurrence.time_zone) for moment in (occurrence.start, occurrence.end))
        last = end.date()
        if occurrence.all_day:
            _first, last = days_of(occurrence.start, occurrence.end, occurrence.time_zone)
        kwargs["initial"] = {
            "start_date": start.date(),
            "start_time": None if occurrence.all_day else start.time(),
            "end_time": None if occurrence.all_day else end.time(),
            "end_date": last if last != start.date() else None,
            "venue": occurrence.venue_id,
            "location": occurrence.location,
        } | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            cleaned["span"] = span_of(
                cleaned["start_date"],
                cleaned["start_time"],
                cleaned["end_date"],
                cleaned["end_time"],
                self.occurrence.time_zone,
            )
        except ScheduleError as error:
            self.add_error(error.field, ValidationError(ERRORS[error.field, error.code], code=error.code))
        except OverflowError:
            self.add_error("start_date", ValidationError(TOO_FAR, code="out-of-range"))
        else:
            if cleaned["span"][1] <= timezone.now():
                self.add_error("start_date", ValidationError(_("This would be in the past."), code="past"))
        return cleaned


class ReopenForm(OperationForm):
    """Nothing to fill in: the date holds again as its page says."""
