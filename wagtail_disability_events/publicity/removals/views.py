"""The list of photos that must be removed in WeChat by hand, and a word of it on the admin's first page."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from ...core.posted import number_in
from .queries import removals_for
from .removing import mark_removed

TEMPLATE = "wagtail_disability_events/publicity/removals/photo_removals.html"


@never_cache
@require_http_methods(["GET", "POST"])
def photo_removals(request: HttpRequest) -> HttpResponse:
    """What is to be removed in WeChat; POST says that it is done."""
    open_ones = removals_for(request.user)
    if request.method == "POST":
        removal = get_object_or_404(open_ones, pk=number_in(request.POST, "removal"))
        mark_removed(removal, request.user)
        messages.success(request, _("Noted: the photo is no longer in WeChat."))
        return redirect("wde_photo_removals")
    context = {
        "header_title": _("To be removed in WeChat"),
        "header_icon": "warning",
        "breadcrumbs_items": [{"url": "", "label": _("To be removed in WeChat")}],
        "removals": open_ones,
    }
    return TemplateResponse(request, TEMPLATE, context)


class RemovalsPanel(Component):
    """On the admin's first page, as long as there is something to be done."""

    order = 50

    def render_html(self, parent_context: Mapping[str, HttpRequest] | None = None) -> str:
        request = parent_context["request"] if parent_context else None
        count = removals_for(request.user).count() if request is not None else 0
        if not count:
            return ""
        words = ngettext(
            "%(count)s photo was taken back and may still stand in WeChat.",
            "%(count)s photos were taken back and may still stand in WeChat.",
            count,
        ) % {"count": count}
        return format_html(
            '<section class="panel"><p class="help-block help-warning">{} <a href="{}">{}</a></p></section>',
            words,
            reverse("wde_photo_removals"),
            _("See which"),
        )
