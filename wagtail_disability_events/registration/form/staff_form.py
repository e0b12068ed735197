"""The form as staff fill it in for somebody who calls."""

from dataclasses import replace
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ..values.identity import normalise_name
from .parts.for_whom import FirstDaysPart
from .parts.part import Part
from .request import BookingRequest
from .sign_up_form import SignUpForm

REASON_LENGTH = 200


class BeyondPlanPart(Part):
    """Staff may book beyond the plan, with a reason."""

    def fields(self) -> dict[str, forms.Field]:
        return {
            "beyond_because": forms.CharField(
                label=_("Book beyond the plan, because"),
                max_length=REASON_LENGTH,
                required=False,
                help_text=_("Leave it empty to keep to the plan: who does not fit waits."),
            )
        }

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        return replace(request, beyond_because=normalise_name(form.cleaned_data.get("beyond_because", "")))


class StaffForm(SignUpForm):
    """Staff sign up whomever they like in the first days too, and beyond the plan."""

    part_types: ClassVar[tuple[type[Part], ...]] = (
        *(part for part in SignUpForm.part_types if part is not FirstDaysPart),
        BeyondPlanPart,
    )
