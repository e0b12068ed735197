"""Public pages of what came of an event: results with medals, works one by one. Named only as agreed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from ...blocks.outcome_lines import contest_lines, shown_works
from ...core.security_headers import protect
from ...outcomes.results import medal_table
from ..listing.organisations import public_organisation
from ..mixins import EventPageMixin
from .reader import Reader
from .structured_data import as_script, creative_work_json_ld


@require_safe
def results(request: HttpRequest, event: EventPageMixin) -> HttpResponse:
    """All results of a sports day on one sheet that can be printed. 404 where none is published."""
    contests = [
        {"name": child.value["name"], "group": child.value["group"], "lines": lines}
        for child in getattr(event, "contests", [])
        if (lines := contest_lines(child.value, event))
    ]
    if not contests:
        raise Http404
    medals = medal_table(result for found in event.outcomes.results.values() for result in found)
    return _page(request, event, "results", contests=contests, medals=medals)


@require_safe
def works(request: HttpRequest, event: EventPageMixin) -> HttpResponse:
    """All works of a show, each leading to its own page."""
    shown = shown_works(event)
    if not shown:
        raise Http404
    return _page(request, event, "works", works=shown)


@require_safe
def work(request: HttpRequest, event: EventPageMixin, work_id: str) -> HttpResponse:
    """One work with its description, sound or text, and the way to the one before and after."""
    shown = shown_works(event)
    position = next((number for number, item in enumerate(shown) if item["id"] == work_id), None)
    if position is None:
        raise Http404
    item = shown[position]
    url = f"{event.get_full_url(request) or ''}works/{work_id}/"
    return _page(
        request,
        event,
        "work",
        work=item,
        number=position + 1,
        total=len(shown),
        before=shown[position - 1] if position else None,
        after=shown[position + 1] if position + 1 < len(shown) else None,
        json_ld=as_script(creative_work_json_ld(event, item, url)),
    )


def _page(request: HttpRequest, event: EventPageMixin, name: str, **context: Any) -> HttpResponse:
    organisation = public_organisation(event, Reader.of(request).snapshot)
    common = {**event.get_context(request), "event": event, "organisation": organisation}
    template = f"wagtail_disability_events/pages/site/{name}.html"
    return protect(TemplateResponse(request, template, common | context))
