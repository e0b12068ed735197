"""One entry of the ledger: a form, and its screenshot or scan."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from ...core.dates import today_here
from ...core.users import signed_in
from ..permissions import organisations_of
from .forms import EntryForm
from .header_views import ledger_header
from .keeping import remove_entry
from .models import LedgerEntry
from .queries import entries_of

ENTRY = "wagtail_disability_events/publicity/ledger/entry.html"


@never_cache
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, entry_id: int | None = None) -> HttpResponse:
    """One entry of the ledger: look, change, remove."""
    if entry_id:
        instance = get_object_or_404(entries_of(request.user), pk=entry_id)
    else:
        instance = LedgerEntry(made_by=signed_in(request.user))
    if not organisations_of(request.user).exists():
        raise PermissionDenied
    if request.method == "POST" and request.POST.get("do") == "remove" and instance.pk:
        remove_entry(instance, request.user)
        messages.success(request, _("The entry is removed."))
        return redirect("wde_ledger")
    initial = {} if entry_id else {"submitted_on": today_here()}
    form = EntryForm(
        request.POST or None, request.FILES or None, instance=instance, user=request.user, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The entry is saved."))
        return redirect("wde_ledger")
    context = {
        **ledger_header(_("Entry of the ledger"), "list-ul"),
        "form": form,
        "entry": instance if instance.pk else None,
    }
    return TemplateResponse(request, ENTRY, context, status=422 if form.errors else 200)


@never_cache
@require_GET
def proof(request: HttpRequest, entry_id: int) -> FileResponse:
    """The screenshot or scan of an entry, for those who may edit its organisation."""
    found = get_object_or_404(entries_of(request.user).exclude(proof=""), pk=entry_id)
    suffix = str(found.proof.name).rsplit(".", 1)[-1]
    response = FileResponse(found.proof.open("rb"), as_attachment=True, filename=f"{found.pk}.{suffix}")
    response["X-Content-Type-Options"] = "nosniff"
    return response
