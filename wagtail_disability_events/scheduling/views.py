"""What staff do to dates: cancel, postpone, move, reopen; one by one, or all of a week."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..core.admin_header import header
from ..core.dates import day_phrase, span_phrase
from ..occurrences import operations
from ..occurrences.clashes import clashes, clashing
from ..occurrences.models import Occurrence, Status
from ..occurrences.permissions import PERMISSION, may_operate
from ..pages.listing.entries import location_line
from ..pages.models import EventIndexPage, EventPage
from ..registration.permissions import may
from .affected import affected_by, people_by_date
from .export import dates_csv
from .forms import CancelForm, MoveForm, OperationForm, PostponeForm, ReopenForm

PAGE_SIZE = 60
MAX_DAYS = 62
MAX_ROWS = 500
_TEMPLATES = "wagtail_disability_events/scheduling/"

_FORMS: dict[str, type[OperationForm]] = {
    "cancel": CancelForm,
    "postpone": PostponeForm,
    "move": MoveForm,
    "reopen": ReopenForm,
}
_TITLES = {
    "cancel": gettext_lazy("Cancel this date"),
    "postpone": gettext_lazy("Postpone this date"),
    "move": gettext_lazy("Move this date"),
    "reopen": gettext_lazy("Let this date take place again"),
}
_DONE = {
    "cancel": gettext_lazy("The date is cancelled. Page, list, calendars and mail say so."),
    "postpone": gettext_lazy("The date is postponed. Page, list, calendars and mail say so."),
    "move": gettext_lazy("The date is moved. Page, list, calendars and mail say so."),
    "reopen": gettext_lazy("The date takes place again, as its page says."),
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
        "rows": [_row(row, by_date.get(row.pk, 0) + whole) for row in page],
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
    if operation not in _FORMS:
        raise Http404
    event = _event(request.user, event_id)
    if not may_operate(request.user, event):
        raise PermissionDenied
    occurrence = get_object_or_404(
        Occurrence.objects.select_related("event", "venue"), pk=occurrence_id, event_id=event.pk
    )
    if operation not in possible_operations(occurrence):
        messages.warning(request, _("This date has changed meanwhile. Look at it again."))
        return redirect("wde_event_dates", event.pk)
    seen = {"seen": operations.state_seen(occurrence)}
    extra = {"occurrence": occurrence} if operation == "move" else {}
    form_class: Any = _FORMS[operation]
    form: Any = form_class(request.POST if request.method == "POST" else None, initial=seen, **extra)
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(operation, occurrence, form.cleaned_data, request.user)
        except operations.ChangedMeanwhile:
            messages.warning(request, _("This date has changed meanwhile. Look at it again."))
        else:
            messages.success(request, _DONE[operation])
            _warn_of_clashes(request, occurrence)
        return redirect("wde_event_dates", event.pk)
    context = {
        **header(event, str(_TITLES[operation]), "calendar-alt"),
        "event": event,
        "operation": operation,
        "occurrence": occurrence,
        "when": _when(occurrence),
        "planned": _planned(occurrence) if operation == "reopen" else "",
        "form": form,
        "affected": affected_by([occurrence]),
        "is_over": occurrence.end < timezone.now(),
        "back": reverse("wde_event_dates", args=[event.pk]),
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, f"{_TEMPLATES}operate.html", context, status=status)


def possible_operations(occurrence: Occurrence) -> list[str]:
    """What can be done to a date in its state."""
    if occurrence.status == Status.CANCELLED:
        return ["reopen"] if occurrence.in_schedule else []
    return {
        Status.SCHEDULED: ["cancel", "postpone", "move"],
        Status.MOVED: ["cancel", "postpone", "move", "reopen"],
        Status.POSTPONED: ["cancel", "move", "reopen"],
    }[Status(occurrence.status)]


@never_cache
@require_http_methods(["GET", "POST"])
def organisation_dates(request: HttpRequest, page_id: int) -> HttpResponse:
    """The dates of an organisation and all below it, day by day, with clashes; many are cancelled at once."""
    index = get_object_or_404(EventIndexPage, pk=page_id)
    mine = _editable_below(request.user, index)
    first, last, notice = _span_of_days(request)
    zone = ZoneInfo(index.time_zone)
    found = (
        Occurrence.objects.filter(
            event__in=mine,
            start__lt=datetime.combine(last + timedelta(days=1), datetime.min.time(), zone),
            end__gt=datetime.combine(first, datetime.min.time(), zone),
        )
        .select_related("event", "venue")
        .prefetch_related("venue__facilities")
        .order_by("start", "id")
    )
    dates = list(found[:MAX_ROWS])
    if len(dates) == MAX_ROWS:
        notice = _("Only the first %(count)s dates are shown. Choose fewer days.") % {"count": MAX_ROWS}
    if request.GET.get("export") == "csv":
        response = HttpResponse(dates_csv(dates), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="dates-{first}-{last}.csv"'
        return response
    allowed = request.user.has_perm(PERMISSION)
    if request.method == "POST":
        if not allowed:
            raise PermissionDenied
        chosen = [
            row for row in dates if str(row.pk) in set(request.POST.getlist("date")) and row.takes_place
        ]
        return _cancel_many(request, index, chosen, (first, last))
    by_day: dict[date, list[dict[str, Any]]] = {}
    doubled = clashing(dates)
    for row in dates:
        line = _row(row, 0) | {"clash": row.pk in doubled}
        by_day.setdefault(row.start.astimezone(zone).date(), []).append(line)
    context = {
        **header(index, _("Calendar"), "calendar"),
        "index": index,
        "days": [(day_phrase(day), rows) for day, rows in by_day.items()],
        "first": first,
        "last": last,
        "notice": notice,
        "may_operate": allowed,
        "may_edit": index.permissions_for_user(request.user).can_edit(),
        "earlier": first - (last - first) - timedelta(days=1),
        "before": first - timedelta(days=1),
        "later": last + timedelta(days=1),
        "after": last + (last - first) + timedelta(days=1),
    }
    return TemplateResponse(request, f"{_TEMPLATES}organisation_dates.html", context)


def _cancel_many(
    request: HttpRequest, index: Any, chosen: list[Occurrence], span: tuple[date, date]
) -> HttpResponse:
    """Ask with the sum of who is affected, then cancel all chosen dates or none."""
    back = (
        reverse("wde_organisation_dates", args=[index.pk])
        + f"?from={span[0].isoformat()}&to={span[1].isoformat()}"
    )
    if not chosen:
        messages.error(request, _("Choose the dates to cancel first."))
        return redirect(back)
    confirmed = request.POST.get("confirmed") == "yes"
    form = CancelForm(request.POST if confirmed else None)
    if confirmed and form.is_valid():
        done = operations.cancel_all(chosen, form.cleaned_data["reason"], user=request.user)
        messages.success(
            request,
            ngettext("%(count)s date is cancelled.", "%(count)s dates are cancelled.", len(done))
            % {"count": len(done)},
        )
        return redirect(back)
    context = {
        **header(index, _("Cancel dates"), "calendar"),
        "dates": [{"row": row, "when": _when(row)} for row in chosen],
        "form": form,
        "affected": affected_by(chosen),
        "back": back,
        "first": span[0],
        "last": span[1],
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, f"{_TEMPLATES}cancel_dates.html", context, status=status)


def _event(user: Any, event_id: int) -> Any:
    """The event, if the user may edit it. Raises Http404 and PermissionDenied."""
    event = get_object_or_404(EventPage, pk=event_id).specific
    if not event.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return event


def _editable_below(user: Any, index: Any) -> Any:
    """Ids of the events at or below an organisation that the user may edit. Raises PermissionDenied."""
    below = EventPage.objects.descendant_of(index)
    policy = PagePermissionPolicy()
    allowed = policy.instances_user_has_permission_for(user, "change").descendant_of(index, inclusive=True)
    if not user.is_superuser and not allowed.exists():
        raise PermissionDenied
    return below.filter(pk__in=allowed.values("pk")).values("pk")


def _carry_out(operation: str, occurrence: Occurrence, data: dict[str, Any], user: Any) -> None:
    common = {"user": user, "seen": data["seen"]}
    match operation:
        case "cancel":
            operations.cancel(occurrence, data["reason"], **common)
        case "postpone":
            operations.postpone(occurrence, data["reason"], **common)
        case "move":
            start, end, all_day = data["span"]
            venue = data["venue"]
            operations.move(
                occurrence,
                start,
                end,
                data["reason"],
                all_day=all_day,
                venue_id=venue.pk if venue else None,
                location=data["location"],
                **common,
            )
        case "reopen":
            operations.reopen(occurrence, **common)


def _warn_of_clashes(request: HttpRequest, occurrence: Occurrence) -> None:
    if not occurrence.takes_place:
        return
    for clash in clashes([occurrence], limit=3):
        messages.warning(
            request,
            _("The place is taken at that time: %(event)s, %(when)s")
            % {"event": clash.other.event.title, "when": _when(clash.other)},
        )


def _span_of_days(request: HttpRequest) -> tuple[date, date, str]:
    """First and last day asked for; this week by default, at most two months."""
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    week = (monday, monday + timedelta(days=6))
    wanted = [_day(request.GET.get(name) or request.POST.get(name) or "") for name in ("from", "to")]
    first, last = wanted
    if first is None or last is None:
        asked = request.GET.get("from") or request.GET.get("to")
        return *week, _("These are not two days; this is the week.") if asked else ""
    if last < first or last - first > timedelta(days=MAX_DAYS):
        return *week, _("At most two months can be shown; this is the week.")
    return first, last, ""


def _day(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found and 1900 < found.year < 9000 else None


def _row(row: Occurrence, people: int) -> dict[str, Any]:
    return {
        "row": row,
        "when": _when(row),
        "location": location_line(row),
        "reason": operations.public_reason(row),
        "people": people,
        "operations": possible_operations(row),
    }


def _when(row: Occurrence) -> str:
    return span_phrase(row.start, row.end, all_day=row.all_day, zone=row.time_zone)


def _planned(row: Occurrence) -> str:
    return span_phrase(row.planned_start, row.planned_end, all_day=row.planned_all_day, zone=row.time_zone)
