"""Addresses of the door in the admin."""

from django.urls import URLPattern, path

from ..core.admin_paths import EVENT
from .door import door

urlpatterns: list[URLPattern] = [
    path(f"{EVENT}/door/", door, name="wde_door"),
]
