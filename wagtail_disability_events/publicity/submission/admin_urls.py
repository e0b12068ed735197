"""Addresses of submitting, and of the inbox, in the admin."""

from django.urls import URLPattern, path

from ...core.admin_paths import ARTICLE, ORGANISATION
from ...core.later_views import Later

views = Later(__package__, "views")


urlpatterns: list[URLPattern] = [
    path(f"{ARTICLE}/submit/", views.submit, name="wde_submit"),
    path(f"{ORGANISATION}/inbox/", views.inbox, name="wde_inbox"),
]
