"""The targets of the year: how far they are, and a form for one more."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ...core.dates import today_here, today_in
from ...core.posted import number_in
from ..permissions import organisations_of
from .forms import TargetForm
from .header_views import ledger_header
from .queries import targets_of
from .targets import progress

TARGETS = "wagtail_disability_events/publicity/ledger/targets.html"


@never_cache
@require_http_methods(["GET", "POST"])
def targets(request: HttpRequest) -> HttpResponse:
    """The targets of the year of each organisation, how far they are, and a form for one more."""
    own = organisations_of(request.user)
    if not own.exists():
        raise PermissionDenied
    if request.method == "POST" and request.POST.get("do") == "remove":
        targets_of(request.user).filter(pk=number_in(request.POST, "target")).delete()
        return redirect("wde_targets")
    form = TargetForm(request.POST or None, user=request.user, initial={"year": today_here().year})
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The target is saved."))
        return redirect("wde_targets")
    context = {
        **ledger_header(_("Targets of the year"), "success"),
        "form": form,
        "rows": [
            (organisation, found)
            for organisation in own.order_by("path")
            if (found := progress(organisation, today_in(organisation.time_zone)))
        ],
    }
    return TemplateResponse(request, TARGETS, context, status=422 if form.errors else 200)
