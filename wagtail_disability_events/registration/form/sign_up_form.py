"""The sign-up form: four fields by default, each error at its field and in the words of the mistake."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

from django import forms

from ...core.languages import reader_language
from .asked import AskedForm, Cleaned, FormData, FormFiles
from .consent_wording import in_order
from .parts.agreements import AgreementPart, PhotoPart, PublicNamePart, SensitivePart
from .parts.dates import DatePart, SlotPart
from .parts.eligible import EligiblePart
from .parts.for_whom import FilledInByPart, FirstDaysPart
from .parts.hidden import HiddenPart
from .parts.needs import NeedsPart
from .parts.own_questions import OwnQuestionsPart
from .parts.part import Part
from .parts.person import NamePart, PhonePart
from .parts.places import CompanionsPart, PlacesPart
from .request import Applicant, BookingRequest

CONSENTS = ("consent_processing", "consent_guardian", "consent_sensitive")
_NOT_LISTED = ("no_phone", "website")
"""Fields that stand elsewhere: the tick beside the phone, and the trap."""


class SignUpForm(forms.Form):
    """The questions that an event asks, composed of parts; nothing else is collected.

    The parts stand in the order in which they are asked. Each is checked after those before it.
    """

    part_types: ClassVar[tuple[type[Part], ...]] = (
        HiddenPart,
        FirstDaysPart,
        FilledInByPart,
        DatePart,
        SlotPart,
        PlacesPart,
        NamePart,
        PhonePart,
        OwnQuestionsPart,
        EligiblePart,
        CompanionsPart,
        NeedsPart,
        PublicNamePart,
        PhotoPart,
        AgreementPart,
        SensitivePart,
    )

    def __init__(
        self,
        data: FormData | None = None,
        files: FormFiles | None = None,
        *,
        asked: AskedForm,
        initial: Cleaned | None = None,
    ) -> None:
        self.asked = asked
        self.parts = [part(asked) for part in self.part_types]
        begins: dict[str, Any] = {}
        for part in self.parts:
            begins |= part.initial()
        super().__init__(data, files, initial={**begins, **(initial or {})}, label_suffix="")
        for part in self.parts:
            self.fields.update(part.fields())

    @property
    def has_changed_meanwhile(self) -> bool:
        """Whether the form asks other things now than when it was opened."""
        sent = self.data.get("form_number")
        return self.is_bound and sent not in (None, "", str(self.asked.number))

    def clean(self) -> dict[str, Any]:
        super().clean()
        for part in self.parts:
            part.clean(self)
        return self.cleaned_data

    def booking_request(self) -> BookingRequest:
        """The valid form as a request to book."""
        applicant = Applicant(name="", phone="", language=reader_language())
        request = BookingRequest(event=self.asked.event, applicant=applicant, form=self.asked.version)
        for part in self.parts:
            request = part.add_to(request, self)
        return replace(request, consents=in_order(request.consents))

    @property
    def error_list(self) -> list[tuple[str, str, str]]:
        """Errors in the order of the fields: (id of the field, its label, the message)."""
        return [
            (self.target_of(name), str(self[name].label), str(error))
            for name in self.fields
            for error in self.errors.get(name, ())
        ]

    def target_of(self, name: str) -> str:
        """The id of the element that an error of a field leads to."""
        bound = self[name]
        first_choice = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
        return f"{bound.auto_id}_0" if first_choice else str(bound.auto_id)

    def keep_files(self) -> None:
        """Store files that can be taken, so that they need not be chosen again; the form names them."""
        for part in self.parts:
            part.keep_files(self)

    def asked_fields(self) -> Iterator[forms.BoundField]:
        """The visible fields in order; ``no_phone`` stands with the phone, the trap apart."""
        for bound in self.visible_fields():
            if bound.name not in _NOT_LISTED:
                yield bound
