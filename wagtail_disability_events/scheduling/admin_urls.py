"""Addresses of dates in the admin."""

from django.urls import URLPattern, path

from ..core.admin_paths import BASE, EVENT, ORGANISATION
from . import organisation_views, views
from .schedule_check_views import check_schedule

urlpatterns: list[URLPattern] = [
    path(f"{EVENT}/dates/", views.event_dates, name="wde_event_dates"),
    path(f"{EVENT}/dates/<int:occurrence_id>/<str:operation>/", views.operate, name="wde_operate"),
    path(f"{ORGANISATION}/dates/", organisation_views.organisation_dates, name="wde_organisation_dates"),
    path(f"{BASE}/<int:page_id>/schedule/", check_schedule, name="wde_check_schedule"),
]
