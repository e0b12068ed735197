"""Addresses of imported calendars in the admin."""

from django.urls import URLPattern, path

from ..core.admin_paths import BASE, ORGANISATION
from ..core.later_views import Later

views = Later(__package__, "views")


urlpatterns: list[URLPattern] = [
    path(f"{ORGANISATION}/import/", views.calendar_imports, name="wde_calendar_imports"),
    path(f"{BASE}/import/<int:import_id>/", views.calendar_import, name="wde_calendar_import"),
]
