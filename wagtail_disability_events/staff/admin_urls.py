"""Addresses of the report of events in the admin."""

from django.urls import URLPattern, path

from ..core.admin_paths import BASE, EVENT
from .duplicate_views import duplicate_event
from .event_report import EventReportView

urlpatterns: list[URLPattern] = [
    path(f"{BASE}/events/", EventReportView.as_view(), name="wde_event_report"),
    path(
        f"{BASE}/events/results/", EventReportView.as_view(results_only=True), name="wde_event_report_results"
    ),
    path(f"{EVENT}/duplicate/", duplicate_event, name="wde_duplicate"),
]
