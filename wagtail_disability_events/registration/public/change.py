"""Forms on the page of a sign-up: other answers, and another person."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from ..booking import booking, changing
from ..form.request import BookingRequest
from ..form.sign_up_form import SignUpForm
from ..form.versions import current_form
from ..models.registrations import Registration
from ..values.questions import Question, QuestionType
from .form_visit import bookable_dates

TEMPLATE = "wagtail_disability_events/registration/public/registration_change.html"
_AGREED = ("first_days", "contact_name", "filled_in_by", "consent_processing", "consent_guardian")


class ChangeForm(SignUpForm):
    """The answers of somebody who is signed up; who they are and that they agreed is known."""

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        self.registration = registration
        kwargs["initial"] = answers_of(registration) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for name in ("name", *_AGREED):
            self.fields.pop(name, None)
        if "slot" in self.fields and registration.quota.starts_at:
            self.slots.setdefault(str(registration.quota_id), registration.quota)
            field: Any = self.fields["slot"]
            field.choices = [(str(registration.quota_id), _("as before")), *field.choices[1:]]

    def _is_answered(self, question: Question, cleaned: dict[str, Any]) -> bool:
        if question.key == "disability_card" and self.registration.disability_card:
            return True
        return super()._is_answered(question, cleaned)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["name"] = self.registration.name
        self.cleaned_data["filled_in_by"] = self.registration.filled_in_by
        return super().clean()


def change(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Other answers; places are checked again before anything is lost."""
    event, dates = _event_and_dates(registration)
    version, questions = current_form(event)
    shape: dict[str, Any] = {
        "event": event, "dates": dates, "version": version, "questions": questions,
        "registration": registration, "keeps_answers": True,
    }  # fmt: skip
    if request.method != "POST":
        return _page(request, registration, ChangeForm(**shape), "change")
    form = ChangeForm(request.POST, request.FILES, **shape)
    if not form.is_valid():
        return _page(request, registration, form, "change", status=422)
    try:
        changing.change(registration, _with_kept_files(form, registration))
    except booking.QuotaExceeded:
        problem = _("There are not enough places for that. Your sign-up stays as it was.")
        return _page(request, registration, form, "change", problem=problem, status=409)
    except booking.SlotTaken:
        form.add_error("slot", form.fields["slot"].error_messages["invalid_choice"])
        return _page(request, registration, form, "change", status=409)
    except changing.NoLongerThere:
        pass
    return redirect("wagtail_disability_events:registration", token)


def transfer(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """The place goes to another person, who fills in the form and gets a page of their own."""
    event, _dates = _event_and_dates(registration)
    if not event.transferable or not registration.displays_place:
        return redirect("wagtail_disability_events:registration", token)
    version, questions = current_form(event)
    shape: dict[str, Any] = {"event": event, "dates": [], "version": version, "questions": questions}
    form = (
        SignUpForm(request.POST, request.FILES, **shape) if request.method == "POST" else SignUpForm(**shape)
    )
    for name in ("date", "slot", "place", "contests", "companions", "first_days"):
        form.fields.pop(name, None)
    if request.method != "POST":
        return _page(request, registration, form, "transfer")
    if not form.is_valid():
        return _page(request, registration, form, "transfer", status=422)
    try:
        changing.transfer(registration, form.booking_request())
    except (booking.QuotaExceeded, booking.RegistrationClosed, booking.SlotTaken, booking.ServiceTaken):
        problem = _("The place could not be handed on to this person. Please call us.")
        return _page(request, registration, form, "transfer", problem=problem, status=409)
    except changing.NoLongerThere:
        pass
    return redirect("wagtail_disability_events:registration", token)


CHANGES = {"change": change, "transfer": transfer}


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


def _event_and_dates(registration: Registration) -> tuple[Any, list[Any]]:
    event: Any = registration.event.specific
    registration.event = event
    dates = bookable_dates(event)
    own = registration.occurrence
    if own is not None and event.registers_by_date and own.pk not in {date.pk for date in dates}:
        dates = sorted([*dates, own], key=lambda date: date.start)
    return event, dates


def _with_kept_files(form: ChangeForm, registration: Registration) -> BookingRequest:
    """The new answers; a file, and a disability card number, that were not given anew stay."""
    request = form.booking_request()
    answers = dict(request.applicant.answers)
    for question in form.questions:
        is_kept = question.type == QuestionType.FILE and question.key not in answers
        if is_kept and question.key in registration.answers:
            answers[question.key] = registration.answers[question.key]
    disability_card = request.applicant.disability_card
    if not disability_card and "disability_card" in form.fields:
        disability_card = registration.disability_card
    applicant = replace(request.applicant, answers=answers, disability_card=disability_card)
    return replace(request, applicant=applicant)


def _page(
    request: HttpRequest,
    registration: Registration,
    form: SignUpForm,
    wish: str,
    *,
    problem: str = "",
    status: int = 200,
) -> TemplateResponse:
    event: Any = registration.event
    context = {
        "event": event,
        "organisation": event.organisation,
        "registration": registration,
        "form": form,
        "wish": wish,
        "problem": problem,
    }
    return TemplateResponse(request, TEMPLATE, context, status=status)
