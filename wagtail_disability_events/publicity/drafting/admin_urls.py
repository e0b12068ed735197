"""Addresses of drafting in the admin."""

from django.urls import URLPattern, path

from ...core.admin_paths import EVENT, ORGANISATION
from ...core.later_views import Later

views = Later(__package__, "views")


urlpatterns: list[URLPattern] = [
    path(f"{EVENT}/draft/", views.draft_about_event, name="wde_draft_article"),
    path(f"{ORGANISATION}/digest/", views.draft_about_period, name="wde_draft_digest"),
]
