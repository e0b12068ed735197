"""The findings of an article, each with its location, its reason and, where safe, a button that mends it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ..core.admin_header import header
from ..pages.models import ArticlePage
from .link_checking import look_at_links
from .permissions import newest
from .preflight.checking import preflight
from .preflight.findings import Finding, Report, Severity
from .preflight.mending import TextHasChanged, mend, mend_all
from .review.submittable import can_submit

TEMPLATE = "wagtail_disability_events/publicity/preflight/checks.html"


@never_cache
@require_http_methods(["GET", "POST"])
def checks(request: HttpRequest, article_id: int) -> HttpResponse:
    """What was found; POST mends one finding or all that can be mended, or looks at the links."""
    article = newest(request, article_id)
    if request.method == "POST":
        _do(request, article)
        return redirect("wde_checks", article.pk)
    report = preflight(article)
    context = {
        **header(article, _("Checks"), "tasks"),
        "article": article,
        "can_submit": report.is_clear and can_submit(request, ArticlePage.objects.get(pk=article.pk)),
        **findings_context(article, report),
    }
    return TemplateResponse(request, TEMPLATE, context)


def findings_context(article: Any, report: Report) -> dict[str, Any]:
    """What ``checks_list.html`` shows: the findings by severity, each with the way to where it is mended."""
    return {
        "report": report,
        "severities": [
            (severity, [_row(article, one) for one in report.findings if one.severity is severity])
            for severity in sorted(Severity, reverse=True)
        ],
        "can_be_mended": sum(one.fix is not None for one in report.findings),
    }


def _do(request: HttpRequest, article: Any) -> None:
    match request.POST.get("do"):
        case "all":
            count = mend_all(article, request.user)
            messages.success(
                request,
                ngettext("%(count)s place was mended.", "%(count)s places were mended.", count)
                % {"count": count},
            )
        case "links":
            look_at_links.enqueue(article.pk)
            messages.success(request, _("The links are being looked at. Open this page again in a minute."))
        case _:
            try:
                found = mend(article, request.POST.get("mend", ""), request.user)
            except TextHasChanged:
                messages.warning(request, _("This is not there any more: the text was changed meanwhile."))
            else:
                new = found.fix.new if found.fix else ""
                messages.success(request, _("Now it says: %(words)s") % {"words": new[:80]})


def _row(article: Any, finding: Finding) -> dict[str, Any]:
    """A finding with the way to where it is mended."""
    editor = reverse("wagtailadmin_pages:edit", args=[article.pk])
    at = f"#block-{finding.location.block_id}-section" if finding.location.block_id else ""
    return {"finding": finding, "address": finding.link or f"{editor}{at}"}
