"""The dates of an organisation and all below it, day by day; many are cancelled at once."""

from datetime import date
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ..core.admin_header import header
from ..core.dates import day_phrase, today_in
from ..occurrences import operations
from ..occurrences.clashes import clashing
from ..occurrences.models import Occurrence
from ..occurrences.permissions import PERMISSION
from ..pages.models import EventIndexPage
from .affected import affected_by
from .day_span import DaySpan, read_span
from .export import dates_csv
from .forms import CancelForm
from .lines import StaffLine, staff_line, when
from .queries import dates_between, editable_events_below

MAX_ROWS = 500
_TEMPLATES = "wagtail_disability_events/scheduling/"


@never_cache
@require_http_methods(["GET", "POST"])
def organisation_dates(request: HttpRequest, page_id: int) -> HttpResponse:
    """The dates of some days with their clashes; as CSV; or, by POST, those to be cancelled."""
    index = get_object_or_404(EventIndexPage, pk=page_id)
    events = editable_events_below(request.user, index)
    span, zone = read_span(request.GET, request.POST, today_in(index.time_zone)), ZoneInfo(index.time_zone)
    dates = list(dates_between(events, span.first, span.last, zone)[:MAX_ROWS])
    if request.GET.get("export") == "csv":
        return _as_csv(dates, span)
    may_operate = request.user.has_perm(PERMISSION)
    if request.method == "POST":
        if not may_operate:
            raise PermissionDenied
        wanted = set(request.POST.getlist("date"))
        return _cancel_many(request, index, [d for d in dates if str(d.pk) in wanted and d.takes_place], span)
    notice = span.notice
    if len(dates) == MAX_ROWS:
        notice = _("Only the first %(count)s dates are shown. Choose fewer days.") % {"count": MAX_ROWS}
    context = {
        **header(index, _("Calendar"), "calendar"),
        "index": index,
        "days": _by_day(dates, zone),
        "first": span.first,
        "last": span.last,
        "notice": notice,
        "may_operate": may_operate,
        "may_edit": index.permissions_for_user(request.user).can_edit(),
        "earlier": span.before.first,
        "before": span.before.last,
        "later": span.after.first,
        "after": span.after.last,
    }
    return TemplateResponse(request, f"{_TEMPLATES}organisation_dates.html", context)


def _by_day(dates: list[Occurrence], zone: ZoneInfo) -> list[tuple[str, list[StaffLine]]]:
    by_day: dict[date, list[StaffLine]] = {}
    doubled = clashing(dates)
    for row in dates:
        line = staff_line(row, clash=row.pk in doubled)
        by_day.setdefault(row.start.astimezone(zone).date(), []).append(line)
    return [(day_phrase(day), lines) for day, lines in by_day.items()]


def _as_csv(dates: list[Occurrence], span: DaySpan) -> HttpResponse:
    response = HttpResponse(dates_csv(dates), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="dates-{span.first}-{span.last}.csv"'
    return response


def _cancel_many(
    request: HttpRequest, index: EventIndexPage, chosen: list[Occurrence], span: DaySpan
) -> HttpResponse:
    """Ask with the sum of who is affected, then cancel all chosen dates or none."""
    back = reverse("wde_organisation_dates", args=[index.pk]) + span.parameters
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
        "dates": [{"row": row, "when": when(row)} for row in chosen],
        "form": form,
        "affected": affected_by(chosen),
        "back": back,
        "first": span.first,
        "last": span.last,
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, f"{_TEMPLATES}cancel_dates.html", context, status=status)
