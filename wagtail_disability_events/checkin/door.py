"""At the door: one big button for each name, to take back as easily, with the count beside it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..core.admin_header import header
from ..core.posted import number_in
from ..occurrences.models import Occurrence
from ..registration.attendance.attendance import mark_attended, unmark_attended
from ..registration.attendance.chosen_date import chosen_date, date_label
from ..registration.attendance.expected import door_counts, expected_at, expected_people
from ..registration.attendance.headcounts import count_walk_in, uncount_walk_in
from ..registration.models.registrations import Registration
from ..registration.privacy.gate import Where, shows_people
from ..registration.staff.access import event_or_404, searched

TEMPLATE = "wagtail_disability_events/checkin/door.html"


@never_cache
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest, event_id: int) -> HttpResponse:
    """Who is expected at a date, by name; POST marks, takes back, or counts somebody who just came.

    Names are needed here, so whoever may not see them gets numbers; that they were shown is logged once a
    visit.
    """
    event = event_or_404(request, event_id, "change")
    occurrence = chosen_date(request.POST.get("date") or request.GET.get("date") or "", event)
    if request.method == "POST" and occurrence is not None and "q" not in request.POST:
        anchor = _act(request, occurrence)
        address = reverse("wde_door", args=[event.pk])
        return redirect(f"{address}?date={occurrence.pk}{anchor}")
    search = request.POST.get("q", "").strip()
    among = searched(request, event, search) if search else Registration.objects.all()
    expected = expected_people(occurrence, among) if occurrence is not None else []
    people = [line.registration for line in expected]
    named = shows_people(request.user, event, people, Where.DOOR, request.session)
    context = {
        **header(event, _("At the door"), "tick-inverse"),
        "event": event,
        "occurrence": occurrence,
        "dates": [{"pk": date.pk, "label": date_label(date)} for date in event.occurrences.all()],
        "people": expected,
        "named": named,
        "search": search,
        "counts": door_counts(occurrence) if occurrence is not None else {},
    }
    return TemplateResponse(request, TEMPLATE, context)


def _act(request: HttpRequest, occurrence: Occurrence) -> str:
    """Do what a button says; return where on the page to go on."""
    if wish := request.POST.get("walk_in"):
        if wish == "more":
            count_walk_in(occurrence)
        else:
            uncount_walk_in(occurrence)
        return ""
    person = get_object_or_404(expected_at(occurrence), pk=number_in(request.POST, "registration"))
    if request.POST.get("came") == "yes":
        mark_attended(person, occurrence, request.user, companions=person.companions)
    else:
        unmark_attended(person, occurrence)
    return f"#person-{person.pk}"
