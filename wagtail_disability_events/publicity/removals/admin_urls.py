"""The address of the list of photos to be removed, in the admin."""

from django.urls import URLPattern, path

from ...core.admin_paths import BASE
from ...core.later_views import Later

views = Later(__package__, "views")


urlpatterns: list[URLPattern] = [
    path(f"{BASE}/photos/removals/", views.photo_removals, name="wde_photo_removals"),
]
