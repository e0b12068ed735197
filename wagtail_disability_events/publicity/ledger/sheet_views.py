"""Many entries of the ledger from a spreadsheet: looked at first, then taken over."""

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ...core.posted import number_in
from ..permissions import organisations_of
from .forms import SheetForm
from .header_views import ledger_header
from .sheet import SheetEntry, SheetRow, mark_known, right_entries, take_over
from .sheet_reading import SheetUnreadable, read_sheet

SHEET = "wagtail_disability_events/publicity/ledger/sheet.html"


SALT = "wagtail_disability_events.ledger"


@never_cache
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """Many entries from a file: first look, then take over."""
    if not organisations_of(request.user).exists():
        raise PermissionDenied
    if request.method == "POST" and "rows" in request.POST:
        return _take_over(request)
    form = SheetForm(request.POST or None, request.FILES or None, user=request.user)
    rows: list[SheetRow] = []
    if request.method == "POST" and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            rows = read_sheet(file.read(), file.name)
            mark_known(rows, form.cleaned_data["organisation"])
        except SheetUnreadable as unreadable:
            form.add_error("file", str(unreadable))
    right = right_entries(rows)
    context = {
        **ledger_header(_("From a spreadsheet"), "upload"),
        "form": form,
        "rows": rows,
        "right": len(right),
        "known": sum(row.is_known for row in rows),
        "organisation": form.cleaned_data.get("organisation") if form.is_bound and form.is_valid() else None,
        "packed": _packed(right),
    }
    return TemplateResponse(request, SHEET, context, status=422 if form.errors else 200)


def _packed(entries: list[SheetEntry]) -> str:
    """The entries, signed, for the form that takes them over; empty without any."""
    values = [entry.packed() for entry in entries]
    return signing.dumps(values, salt=SALT, compress=True) if values else ""


def _take_over(request: HttpRequest) -> HttpResponse:
    organisation = get_object_or_404(
        organisations_of(request.user), pk=number_in(request.POST, "organisation")
    )
    try:
        packed = signing.loads(request.POST["rows"], salt=SALT, max_age=3600)
    except signing.BadSignature:
        messages.error(request, _("Too much time has passed. Choose the file again."))
        return redirect("wde_ledger_sheet")
    new = take_over([SheetEntry.unpacked(values) for values in packed], organisation, request.user)
    messages.success(
        request, ngettext("%(count)s new entry.", "%(count)s new entries.", new) % {"count": new}
    )
    return redirect("wde_ledger")
