"""What a form carries along unseen, and a trap for programs."""

import uuid
from dataclasses import replace

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..request import BookingRequest
from .part import Part


class TrapField(forms.CharField):
    """People do not see it; programs that fill in everything fill it in."""

    def clean(self, value: object) -> str:
        if super().clean(value):
            raise ValidationError(
                _("This field is a trap for programs. Please leave it empty and send again."), code="trap"
            )
        return ""


class HiddenPart(Part):
    """Which submission it is, of which version of the form; which services were gone when it was shown."""

    def fields(self) -> dict[str, forms.Field]:
        return {
            "submission_id": forms.UUIDField(widget=forms.HiddenInput, required=False),
            "form_number": forms.IntegerField(widget=forms.HiddenInput, required=False),
            "gone": forms.CharField(widget=forms.HiddenInput, required=False),
            "website": TrapField(label=_("Leave this empty"), required=False),
        }

    def initial(self) -> dict[str, object]:
        return {
            "submission_id": uuid.uuid4(),
            "form_number": self.asked.number,
            "gone": ",".join(self.asked.services.gone),
        }

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        data = form.cleaned_data
        return replace(
            request,
            submission_id=data.get("submission_id") or uuid.uuid4(),
            without=frozenset((data.get("gone") or "").split(",")),
        )
