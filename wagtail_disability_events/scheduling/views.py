"""The dates of one event: each with its state, cancelled, postponed, moved or reopened one by one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from ..core.admin_header import header
from ..core.users import User
from ..occurrences import operations
from ..occurrences.clashes import clashes
from ..occurrences.models import Occurrence
from ..occurrences.operations import Operation
from ..occurrences.permissions import may_operate
from ..occurrences.shared_facts import original_of
from ..pages.models import EventPage
from ..registration.permissions import may
from .affected import affected_by, people_by_date
from .forms import CancelForm, MoveForm, OperationForm, PostponeForm, ReopenForm
from .lines import planned, staff_line, when

PAGE_SIZE = 60
_TEMPLATES = "wagtail_disability_events/scheduling/"

_TITLES = {
    Operation.CANCEL: gettext_lazy("Cancel this date"),
    Operation.POSTPONE: gettext_lazy("Postpone this date"),
    Operation.MOVE: gettext_lazy("Move this date"),
    Operation.REOPEN: gettext_lazy("Let this date take place again"),
}
_DONE = {
    Operation.CANCEL: gettext_lazy("The date is cancelled. Page, list, calendars and mail say so."),
    Operation.POSTPONE: gettext_lazy("The date is postponed. Page, list, calendars and mail say so."),
    Operation.MOVE: gettext_lazy("The date is moved. Page, list, calendars and mail say so."),
    Operation.REOPEN: gettext_lazy("The date takes place again, as its page says."),
}


@never_cache
@require_GET
def event_dates(request: HttpRequest, event_id: int) -> HttpResponse:
    """The dates of an event with their state, and what can be done to each."""
    event = _event(request.user, event_id)
    ahead = event.occurrences.filter(end__gte=timezone.now())
    past = request.GET.get("past") == "1"
    rows = event.occurrences.filter(end__lt=timezone.now()).order_by("-start") if past else ahead
    page = Paginator(rows.select_related("event", "venue"), PAGE_SIZE).get_page(request.GET.get("p"))
    by_date, whole = people_by_date(event)
    context = {
        **header(event, _("Dates"), "calendar-alt"),
        "event": event,
        "rows": [staff_line(row, people=by_date.get(row.pk, 0) + whole) for row in page],
        "page": page,
        "past": past,
        "may_operate": may_operate(request.user, event),
        "may_see_people": may(request.user, "view", event),
    }
    return TemplateResponse(request, f"{_TEMPLATES}dates.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def operate(request: HttpRequest, event_id: int, occurrence_id: int, operation: str) -> HttpResponse:
    """Ask before an operation, showing who is affected; do it on POST."""
    if operation not in list(Operation):
        raise Http404
    wanted = Operation(operation)
    event = _event(request.user, event_id)
    if not may_operate(request.user, event):
        raise PermissionDenied
    occurrence = get_object_or_404(
        Occurrence.objects.select_related("event", "venue"), pk=occurrence_id, event_id=event.pk
    )
    if wanted not in operations.allowed_operations(occurrence):
        messages.warning(request, _("This date has changed meanwhile. Look at it again."))
        return redirect("wde_event_dates", event.pk)
    form = _form_for(wanted, occurrence, request)
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(wanted, occurrence, form.cleaned_data, request.user)
        except (operations.ChangedMeanwhile, operations.OperationNotAllowed):
            messages.warning(request, _("This date has changed meanwhile. Look at it again."))
        else:
            messages.success(request, _DONE[wanted])
            _warn_of_clashes(request, occurrence)
        return redirect("wde_event_dates", event.pk)
    context = {
        **header(event, str(_TITLES[wanted]), "calendar-alt"),
        "event": event,
        "operation": wanted,
        "occurrence": occurrence,
        "when": when(occurrence),
        "planned": planned(occurrence) if wanted == Operation.REOPEN else "",
        "form": form,
        "affected": affected_by([occurrence]),
        "is_over": occurrence.end < timezone.now(),
        "back": reverse("wde_event_dates", args=[event.pk]),
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, f"{_TEMPLATES}operate.html", context, status=status)


def _event(user: User, event_id: int) -> EventPage:
    """The event, if the user may edit it. Raises Http404 and PermissionDenied."""
    page: EventPage | None = original_of(EventPage.objects, event_id)
    if page is None:
        raise Http404
    event: EventPage = page.specific
    if not event.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return event


def _form_for(operation: Operation, occurrence: Occurrence, request: HttpRequest) -> OperationForm:
    posted = request.POST if request.method == "POST" else None
    seen = {"seen": operations.state_seen(occurrence)}
    match operation:
        case Operation.CANCEL:
            return CancelForm(posted, initial=seen)
        case Operation.POSTPONE:
            return PostponeForm(posted, initial=seen)
        case Operation.MOVE:
            return MoveForm(posted, initial=seen, occurrence=occurrence)
        case Operation.REOPEN:
            return ReopenForm(posted, initial=seen)


def _carry_out(operation: Operation, occurrence: Occurrence, data: dict[str, Any], user: User) -> None:
    seen = data["seen"]
    match operation:
        case Operation.CANCEL:
            operations.cancel(occurrence, data["reason"], user=user, seen=seen)
        case Operation.POSTPONE:
            operations.postpone(occurrence, data["reason"], user=user, seen=seen)
        case Operation.MOVE:
            start, end, all_day = data["span"]
            operations.move(
                occurrence,
                start,
                end,
                data["reason"],
                all_day=all_day,
                venue_id=data["venue"].pk if data["venue"] else None,
                location=data["location"],
                user=user,
                seen=seen,
            )
        case Operation.REOPEN:
            operations.reopen(occurrence, user=user, seen=seen)


def _warn_of_clashes(request: HttpRequest, occurrence: Occurrence) -> None:
    if not occurrence.takes_place:
        return
    for clash in clashes([occurrence], limit=3):
        messages.warning(
            request,
            _("The place is taken at that time: %(event)s, %(when)s")
            % {"event": clash.other.event.title, "when": when(clash.other)},
        )
