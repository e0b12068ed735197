"""The readiness of an event, in the admin, and the sheet for those who drive and interpret."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from ...core.admin_header import header
from ..attendance.chosen_date import date_label
from ..models.registrations import ServiceRequest
from ..needs.readiness import arrange, readiness, refuse, reopen, warnings
from ..permissions import event_for, may
from ..values.identity import masked_name, normalise_name

TEMPLATE = "wagtail_disability_events/registration/staff/needs.html"
SHEET = "wagtail_disability_events/registration/staff/needs_sheet.html"
_NEED_A_PHONE = {"transport", "guide"}
DETAIL_LENGTH = 120


@never_cache
@require_http_methods(["GET", "POST"])
def needs(request: HttpRequest, event_id: int) -> HttpResponse:
    """Each service with offered, asked, arranged and missing; POST arranges, refuses or takes back."""
    event = event_for(request.user, event_id, "change" if request.method == "POST" else "view")
    if request.method == "POST":
        return _decide(request, event)
    services = readiness(event)
    named = may(request.user, "reveal", event)
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
    }
    return TemplateResponse(request, TEMPLATE, context)


@never_cache
@require_POST
def needs_sheet(request: HttpRequest, event_id: int, service: str) -> HttpResponse:
    """A page to print for one service, with what whoever does it needs and no more; the look is logged.

    A driver needs names, phones and times; an interpreter needs how many there are and where they sit.
    """
    event = event_for(request.user, event_id, "reveal")
    found = next((one for one in readiness(event) if one.code == service), None)
    if found is None:
        return redirect("wde_needs", event.pk)
    with_phone = service in _NEED_A_PHONE
    lines = [
        {
            "name": one.registration.name if with_phone else masked_name(one.registration.name),
            "phone": one.registration.phone if with_phone else "",
            "reference": one.registration.reference,
            "detail": one.detail,
        }
        for one in found.requests
        if one.arrangement != ServiceRequest.Arrangement.UNMET
    ]
    log(
        instance=event,
        action="wde.registrations.reveal",
        user=request.user,
        data={"sheet": service, "count": len(lines)},
    )
    context = {
        "event": event,
        "service": found,
        "lines": lines,
        "with_phone": with_phone,
        "dates": [date_label(date) for date in event.occurrences.all()],
    }
    return TemplateResponse(request, SHEET, context)


def _decide(request: HttpRequest, event: Any) -> HttpResponse:
    number = request.POST.get("request", "")
    one = get_object_or_404(
        ServiceRequest.objects.select_related("registration__event", "registration__group", "quota"),
        pk=int(number) if number.isdigit() else 0,
        registration__event_id=event.pk,
    )
    detail = normalise_name(request.POST.get("detail", ""))[:DETAIL_LENGTH]
    match request.POST.get("do"):
        case "arrange":
            arrange(one, request.user, detail)
            messages.success(request, _("It is noted, and the person is told."))
        case "refuse" if not detail:
            messages.error(request, _("Please write why: the person reads it."))
        case "refuse":
            refuse(one, request.user, detail)
            messages.success(request, _("It is noted, and the person is told why."))
        case "open":
            reopen(one, request.user)
    return redirect("wde_needs", event.pk)
