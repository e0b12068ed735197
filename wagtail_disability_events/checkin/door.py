"""At the door: one big button for each name, to take back as easily, with the count beside it."""

from typing import Any

from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from ..core.admin_header import header
from ..occurrences.models import Headcount, Occurrence
from ..registration.attendance import attendance
from ..registration.attendance.chosen_date import chosen_date, date_label
from ..registration.models.attendances import Attendance
from ..registration.models.registrations import Registration
from ..registration.permissions import event_for, may
from ..registration.queries import find_people

TEMPLATE = "wagtail_disability_events/checkin/door.html"
SHOWN = 300


@never_cache
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest, event_id: int) -> HttpResponse:
    """Who is expected at a date, by name; POST marks, takes back, or counts somebody who just came.

    Names are needed here, so whoever may not see them gets numbers; the look is logged once a visit.
    """
    event = event_for(request.user, event_id, "change")
    occurrence = chosen_date(request.POST.get("date") or request.GET.get("date") or "", event)
    if request.method == "POST" and occurrence is not None and "q" not in request.POST:
        anchor = _act(request, event, occurrence)
        address = reverse("wde_door", args=[event.pk])
        return redirect(f"{address}?date={occurrence.pk}{anchor}")
    named = may(request.user, "reveal", event)
    search = request.POST.get("q", "").strip()
    expected = _expected(occurrence, search) if occurrence is not None else []
    if named and expected and not request.session.get(_seen_key(event)):
        log(
            instance=event,
            action="wde.registrations.reveal",
            user=request.user,
            data={"door": True, "count": len(expected)},
        )
        request.session[_seen_key(event)] = True
    context = {
        **header(event, _("At the door"), "tick-inverse"),
        "event": event,
        "occurrence": occurrence,
        "dates": [{"pk": date.pk, "label": date_label(date)} for date in event.occurrences.all()],
        "people": expected,
        "named": named,
        "search": search,
        "counts": _counts(occurrence) if occurrence is not None else {},
    }
    return TemplateResponse(request, TEMPLATE, context)


def _act(request: HttpRequest, event: Any, occurrence: Occurrence) -> str:
    """Do what a button says; return where on the page to go on."""
    if wish := request.POST.get("walk_in"):
        heads, _new = Headcount.objects.get_or_create(occurrence=occurrence)
        changed = Headcount.objects.filter(pk=heads.pk)
        if wish == "more":
            changed.update(walk_ins=F("walk_ins") + 1)
        else:
            changed.filter(walk_ins__gt=0).update(walk_ins=F("walk_ins") - 1)
        return ""
    number = request.POST.get("registration", "")
    person = get_object_or_404(
        Registration.objects.holding().for_occurrence(occurrence), pk=int(number) if number.isdigit() else 0
    )
    if request.POST.get("came") == "yes":
        attendance.mark_attended(person, occurrence, request.user, companions=person.companions)
    else:
        attendance.unmark_attended(person, occurrence)
    return f"#person-{person.pk}"


def _expected(occurrence: Occurrence, search: str) -> list[dict[str, Any]]:
    everybody = find_people(occurrence.event_id, search) if search else Registration.objects.all()
    people = everybody.holding().for_occurrence(occurrence).order_by("created_at", "pk")
    people = people.prefetch_related("service_requests__quota")
    came = set(Attendance.objects.filter(occurrence=occurrence).values_list("registration_id", flat=True))
    lines = [
        {
            "registration": person,
            "came": person.pk in came,
            "services": [request.quota.service_name for request in person.service_requests.all()],
        }
        for person in people[:SHOWN]
    ]
    return sorted(lines, key=lambda line: (line["registration"].name, line["registration"].pk))


def _counts(occurrence: Occurrence) -> dict[str, int]:
    """Expected, come, missing, walked in: at this moment."""
    expected = Registration.objects.holding().for_occurrence(occurrence).count()
    came = Attendance.objects.filter(occurrence=occurrence).aggregate(n=Count("pk"))["n"]
    heads = Headcount.objects.filter(occurrence=occurrence).first()
    return {
        "expected": expected,
        "came": came,
        "missing": max(0, expected - came),
        "walk_ins": heads.walk_ins if heads else 0,
    }


def _seen_key(event: Any) -> str:
    return f"wde_door_{event.pk}"
