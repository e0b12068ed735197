"""The findings of an article, each with its location, its reason and, where safe, a button that mends it."""

from dataclasses import dataclass
from enum import StrEnum
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

from ...core.admin_header import header
from ...pages.models import ArticlePage
from ..views import newest
from ..workflow.queries import can_submit
from .checking import preflight
from .findings import Finding, Report, Severity
from .mending import TextHasChanged, mend, mend_all
from .tasks import visit_links

TEMPLATE = "wagtail_disability_events/publicity/preflight/checks.html"


class Action(StrEnum):
    """What is posted as ``do``; without it one finding is mended."""

    MEND_ALL = "all"
    LOOK_AT_LINKS = "links"


@dataclass(frozen=True)
class FindingRow:
    """A finding with the way to where it is mended."""

    finding: Finding
    address: str


@never_cache
@require_http_methods(["GET", "POST"])
def checks(request: HttpRequest, article_id: int) -> HttpResponse:
    """What was found; POST mends one finding or all that can be mended, or looks at the links."""
    article = newest(request, article_id)
    if request.method == "POST":
        _do(request, article)
        return redirect("wde_checks", article.pk)
    report = preflight(article, request.user, request.session)
    context = {
        **header(article, _("Checks"), "tasks"),
        "article": article,
        "can_submit": report.is_clear and can_submit(request.user, ArticlePage.objects.get(pk=article.pk)),
        **findings_context(article, report),
    }
    return TemplateResponse(request, TEMPLATE, context)


def findings_context(article: ArticlePage, report: Report) -> dict[str, Any]:
    """What ``checks_list.html`` shows: the findings by severity, each with the way to where it is mended."""
    return {
        "report": report,
        "severities": [
            (severity, [_row(article, one) for one in report.findings if one.severity is severity])
            for severity in sorted(Severity, reverse=True)
        ],
        "can_be_mended": sum(one.fix is not None for one in report.findings),
    }


def _do(request: HttpRequest, article: ArticlePage) -> None:
    match request.POST.get("do"):
        case Action.MEND_ALL:
            count = mend_all(article, request.user)
            messages.success(
                request,
                ngettext("%(count)s place was mended.", "%(count)s places were mended.", count)
                % {"count": count},
            )
        case Action.LOOK_AT_LINKS:
            visit_links.enqueue(article.pk)
            messages.success(request, _("The links are being looked at. Open this page again in a minute."))
        case _:
            try:
                found = mend(article, request.POST.get("mend", ""), request.user)
            except TextHasChanged:
                messages.warning(request, _("This is not there any more: the text was changed meanwhile."))
            else:
                new = found.fix.new if found.fix else ""
                messages.success(request, _("Now it says: %(words)s") % {"words": new[:80]})


def _row(article: ArticlePage, finding: Finding) -> FindingRow:
    editor = reverse("wagtailadmin_pages:edit", args=[article.pk])
    at = f"#block-{finding.location.block_id}-section" if finding.location.block_id else ""
    return FindingRow(finding, finding.link or f"{editor}{at}")
