"""The readiness of an event, in the admin, and the sheet for those who drive and interpret."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from ...core.admin_header import header
from ...core.posted import number_in
from ..attendance.chosen_date import date_label
from ..event import EventOnPage
from ..models.service_requests import ServiceRequest
from ..needs.given import services_asked_at
from ..needs.readiness import ReasonMissing, arrange, readiness, refuse, reopen, warnings
from ..needs.sheet import sheet_for
from ..permissions import may
from ..privacy.gate import Where, show_people, shows_people
from ..values.identity import masked_name, normalise_name
from .access import event_or_404

TEMPLATE = "wagtail_disability_events/registration/staff/needs.html"
SHEET = "wagtail_disability_events/registration/staff/needs_sheet.html"
DETAIL_LENGTH = 120


@never_cache
@require_http_methods(["GET", "POST"])
def needs(request: HttpRequest, event_id: int) -> HttpResponse:
    """Each service with offered, asked, arranged and missing; POST arranges, refuses or takes back."""
    event = event_or_404(request, event_id, "change" if request.method == "POST" else "view")
    if request.method == "POST":
        return _decide(request, event)
    services = readiness(event)
    told = [
        one.registration
        for service in services
        for one in service.requests
        if one.detail or one.registration.needs_note
    ]
    named = shows_people(request.user, event, told, Where.NEEDS, request.session)
    context = {
        **header(event, _("What people need"), "help"),
        "event": event,
        "warnings": warnings(event, services),
        "services": [
            {
                "service": service,
                "lines": [
                    {
                        "request": one,
                        "name": masked_name(one.registration.name),
                        "detail": one.detail if named else ("…" if one.detail else ""),
                        "note": one.registration.needs_note if named else "",
                    }
                    for one in service.requests
                ],
            }
            for service in services
        ],
        "may_change": may(request.user, "change", event),
        "may_reveal": named,
        "forgotten": services_asked_at(event.pk),
    }
    return TemplateResponse(request, TEMPLATE, context)


@never_cache
@require_POST
def needs_sheet(request: HttpRequest, event_id: int, service: str) -> HttpResponse:
    """A page to print for one service, with what whoever does it needs and no more; it is logged."""
    event = event_or_404(request, event_id, "reveal")
    sheet = sheet_for(event, service)
    if sheet is None:
        return redirect("wde_needs", event.pk)
    show_people(request.user, event, sheet.people, Where.SHEET, sheet=service)
    context = {
        "event": event,
        "service": sheet.service,
        "lines": sheet.lines,
        "with_phone": sheet.with_phone,
        "dates": [date_label(date) for date in event.occurrences.all()],
    }
    return TemplateResponse(request, SHEET, context)


def _decide(request: HttpRequest, event: EventOnPage) -> HttpResponse:
    one = get_object_or_404(
        ServiceRequest.objects.select_related("registration__event", "registration__group", "quota"),
        pk=number_in(request.POST, "request"),
        registration__event_id=event.pk,
    )
    detail = normalise_name(request.POST.get("detail", ""))[:DETAIL_LENGTH]
    match request.POST.get("do"):
        case "arrange":
            arrange(one, request.user, detail)
            messages.success(request, _("It is noted, and the person is told."))
        case "refuse":
            try:
                refuse(one, request.user, detail)
            except ReasonMissing:
                messages.error(request, _("Please write why: the person reads it."))
            else:
                messages.success(request, _("It is noted, and the person is told why."))
        case "open":
            reopen(one, request.user)
    return redirect("wde_needs", event.pk)
