"""Addresses of the report of events in the admin."""

from django.urls import URLPattern, path

from ..core.admin_paths import BASE, EVENT
from ..core.later_views import Later

duplicate_views = Later(__package__, "duplicate_views")
event_report = Later(__package__, "event_report")


urlpatterns: list[URLPattern] = [
    path(f"{BASE}/events/", event_report.EventReportView.as_view(), name="wde_event_report"),
    path(
        f"{BASE}/events/results/",
        event_report.EventReportView.as_view(results_only=True),
        name="wde_event_report_results",
    ),
    path(f"{EVENT}/duplicate/", duplicate_views.duplicate_event, name="wde_duplicate"),
]
