"""Name and phone of the person who comes."""

from dataclasses import replace

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ...values.identity import NAME_MAX_LENGTH, normalise_name
from ...values.names import check_name
from ...values.phones import parse_phone
from ..request import BookingRequest
from .part import Part


class NameField(forms.CharField):
    """A name in any script; one of blanks alone is none, and a link or a sentence is no name."""

    def clean(self, value: object) -> str:
        name = normalise_name(super().clean(value))
        if not name:
            raise ValidationError(self.error_messages["required"], code="required")
        return check_name(name)


class PhoneField(forms.CharField):
    """A Chinese phone number; what is wrong with it is named. May be empty."""

    def clean(self, value: object) -> str:
        text: str = super().clean(value)
        return parse_phone(text) if text.strip() else ""


class NamePart(Part):
    """The name of the person who comes."""

    def fields(self) -> dict[str, forms.Field]:
        for_other = self.asked.for_other
        return {
            "name": NameField(
                label=_("Name of the person who comes") if for_other else _("Name"),
                max_length=NAME_MAX_LENGTH,
                widget=forms.TextInput(attrs={"autocomplete": "off" if for_other else "name"}),
                error_messages={"required": _("Please write the name of the person who comes.")},
            )
        }

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        return replace(request, applicant=replace(request.applicant, name=form.cleaned_data["name"]))


class PhonePart(Part):
    """A phone number, or the tick that there is none."""

    def fields(self) -> dict[str, forms.Field]:
        for_other = self.asked.for_other
        return {
            "phone": PhoneField(
                label=_("Phone that we can call") if for_other else _("Phone"),
                help_text=_("Yours, or that of the person who comes.")
                if for_other
                else _("We call or text when something changes. Without a phone, give that of your family."),
                max_length=40,
                required=False,
                widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
            ),
            "no_phone": forms.BooleanField(label=_("I have no phone"), required=False),
        }

    def clean(self, form: forms.Form) -> None:
        data = form.cleaned_data
        if data.get("phone") == "" and not data.get("no_phone"):
            form.add_error(
                "phone",
                ValidationError(
                    _(
                        "Please write a phone number: yours, or that of someone near you. "
                        "Or say that there is none."
                    ),
                    code="required",
                ),
            )

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        return replace(request, applicant=replace(request.applicant, phone=form.cleaned_data["phone"]))
