"""The staff's list of an event: masked until asked for; each display of personal data is logged."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from ...core.admin_header import header
from ...core.posted import whole_number
from ...occurrences.models import Occurrence
from ..attendance import attendance
from ..attendance.chosen_date import chosen_date, date_label
from ..attendance.headcounts import headcount_of
from ..event import EventOnPage
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..permissions import may
from ..privacy.gate import Where, export_people, show_people
from ..privacy.shown_rows import groups_of, row_of
from ..queries import ListedRegistration, for_list, have_groups, with_details
from ..seats.availability_of_many import state_of_event
from .access import event_or_404, searched
from .exports import registrations_csv
from .forms import HeadcountForm

PAGE_SIZE = 100
TEMPLATE = "wagtail_disability_events/registration/staff/registrations.html"
TABS = {
    "confirmed": gettext_lazy("Have a place"),
    "offered": gettext_lazy("Have an offer"),
    "waiting": gettext_lazy("Wait"),
    "cancelled": gettext_lazy("Cancelled"),
}


@never_cache
@require_http_methods(["GET", "POST"])
def registrations(request: HttpRequest, event_id: int) -> HttpResponse:
    """The list, with names and numbers masked. A search is sent by POST: no name stands in an address."""
    event = event_or_404(request, event_id, "view")
    return _list_page(request, event, revealed=False)


@never_cache
@require_POST
def reveal(request: HttpRequest, event_id: int) -> HttpResponse:
    """The same list with personal data, once; the look is logged."""
    event = event_or_404(request, event_id, "reveal")
    occurrence = chosen_date(_asked(request, "date"), event)
    page = _page(request, event, list(event.quotas.all()), occurrence)
    show_people(request.user, event, list(page), Where.LIST)
    return _list_page(request, event, revealed=True)


@never_cache
@require_POST
def export(request: HttpRequest, event_id: int) -> HttpResponse:
    """The list as CSV; the export is logged."""
    event = event_or_404(request, event_id, "export")
    rows = with_details(Registration.objects.counted().filter(event_id=event.pk)).in_working_order()
    export_people(request.user, event, len(rows))
    response = HttpResponse(registrations_csv(rows, event.time_zone), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="registrations-{event.pk}.csv"'
    return response


@require_POST
def mark(request: HttpRequest, event_id: int) -> HttpResponse:
    """Mark a registrant as having come to a date, or take it back."""
    event = event_or_404(request, event_id, "change")
    registration = get_object_or_404(
        Registration.objects.active(), pk=request.POST.get("registration") or 0, event_id=event.pk
    )
    occurrence = chosen_date(request.POST.get("date", ""), event)
    if occurrence is None:
        messages.error(request, _("This event has no date yet; publish it with one first."))
    else:
        try:
            if request.POST.get("came") == "yes":
                attendance.mark_attended(registration, occurrence, request.user)
            else:
                attendance.unmark_attended(registration, occurrence)
        except attendance.OtherDate:
            messages.error(request, _("This person signed up for another date."))
    return redirect(_list_url(event, occurrence, request.POST.get("p", "")))


@require_POST
def headcount(request: HttpRequest, event_id: int) -> HttpResponse:
    """Save the people who came without being on the list."""
    event = event_or_404(request, event_id, "change")
    occurrence = chosen_date(request.POST.get("date", ""), event)
    if occurrence is None:
        messages.error(request, _("This event has no date yet; publish it with one first."))
        return redirect(_list_url(event, None, ""))
    form = HeadcountForm(request.POST, instance=headcount_of(occurrence))
    if form.is_valid():
        form.save()
        messages.success(request, _("The count is saved."))
        return redirect(_list_url(event, occurrence, ""))
    messages.error(request, _("Please write whole numbers, 0 or more."))
    return _list_page(request, event, revealed=False, form=form, occurrence=occurrence)


def _list_url(event: EventOnPage, occurrence: Occurrence | None, page: str) -> str:
    query = f"?date={occurrence.pk}" if occurrence else "?"
    number = whole_number(page)
    return reverse("wde_registrations", args=[event.pk]) + query + (f"&p={number}" if number else "")


def _asked(request: HttpRequest, name: str) -> str:
    return request.POST.get(name) or request.GET.get(name) or ""


def _tab(request: HttpRequest) -> str:
    wanted = _asked(request, "state")
    return wanted if wanted in TABS else "confirmed"


class _KnownPaginator(Paginator):
    """Pages of a list whose length is known."""

    def __init__(self, rows: QuerySet[ListedRegistration], length: int) -> None:
        super().__init__(rows, PAGE_SIZE)
        self.count = length


def _page(
    request: HttpRequest,
    event: EventOnPage,
    quotas: list[Quota],
    occurrence: Occurrence | None,
    counts: dict[str, int] | None = None,
) -> Page[ListedRegistration]:
    search = request.POST.get("q", "").strip()
    if search:
        found = searched(request, event, search).counted().in_working_order()
        rows = for_list(found, occurrence, with_groups=have_groups(quotas))
        return Paginator(for_list(found, occurrence, with_groups=have_groups(quotas)), PAGE_SIZE).get_page(
            _asked(request, "p")
        )
    state = _tab(request)
    found = Registration.objects.filter(event_id=event.pk, state=state).order_by("created_at", "id")
    rows = for_list(found, occurrence, with_groups=have_groups(quotas))
    paginator = Paginator(rows, PAGE_SIZE) if counts is None else _KnownPaginator(rows, counts[state])
    return paginator.get_page(_asked(request, "p"))


def _list_page(
    request: HttpRequest,
    event: EventOnPage,
    *,
    revealed: bool,
    form: HeadcountForm | None = None,
    occurrence: Occurrence | None = None,
) -> HttpResponse:
    event.kept_dates = list(event.occurrences.select_related("headcount"))
    occurrence = occurrence or chosen_date(_asked(request, "date"), event)
    heads = getattr(occurrence, "headcount", None)
    turnout, quotas = attendance.turnout(event), list(event.quotas.all())
    counts = turnout.by_state
    page, with_groups = _page(request, event, quotas, occurrence, counts), have_groups(quotas)
    context = {
        **header(event, _("Registrations"), "group"),
        "event": event,
        "rows": [
            row_of(
                registration,
                occurrence,
                revealed,
                photo=registration.photo,
                came=registration.came,
                again=registration.again,
                groups=groups_of(registration) if with_groups else [],
            )
            for registration in page
        ],
        "page": page,
        "tab": _tab(request),
        "tabs": [(key, label, counts.get(key, 0)) for key, label in TABS.items()],
        "search": request.POST.get("q", "").strip(),
        "dates": [{"pk": date.pk, "label": date_label(date)} for date in event.known_dates()],
        "occurrence": occurrence,
        "revealed": revealed,
        "state": state_of_event(event, quotas=quotas),
        "turnout": turnout,
        "headcount_form": form or HeadcountForm(instance=heads),
        "may_reveal": may(request.user, "reveal", event),
        "may_change": may(request.user, "change", event),
        "may_export": may(request.user, "export", event),
    }
    return TemplateResponse(request, TEMPLATE, context)
