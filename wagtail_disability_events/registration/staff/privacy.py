"""For the data officer: what is processed, who may see it, who has done so."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ..permissions import APP
from ..privacy import access_log
from ..privacy.erasure_log import erasures_in_words, records
from ..privacy.overdue import overdue_erasures
from ..privacy.processing_register import asked_without_purpose, figures, register

TEMPLATE = "wagtail_disability_events/registration/staff/privacy.html"
PAGE_SIZE = 50


@never_cache
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """The register of processing with figures as they are, and what staff did with personal data."""
    if not request.user.has_perm(f"{APP}.read_processing"):
        raise PermissionDenied
    page = Paginator(access_log.entries(), PAGE_SIZE).get_page(request.GET.get("p"))
    erased = Paginator(records(), PAGE_SIZE).get_page(request.GET.get("e"))
    context = {
        "header_title": _("Personal data"),
        "header_icon": "lock",
        "breadcrumbs_items": [{"url": "", "label": _("Personal data")}],
        "register": register(),
        "figures": figures(),
        "people": access_log.who_may_see(),
        "page": page,
        "looks": access_log.in_words(page),
        "asked": asked_without_purpose(),
        "overdue": overdue_erasures(),
        "erasures": erasures_in_words(erased),
        "erased_page": erased,
    }
    return TemplateResponse(request, TEMPLATE, context)
