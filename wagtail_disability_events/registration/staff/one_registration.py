"""One sign-up in the admin, and signing somebody up who calls."""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from ...core.admin_header import header
from ..booking import booking
from ..booking.waiting_list import people_ahead, promote
from ..form.answer_files import content_of
from ..form.answers_in_words import answered
from ..form.request import BookingRequest
from ..form.sign_up_form import SignUpForm
from ..form.versions import current_form
from ..messages import outbox
from ..models.forms import AnswerFile
from ..models.registrations import Registration
from ..permissions import event_for, may
from ..privacy.erasure import erase_on_request
from ..values.identity import normalise_name
from .registration_list import row_of_one, with_details

TEMPLATE = "wagtail_disability_events/registration/staff/registration.html"
ADD_TEMPLATE = "wagtail_disability_events/registration/staff/add_registration.html"
REASON_LENGTH = 200


class StaffForm(SignUpForm):
    """The form as staff fill it in for somebody who calls: also beyond the plan, with a reason."""

    beyond_because = forms.CharField(
        label=gettext_lazy("Book beyond the plan, because"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=gettext_lazy("Leave it empty to keep to the plan: who does not fit waits."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("first_days", None)

    def booking_request(self) -> BookingRequest:
        reason = normalise_name(self.cleaned_data.get("beyond_because", ""))
        return replace(super().booking_request(), beyond_because=reason)


@never_cache
@require_http_methods(["GET", "POST"])
def add_registration(request: HttpRequest, event_id: int) -> HttpResponse:
    """Sign somebody up who calls or stands there; also where the form is closed to others."""
    event = event_for(request.user, event_id, "change")
    version, questions = current_form(event)
    dates = list(event.occurrences.taking_place()) if event.registers_by_date else []
    shape: dict[str, Any] = {"event": event, "dates": dates, "version": version, "questions": questions}
    form = StaffForm(request.POST, request.FILES, **shape) if request.method == "POST" else StaffForm(**shape)
    if request.method == "POST" and form.is_valid():
        try:
            asked = replace(form.booking_request(), created_by=request.user)
            booked: Any = booking.book(asked)
        except booking.AlreadySignedUp as error:
            messages.warning(request, _("This person is signed up already. Here is the sign-up."))
            return redirect("wde_registration", event.pk, error.registration.pk)
        except booking.SlotTaken:
            form.add_error("slot", form.fields["slot"].error_messages["invalid_choice"])
        except booking.QuotaExceeded:
            form.add_error("beyond_because", _("Everything is taken. Give a reason to book all the same."))
        else:
            if asked.beyond_because:
                _log(request, event, "wde.registrations.beyond", booked, reason=asked.beyond_because)
            messages.success(request, _("Signed up: %(state)s.") % {"state": booked.get_state_display()})
            return redirect("wde_registration", event.pk, booked.pk)
    context = {**header(event, _("Sign somebody up"), "plus"), "event": event, "form": form}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, ADD_TEMPLATE, context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def registration(request: HttpRequest, event_id: int, registration_id: int) -> HttpResponse:
    """Everything about one sign-up, masked; POST shows it once, or does what a button says."""
    wish = request.POST.get("do", "")
    action = "view" if request.method != "POST" else ("reveal" if wish == "reveal" else "change")
    event = event_for(request.user, event_id, action)
    person = get_object_or_404(
        with_details(Registration.objects.filter(event_id=event.pk)), pk=registration_id
    )
    person.event = event
    if request.method == "POST" and wish != "reveal":
        return _act(request, event, person, wish)
    revealed = wish == "reveal"
    if revealed:
        _log(request, event, "wde.registrations.reveal", person)
    context = {
        **header(event, person.reference, "user"),
        "event": event,
        "row": row_of_one(person, revealed),
        "person": person,
        "revealed": revealed,
        "ahead": people_ahead(person),
        "answers": _answers(person) if revealed else [],
        "files": person.files.all() if revealed else [],
        "consents": person.consents.all(),
        "messages_sent": person.messages.order_by("-pk")[:20],
        "may_reveal": may(request.user, "reveal", event),
        "may_change": may(request.user, "change", event),
        "asks": request.GET.get("ask", ""),
    }
    return TemplateResponse(request, TEMPLATE, context)


@never_cache
@require_POST
def answer_file(request: HttpRequest, event_id: int, file_id: int) -> HttpResponse:
    """A file that somebody gave as an answer; the look is logged. It is saved, never shown in place."""
    event = event_for(request.user, event_id, "reveal")
    file = get_object_or_404(AnswerFile, pk=file_id, registration__event_id=event.pk)
    _log(request, event, "wde.registrations.reveal", file.registration, file=file.pk)
    suffix = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}[file.content_type]
    response = HttpResponse(content_of(file), content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="answer-{file.pk}.{suffix}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _act(request: HttpRequest, event: Any, person: Registration, wish: str) -> HttpResponse:
    reason = normalise_name(request.POST.get("reason", ""))[:REASON_LENGTH]
    here = redirect("wde_registration", event.pk, person.pk)
    match wish:
        case "promote" if not reason:
            messages.error(request, _("Please write why this person comes before others."))
        case "promote":
            if promote(person, reason):
                _log(request, event, "wde.registrations.promote", person, reason=reason)
                messages.success(request, _("They have a place now, and are told."))
        case "cancel":
            if booking.cancel(person):
                _log(request, event, "wde.registrations.cancel", person)
                messages.success(request, _("The sign-up is cancelled, and they are told."))
        case "send":
            outbox.announce(person, "again")
            messages.success(request, _("The address is on its way to the phone or mail on file."))
        case "erase":
            erase_on_request(person)
            _log(request, event, "wde.registrations.erase", person)
            messages.success(request, _("What was known of this person is erased."))
    return here


def _answers(person: Registration) -> list[tuple[str, str]]:
    extra = {"contact_name": _("Filled in by"), "first_days": _("Belongs to")}
    return answered(person) + [
        (title, person.answers[key]) for key, title in extra.items() if key in person.answers
    ]


def _log(request: HttpRequest, event: Any, action: str, person: Any, **data: Any) -> None:
    log(
        instance=event,
        action=action,
        user=request.user,
        data={"references": [person.reference], **data},
    )
