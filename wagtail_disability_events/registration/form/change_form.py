"""The forms on the page of a sign-up: other answers, and another person."""

from dataclasses import replace
from typing import Any, ClassVar

from django import forms

from ..models.registrations import Registration
from ..values.questions import QuestionType
from .asked import AskedForm, Cleaned, FormData, FormFiles
from .parts.agreements import AgreementPart, PhotoPart, PublicNamePart, SensitivePart
from .parts.dates import DatePart, SlotPart
from .parts.eligible import EligiblePart
from .parts.hidden import HiddenPart
from .parts.needs import NeedsPart
from .parts.own_questions import OwnQuestionsPart
from .parts.part import Part
from .parts.person import NamePart, PhonePart
from .parts.places import CompanionsPart, PlacesPart
from .request import BookingRequest
from .sign_up_form import SignUpForm


class KnownPersonPart(Part):
    """Who is signed up, and who filled in the form, is known and not asked again."""

    def clean(self, form: forms.Form) -> None:
        form.cleaned_data["filled_in_by"] = self._registration.filled_in_by

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        known = self._registration
        applicant = replace(request.applicant, name=known.name, filled_in_by=known.filled_in_by)
        return replace(request, applicant=applicant)

    @property
    def _registration(self) -> Registration:
        if self.asked.registration is None:
            raise ValueError("The form was made without the sign-up whose answers are changed.")
        return self.asked.registration


class KeptAnswersPart(OwnQuestionsPart):
    """A file, and a disability card number, that were not given anew stay."""

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        request = super().add_to(request, form)
        before = self.asked.registration
        if before is None:
            return request
        answers = {
            question.key: before.answers[question.key]
            for question in self.asked.questions
            if question.type == QuestionType.FILE
            and question.key not in request.applicant.answers
            and question.key in before.answers
        }
        card = request.applicant.disability_card
        if not card and "disability_card" in form.fields:
            card = before.disability_card
        request = request.with_answers(**answers)
        return replace(request, applicant=replace(request.applicant, disability_card=card))


class ChangeForm(SignUpForm):
    """The answers of somebody who is signed up; who they are and that they agreed is known."""

    part_types: ClassVar[tuple[type[Part], ...]] = (
        KnownPersonPart,
        HiddenPart,
        DatePart,
        SlotPart,
        PlacesPart,
        PhonePart,
        KeptAnswersPart,
        EligiblePart,
        CompanionsPart,
        NeedsPart,
        PublicNamePart,
        PhotoPart,
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
        known = answers_of(asked.registration) if asked.registration is not None else {}
        super().__init__(data, files, asked=asked, initial={**known, **(initial or {})})


class TransferForm(SignUpForm):
    """Another person takes a place over as it is: date, groups and companions are not asked again."""

    part_types: ClassVar[tuple[type[Part], ...]] = (
        HiddenPart,
        NamePart,
        PhonePart,
        OwnQuestionsPart,
        EligiblePart,
        NeedsPart,
        PublicNamePart,
        PhotoPart,
        AgreementPart,
        SensitivePart,
    )


def answers_of(registration: Registration) -> dict[str, Any]:
    """What was answered, as the form takes it to begin with; files and the disability card number are
    not shown again."""
    claims = [claim.quota.service for claim in registration.claims.select_related("quota")]
    in_words = {key: value for key, value in registration.answers.items() if not isinstance(value, dict)}
    return {
        **in_words,
        "date": str(registration.occurrence_id or ""),
        "slot": str(registration.quota_id) if registration.quota.starts_at else "",
        "place": claims[0] if claims else "",
        "contests": claims,
        "phone": registration.phone,
        "no_phone": not registration.phone,
        "email": registration.email,
        "companions": registration.companions,
        "needs": [one.quota.service for one in registration.service_requests.select_related("quota")],
        "needs_note": registration.needs_note,
        "named_as": registration.named_as,
        "consent_photo": "yes" if registration.photo_allowed else "no",
        "consent_sensitive": registration.sensitive_allowed,
    }
