"""Who may sign up first, who fills in the form, and for whom."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from ...models.registrations import Registration
from ...values.identity import NAME_MAX_LENGTH
from ..eligibility import is_first_days
from ..request import BookingRequest
from .part import Part
from .person import NameField

FILLED_IN_BY = [choice for choice in Registration.For.choices if choice[0] != Registration.For.SELF]


class FirstDaysPart(Part):
    """In the first days only those sign up whom the event puts first; they say that they belong to them."""

    def fields(self) -> dict[str, forms.Field]:
        event = self.asked.event
        if not is_first_days(event):
            return {}
        return {
            "first_days": forms.BooleanField(
                label=_("I belong to: %(people)s") % {"people": event.first_for},
                error_messages={"required": _("At present only these people can sign up. You can call us.")},
            )
        }

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        if not form.cleaned_data.get("first_days"):
            return request
        return request.with_answers(first_days=self.asked.event.first_for)


class FilledInByPart(Part):
    """Somebody who signs up another person says who they are."""

    def fields(self) -> dict[str, forms.Field]:
        if not self.asked.for_other:
            return {}
        return {
            "filled_in_by": forms.ChoiceField(
                label=_("Who are you to the person who comes?"),
                choices=FILLED_IN_BY,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose who you are.")},
            ),
            "contact_name": NameField(
                label=_("Your own name"),
                max_length=NAME_MAX_LENGTH,
                widget=forms.TextInput(attrs={"autocomplete": "name"}),
                error_messages={"required": _("Please write your own name, so that we know whom to call.")},
            ),
        }

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        data = form.cleaned_data
        if data.get("contact_name"):
            request = request.with_answers(contact_name=data["contact_name"])
        filled_in_by = data.get("filled_in_by") or Registration.For.SELF
        return replace(request, applicant=replace(request.applicant, filled_in_by=filled_in_by))
