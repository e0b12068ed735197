"""The address of the list of photos to be removed, in the admin."""

from django.urls import URLPattern, path

from ...core.admin_paths import BASE
from . import views

urlpatterns: list[URLPattern] = [
    path(f"{BASE}/photos/removals/", views.photo_removals, name="wde_photo_removals"),
]
