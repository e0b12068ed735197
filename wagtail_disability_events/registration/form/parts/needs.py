"""The access services that somebody needs."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from ...values.identity import normalise_name
from ..request import BookingRequest
from .part import Part


class NoteField(forms.CharField):
    """A line of text without control characters. May be empty."""

    def clean(self, value: object) -> str:
        return normalise_name(super().clean(value))


class NeedsPart(Part):
    """The services on offer, and a line for everything else."""

    def fields(self) -> dict[str, forms.Field]:
        services = self.asked.services
        if not services.offered:
            return {}
        return {
            "needs": forms.MultipleChoiceField(
                label=_("Which services do you need?"),
                help_text=services.too_late or _("Choose several, or none."),
                choices=services.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            ),
            "needs_note": NoteField(
                label=_("Anything else we should prepare?"),
                required=False,
                max_length=300,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            ),
        }

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        data = form.cleaned_data
        applicant = replace(request.applicant, needs_note=data.get("needs_note", ""))
        return replace(request, applicant=applicant, services=tuple(data.get("needs", ())))
