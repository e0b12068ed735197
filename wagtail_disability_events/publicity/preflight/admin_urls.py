"""The address of the checks in the admin."""

from django.urls import URLPattern, path

from ...core.admin_paths import ARTICLE
from . import views

urlpatterns: list[URLPattern] = [path(f"{ARTICLE}/checks/", views.checks, name="wde_checks")]
