"""Addresses of results, prizes and course certificates in the admin."""

from django.urls import URLPattern, path

from ..core.admin_paths import EVENT
from ..core.later_views import Later

views = Later(__package__, "admin_views")


urlpatterns: list[URLPattern] = [
    path(f"{EVENT}/results/", views.results, name="wde_results"),
    path(f"{EVENT}/results/<str:contest_id>/", views.contest, name="wde_contest"),
    path(f"{EVENT}/prizes/", views.prizes, name="wde_prizes"),
    path(f"{EVENT}/certificates/", views.course_certificates, name="wde_course_certificates"),
]
