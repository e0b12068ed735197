"""Addresses of dates in the admin."""

from django.urls import URLPattern, path

from ..core.admin_paths import BASE, EVENT, ORGANISATION
from ..core.later_views import Later

organisation_views = Later(__package__, "organisation_views")
views = Later(__package__, "views")
schedule_check_views = Later(__package__, "schedule_check_views")


urlpatterns: list[URLPattern] = [
    path(f"{EVENT}/dates/", views.event_dates, name="wde_event_dates"),
    path(f"{EVENT}/dates/<int:occurrence_id>/<str:operation>/", views.operate, name="wde_operate"),
    path(f"{ORGANISATION}/dates/", organisation_views.organisation_dates, name="wde_organisation_dates"),
    path(f"{BASE}/<int:page_id>/schedule/", schedule_check_views.check_schedule, name="wde_check_schedule"),
]
