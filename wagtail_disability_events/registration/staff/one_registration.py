"""One sign-up in the admin, and signing somebody up who calls."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from ...core.admin_header import header
from ..booking import booking, cancelling, errors
from ..booking.second_sign_ups import join, part
from ..booking.waiting_list import people_ahead, promote
from ..event import EventOnPage
from ..form.answer_files import content_of
from ..form.answers_in_words import answered
from ..form.asked import AskedForm
from ..form.staff_form import REASON_LENGTH, StaffForm
from ..form.versions import current_form
from ..messages import outbox
from ..models.consents import Consent
from ..models.forms import AnswerFile
from ..models.registrations import Registration
from ..permissions import Action, may
from ..privacy.access_log import Access, note_access
from ..privacy.consent_changes import decide_photo, withdraw_sensitive
from ..privacy.consent_history import consent_history
from ..privacy.erasure import erase_on_request
from ..privacy.gate import Where, show_people
from ..privacy.shown_rows import row_of_one
from ..queries import with_details
from ..seats.bookable_dates import dates_for_staff
from ..values.identity import normalise_name
from ..values.message_kinds import MessageKind
from .access import event_or_404
from .shown_wishes import wishes_beside

TEMPLATE = "wagtail_disability_events/registration/staff/registration.html"
ADD_TEMPLATE = "wagtail_disability_events/registration/staff/add_registration.html"
NOTED_WAYS = [(way.value, way.label) for way in (Consent.Way.STAFF, Consent.Way.PAPER)]
"""How a decision reaches staff, who write it down."""


@never_cache
@require_http_methods(["GET", "POST"])
def add_registration(request: HttpRequest, event_id: int) -> HttpResponse:
    """Sign somebody up who calls or stands there; also where the form is closed to others."""
    event = event_or_404(request, event_id, "change")
    version, questions = current_form(event)
    asked = AskedForm(event, dates_for_staff(event), version, questions)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = StaffForm(*sent, asked=asked)
    if form.is_bound and form.is_valid():
        try:
            wanted = replace(form.booking_request(), created_by=request.user)
            booked = booking.book(wanted)
        except errors.AlreadySignedUp as error:
            messages.warning(request, _("This person is signed up already. Here is the sign-up."))
            return redirect("wde_registration", event.pk, error.registration.pk)
        except errors.SlotTaken:
            form.add_error("slot", form.fields["slot"].error_messages["invalid_choice"])
        except errors.QuotaExceeded:
            form.add_error("beyond_because", _("Everything is taken. Give a reason to book all the same."))
        else:
            if wanted.beyond_because:
                note_access(event, request.user, Access.BEYOND, [booked])
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
    action: Action = "view"
    if request.method == "POST":
        action = "reveal" if wish == "reveal" else "change"
    event = event_or_404(request, event_id, action)
    person = get_object_or_404(
        with_details(Registration.objects.filter(event_id=event.pk)), pk=registration_id
    )
    person.event = event
    if request.method == "POST" and wish != "reveal":
        return _act(request, event, person, wish)
    revealed = wish == "reveal"
    if revealed:
        show_people(request.user, event, [person], Where.ONE)
    context = {
        **header(event, person.reference, "user"),
        "event": event,
        "row": row_of_one(person, revealed),
        "person": person,
        "revealed": revealed,
        "ahead": people_ahead(person),
        "second_wishes": wishes_beside(person, revealed=revealed),
        "answers": _answers(person) if revealed else [],
        "files": person.files.all() if revealed else [],
        "consents": consent_history(person.consents.select_related("noted_by")),
        "ways": NOTED_WAYS,
        "sensitive": person.sensitive_allowed,
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
    event = event_or_404(request, event_id, "reveal")
    file = get_object_or_404(AnswerFile, pk=file_id, registration__event_id=event.pk)
    owner = [file.registration] if file.registration is not None else []
    show_people(request.user, event, owner, Where.FILE, file=file.pk)
    suffix = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}[file.content_type]
    response = HttpResponse(content_of(file), content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="answer-{file.pk}.{suffix}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _act(request: HttpRequest, event: EventOnPage, person: Registration, wish: str) -> HttpResponse:
    if wish in ("join", "part"):
        return _decide_about_second(request, event, person, wish)
    reason = normalise_name(request.POST.get("reason", ""))[:REASON_LENGTH]
    here = redirect("wde_registration", event.pk, person.pk)
    match wish:
        case "promote":
            try:
                moved = promote(person, reason)
            except errors.ReasonMissing:
                messages.error(request, _("Please write why this person comes before others."))
                return here
            if moved:
                note_access(event, request.user, Access.PROMOTE, [person])
                messages.success(request, _("They have a place now, and are told."))
        case "cancel":
            if cancelling.cancel(person):
                note_access(event, request.user, Access.CANCEL, [person])
                messages.success(request, _("The sign-up is cancelled, and they are told."))
        case "send":
            outbox.announce(person, MessageKind.AGAIN, counted=False)
            messages.success(request, _("The address is on its way to the phone or mail on file."))
        case "photo-yes" | "photo-no" | "sensitive-no":
            _note_decision(request, event, person, wish)
        case "erase":
            receipt = erase_on_request(person, Consent.Way.STAFF, request.user)
            note_access(event, request.user, Access.ERASE, receipt=receipt)
            messages.success(request, _("What was known of this person is erased."))
    return here


def _decide_about_second(
    request: HttpRequest, event: EventOnPage, second: Registration, wish: str
) -> HttpResponse:
    """Join a second sign-up with the first one, or part the two."""
    first_id = second.repeats_id or second.pk
    if not (join(second) if wish == "join" else part(second)):
        messages.warning(request, _("This has been decided already."))
        return redirect("wde_registration", event.pk, first_id)
    if wish == "join":
        note_access(event, request.user, Access.JOIN, [second])
        messages.success(request, _("The two sign-ups are one now. Both are told."))
        return redirect("wde_registration", event.pk, first_id)
    note_access(event, request.user, Access.PART, [second])
    messages.success(
        request, _("This is a sign-up of its own now: %(state)s.") % {"state": second.get_state_display()}
    )
    return redirect("wde_registration", event.pk, second.pk)


def _note_decision(request: HttpRequest, event: EventOnPage, person: Registration, wish: str) -> None:
    """Write down what somebody decided by phone, in person or on paper."""
    told = request.POST.get("way", "")
    way = Consent.Way.PAPER if told == Consent.Way.PAPER else Consent.Way.STAFF
    if wish == "sensitive-no":
        withdraw_sensitive(person, way, request.user)
    else:
        decide_photo(person, wish == "photo-yes", way, request.user)
    note_access(event, request.user, Access.CONSENT, [person])
    messages.success(request, _("The decision is noted, and holds at once."))


def _answers(person: Registration) -> list[tuple[str, str]]:
    extra = {"contact_name": _("Filled in by"), "first_days": _("Belongs to")}
    return answered(person) + [
        (title, person.answers[key]) for key, title in extra.items() if key in person.answers
    ]
