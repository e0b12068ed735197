"""The staff's list of events: when, how many, what is missing, what to do next; filtered and exported."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F, Max, Min, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..core.spreadsheets import neutralise
from ..core.users import User
from ..pages.models import EventPage
from .event_filters import EventFilterSet
from .event_summaries import event_summaries
from .next_step import next_step


class EventReportView(ReportView):
    """Events that the user may edit, those ahead first; a translation is no event of its own."""

    model = EventPage
    page_title = gettext_lazy("Events")
    header_icon = "calendar-alt"
    index_url_name = "wde_event_report"
    index_results_url_name = "wde_event_report_results"
    filterset_class = EventFilterSet
    is_searchable = False
    list_export = ["title", "when", "state", "seats", "unmet", "photos_shown", "articles_written", "next"]
    export_headings = {
        "title": gettext_lazy("Title"),
        "when": gettext_lazy("When"),
        "state": gettext_lazy("State"),
        "seats": gettext_lazy("Seats taken"),
        "unmet": gettext_lazy("Needs not met"),
        "photos_shown": gettext_lazy("Photos"),
        "articles_written": gettext_lazy("Articles"),
        "next": gettext_lazy("What to do next"),
    }
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Title"),
            get_url=lambda event: reverse("wagtailadmin_pages:edit", args=[event.pk]),
        ),
        Column("when", label=gettext_lazy("When")),
        Column("state", label=gettext_lazy("State")),
        Column("seats", label=gettext_lazy("Seats taken")),
        Column("unmet", label=gettext_lazy("Needs not met")),
        Column("photos_shown", label=gettext_lazy("Photos")),
        Column("articles_written", label=gettext_lazy("Articles")),
        Column("next_link", label=gettext_lazy("What to do next")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _editable(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet:
        editable = _editable(self.request.user).values("pk")
        events = EventPage.objects.filter(pk__in=editable, facts_from=None)
        ahead = Min("occurrences__start", filter=Q(occurrences__end__gte=timezone.now()))
        events = events.annotate(last_end=Max("occurrences__end"), next_start=ahead)
        return events.order_by(
            F("next_start").asc(nulls_last=True), F("last_end").desc(nulls_first=True), "-pk"
        )

    def get_base_queryset(self) -> QuerySet:
        return self.get_queryset()

    def decorate_paginated_queryset(self, object_list: Iterable[EventPage]) -> list[Any]:
        events: list[Any] = list(object_list)  # each row gets what its columns show
        found = event_summaries(events)
        for event in events:
            summary = found[event.pk]
            step = next_step(event, summary)
            event.when, event.state, event.seats = summary.when, summary.state, summary.seats
            event.unmet, event.photos_shown = summary.unmet, summary.photos
            event.articles_written = summary.articles
            event.next = step.label if step else _("nothing to do")
            link = format_html('<a href="{}">{}</a>', step.url, step.label) if step else event.next
            event.next_link = link
        return events

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """A row for XLSX and CSV; what a spreadsheet would run as a formula is shown as text."""
        row = super().to_row_dict(item)
        return {name: neutralise(cell) if isinstance(cell, str) else cell for name, cell in row.items()}


def _editable(user: User) -> QuerySet:
    """Pages that the user may edit."""
    return PagePermissionPolicy().instances_user_has_permission_for(user, "change")
