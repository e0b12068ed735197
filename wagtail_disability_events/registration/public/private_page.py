"""The page of a sign-up, which only its secret address opens: look it up, change it, give it up."""

from typing import Any, TypeVar

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ...core.dates import moment_phrase, span_html
from ...core.qr_codes import qr_code
from ...core.security_headers import keep_secret
from ...core.tokens import spoken, token_hashes
from ...occurrences.models import Occurrence
from ...occurrences.operations import public_reason
from ..booking import cancelling, offers
from ..booking.changing import may_change
from ..booking.own_actions import ASKED_FIRST, OwnAction, own_action, possible_actions
from ..booking.waiting_list import most_ahead
from ..event import EventOnPage
from ..form.answers_in_words import answered
from ..messages.allowance import is_used_up
from ..models.registrations import Registration
from ..privacy import consent_changes
from ..privacy.data_export import personal_data
from ..privacy.erasure import erase_on_request
from ..seats.coarse_words import place_in_queue
from ..seats.is_over import is_over
from ..seats.place_groups import Role
from ..seats.slots import slot_phrase
from . import change as change_views
from .own_calendar import calendar_address, calendar_on_device, change_on_device

Response = TypeVar("Response", bound=HttpResponse)
TEMPLATE = "wagtail_disability_events/registration/public/registration.html"
ERASED_TEMPLATE = "wagtail_disability_events/registration/public/erased.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def private_page(request: HttpRequest, token: str, *, done: bool = False) -> HttpResponse:
    """What a registrant sees of their sign-up. What cannot be taken back is asked first; a link changes
    nothing."""
    found = registration_of(token)
    if request.method == "POST":
        return _act(request, found, token)
    wish = own_action(request.GET.get("do", ""))
    if wish in (OwnAction.CHANGE, OwnAction.TRANSFER) and may_change(found):
        return keep_secret(change_views.CHANGES[wish](request, found, token))
    asked = wish if wish in ASKED_FIRST else None
    return keep_secret(_page(request, found, token, wish=asked, done=done))


@never_cache
@require_http_methods(["GET", "HEAD"])
def own_data(request: HttpRequest, token: str) -> HttpResponse:
    """Everything that is stored about a sign-up, as a file."""
    registration = registration_of(token)
    registration.event = registration.event.specific.for_reader()
    response = JsonResponse(
        personal_data(registration), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = f'attachment; filename="{registration.reference}.json"'
    return keep_secret(response)


@never_cache
@require_http_methods(["GET", "HEAD"])
def course_certificate(request: HttpRequest, token: str) -> HttpResponse:
    """A registrant's own certificate of a course, to print. 404 until it is earned."""
    registration = registration_of(token)
    event = registration.event.specific.for_reader()
    if not event.earns_course_certificate(registration):
        raise Http404
    person = Registration.objects.annotate(came=Count("attendances")).get(pk=registration.pk)
    context = {"event": event, "people": [person], "organisation": event.organisation}
    return keep_secret(
        TemplateResponse(request, "wagtail_disability_events/outcomes/course_certificates.html", context)
    )


def registration_of(token: str) -> Registration:
    """What a token opens. Raises Http404, after the same work, for any other token."""
    return get_object_or_404(
        Registration.objects.select_related(
            "event", "occurrence__venue", "quota__occurrence", "group", "form", "repeats__group"
        ),
        token_hash__in=token_hashes(token),
    )


def _act(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    wish = own_action(request.POST.get("do") or ("calendar" if "calendar" in request.POST else ""))
    event = registration.event.specific.for_reader()
    registration.event = event
    if wish not in possible_actions(registration):
        return redirect("wagtail_disability_events:registration", token)
    match wish:
        case OwnAction.CHANGE | OwnAction.TRANSFER:
            return keep_secret(change_views.CHANGES[wish](request, registration, token))
        case OwnAction.PHOTO:
            consent_changes.decide_photo(registration, request.POST.get("photo") == "yes")
        case OwnAction.SENSITIVE:
            consent_changes.withdraw_sensitive(registration)
        case OwnAction.CANCEL | OwnAction.DECLINE:
            cancelling.cancel(registration)
        case OwnAction.ACCEPT:
            offers.accept_offer(registration)
        case OwnAction.CALENDAR:
            change_on_device(request, registration, request.POST.get("calendar", ""))
        case OwnAction.ERASE:
            context = {"event": event, "receipt": spoken(erase_on_request(registration))}
            return keep_secret(TemplateResponse(request, ERASED_TEMPLATE, context))
    return redirect("wagtail_disability_events:registration", token)


def _page(
    request: HttpRequest, registration: Registration, token: str, *, wish: OwnAction | None, done: bool
) -> TemplateResponse:
    event = registration.event.specific.for_reader()
    registration.event = event
    dates = event.in_its_words(
        [registration.occurrence] if registration.occurrence else event.occurrences.all()
    )
    calendar = calendar_on_device(request, registration)
    claims = list(registration.claims.select_related("quota"))
    companions = {group.key for group in event.place_groups() if group.role == Role.COMPANION}
    context = {
        "calendar": calendar,
        "calendar_url": calendar_address(request, calendar.feed) if calendar.may_show else "",
        "registration": registration,
        "state": registration.displayed_state,
        "token": token,
        "event": event,
        "organisation": event.organisation,
        "event_url": event.get_url(request) if event.live else "",
        "dates": [_date(date) for date in dates],
        "slot": slot_phrase(registration.quota),
        "groups": [claim.quota.label for claim in claims if claim.quota.service not in companions],
        "course_certificate": event.earns_course_certificate(registration),
        "queue": place_in_queue(most_ahead(registration))
        if registration.displayed_state == "waiting"
        else "",
        "offer_ends": moment_phrase(registration.offer_ends_at, event.time_zone)
        if registration.offer_ends_at
        else "",
        "services": registration.service_requests.select_related("quota"),
        "bring": _what_to_bring(event),
        "answers": _answers(registration),
        "photo": registration.photo_allowed,
        "has_photos": registration.is_active and _has_photos(event),
        "sensitive": registration.sensitive_allowed,
        "is_over": is_over(registration),
        "may_change": may_change(registration),
        "code": spoken(registration.reference),
        "qr": qr_code(registration.reference).svg_data_uri(scale=6, border=4),
        "wish": wish.value if wish else "",
        "done": done,
        "nothing_is_sent": done and is_used_up(registration),
    }
    return TemplateResponse(request, TEMPLATE, context)


def _has_photos(event: EventOnPage) -> bool:
    """Whether there are photos that people other than staff may see."""
    return bool(event.photos.filter(state__in=("public", "participants")).exists())


def _date(date: Occurrence) -> dict[str, Any]:
    return {
        "html": span_html(date.start, date.end, all_day=date.all_day, zone=date.time_zone),
        "occurrence": date,
        "reason": public_reason(date),
    }


def _answers(registration: Registration) -> list[tuple[str, str]]:
    """What was answered, each with the question as it was asked then."""
    lines = answered(registration)
    if registration.disability_card:
        lines.append((_("Disability card number"), _("is stored, and not shown again")))
    if registration.companions:
        lines.append((_("Companions"), str(registration.companions)))
    return lines


def _what_to_bring(event: EventOnPage) -> list[Any]:
    """The checklists of an event's page."""
    streams = [event.special_stream or [], event.body]
    return [child for stream in streams for child in stream if child.block_type == "checklist"]
