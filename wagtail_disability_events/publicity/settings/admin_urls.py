"""The address of an organisation's style and rules of articles in the admin."""

from django.urls import URLPattern, path

from ...core.admin_paths import ORGANISATION
from ...core.later_views import Later

views = Later(__package__, "views")


urlpatterns: list[URLPattern] = [
    path(f"{ORGANISATION}/publicity/", views.publicity_settings, name="wde_publicity_settings"),
]
