"""Addresses of the door in the admin."""

from django.urls import URLPattern, path

from ..core.admin_paths import EVENT
from ..core.later_views import Later

door = Later(__package__, "door")


urlpatterns: list[URLPattern] = [
    path(f"{EVENT}/door/", door.door, name="wde_door"),
]
