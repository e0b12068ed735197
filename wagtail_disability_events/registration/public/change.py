"""Forms on the page of a sign-up: other answers, and another person."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from ...core.client_address import visitor_of
from ..booking import changing, errors
from ..event import EventOnPage
from ..form.asked import AskedForm
from ..form.change_form import ChangeForm, TransferForm
from ..form.sign_up_form import SignUpForm
from ..form.versions import current_form
from ..models.registrations import Registration
from ..seats.bookable_dates import dates_for_change

TEMPLATE = "wagtail_disability_events/registration/public/registration_change.html"
CONFLICT = 409
Wish = Literal["change", "transfer"]


def change(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Other answers; places are checked again before anything is lost."""
    registration.event = registration.event.specific.for_reader()
    version, questions = current_form(registration.event)
    asked = AskedForm(
        registration.event,
        dates_for_change(registration),
        version,
        questions,
        registration=registration,
        visitor=visitor_of(request),
    )
    if request.method != "POST":
        return _page(request, registration, ChangeForm(asked=asked), "change")
    form = ChangeForm(request.POST, request.FILES, asked=asked)
    if not form.is_valid():
        return _page(request, registration, form, "change", status=422)
    try:
        changing.change(registration, form.booking_request())
    except errors.QuotaExceeded:
        problem = _("There are not enough places for that. Your sign-up stays as it was.")
        return _page(request, registration, form, "change", problem=problem, status=CONFLICT)
    except errors.SlotTaken:
        form.add_error("slot", form.fields["slot"].error_messages["invalid_choice"])
        return _page(request, registration, form, "change", status=CONFLICT)
    except errors.NoLongerThere:
        pass
    return redirect("wagtail_disability_events:registration", token)


def transfer(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """The place goes to another person, who fills in the form and gets a page of their own."""
    registration.event = registration.event.specific.for_reader()
    if not changing.may_transfer(registration):
        return redirect("wagtail_disability_events:registration", token)
    version, questions = current_form(registration.event)
    asked = AskedForm(registration.event, version=version, questions=questions, visitor=visitor_of(request))
    if request.method != "POST":
        return _page(request, registration, TransferForm(asked=asked), "transfer")
    form = TransferForm(request.POST, request.FILES, asked=asked)
    if not form.is_valid():
        return _page(request, registration, form, "transfer", status=422)
    try:
        changing.transfer(registration, form.booking_request())
    except errors.NoLongerThere:
        pass
    except errors.BookingError:
        problem = _("The place could not be handed on to this person. Please call us.")
        return _page(request, registration, form, "transfer", problem=problem, status=CONFLICT)
    return redirect("wagtail_disability_events:registration", token)


CHANGES = {"change": change, "transfer": transfer}


def _page(
    request: HttpRequest,
    registration: Registration,
    form: SignUpForm,
    wish: Wish,
    *,
    problem: str = "",
    status: int = 200,
) -> TemplateResponse:
    if status == CONFLICT:
        form.keep_files()  # and no more of them than of any other form that was not taken
    event: EventOnPage = registration.event.specific.for_reader()
    context = {
        "event": event,
        "organisation": event.organisation,
        "registration": registration,
        "form": form,
        "wish": wish,
        "problem": problem,
    }
    return TemplateResponse(request, TEMPLATE, context, status=status)
