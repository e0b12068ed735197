"""How an organisation's articles look and are checked: one form, with the three looks to see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from ...core.admin_header import header
from ..permissions import may_set_rules
from ..style.models import PublicitySettings
from ..style.settings import publicity_of
from ..style.themes import THEME_CHOICES, THEMES
from ..views import organisation_to_edit
from .forms import PublicitySettingsForm
from .sample import sample_of

TEMPLATE = "wagtail_disability_events/publicity/settings/publicity_settings.html"


@never_cache
@require_http_methods(["GET", "POST"])
def publicity_settings(request: HttpRequest, page_id: int) -> HttpResponse:
    """The form, what holds at present, and a sample of each look."""
    organisation = organisation_to_edit(request, page_id)
    row = PublicitySettings.objects.filter(organisation=organisation).first()
    may_set = may_set_rules(request.user, organisation)
    form = PublicitySettingsForm(
        request.POST or None,
        instance=row or PublicitySettings(organisation=organisation),
        may_set_rules=may_set,
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        log(instance=organisation, action="wde.publicity.settings", user=request.user)
        messages.success(request, _("Saved. It holds for this organisation and those below it."))
        return redirect("wde_publicity_settings", organisation.pk)
    context = {
        **header(organisation, _("Style and rules of articles"), "mobile-alt"),
        "organisation": organisation,
        "form": form,
        "may_set_rules": may_set,
        "holds": publicity_of(organisation),
        "samples": [(label, sample_of(THEMES[name])) for name, label in THEME_CHOICES],
    }
    return TemplateResponse(request, TEMPLATE, context, status=422 if form.errors else 200)
