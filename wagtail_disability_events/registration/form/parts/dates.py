"""Which date, or which time at a desk."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from ....core.dates import span_phrase
from ...models.quotas import Quota
from ...seats.slots import free_slots, slot_time
from ..asked import AskedForm
from ..request import BookingRequest
from .part import Part


class DatePart(Part):
    """The date, where one signs up for each by itself."""

    def __init__(self, asked: AskedForm) -> None:
        super().__init__(asked)
        self.dates = {str(date.pk): date for date in asked.dates}

    def fields(self) -> dict[str, forms.Field]:
        if not self.asked.event.registers_by_date:
            return {}
        return {
            "date": forms.ChoiceField(
                label=_("Which date?"),
                choices=[
                    (key, span_phrase(date.start, date.end, all_day=date.all_day, zone=date.time_zone))
                    for key, date in self.dates.items()
                ],
                initial=next(iter(self.dates)) if len(self.dates) == 1 else None,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose a date.")},
            )
        }

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        if not self.asked.event.registers_by_date:
            return request
        return replace(request, occurrence=self.dates.get(form.cleaned_data.get("date", "")))


class SlotPart(Part):
    """One of all free times, grouped by desk. Whoever changes their answers may keep the time they have."""

    def __init__(self, asked: AskedForm) -> None:
        super().__init__(asked)
        self.asks = bool(asked.event.booking_desks())
        free = free_slots(asked.event) if self.asks else []
        self.slots = {str(slot.pk): slot for slot in free}
        self.own = self._own_slot() if self.asks else None

    def fields(self) -> dict[str, forms.Field]:
        if not self.asks:
            return {}
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, slot in self.slots.items():
            groups.setdefault(slot.label, []).append((key, slot_time(slot)))
        first = (str(self.own.pk), _("as before")) if self.own else ("", _("please choose"))
        return {
            "slot": forms.ChoiceField(
                label=_("Which desk, and when?"),
                choices=[first, *groups.items()],
                error_messages={
                    "required": _("Please choose a time."),
                    "invalid_choice": _("This time was taken a moment ago. Please choose another."),
                },
            )
        }

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        chosen = form.cleaned_data.get("slot", "")
        own = self.own if self.own and chosen == str(self.own.pk) else None
        return replace(request, slot=self.slots.get(chosen, own))

    def _own_slot(self) -> Quota | None:
        registration = self.asked.registration
        return registration.quota if registration is not None and registration.quota.starts_at else None
