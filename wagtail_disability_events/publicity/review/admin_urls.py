"""The address of a review in the admin."""

from django.urls import URLPattern, path

from ...core.admin_paths import ARTICLE
from ...core.later_views import Later

views = Later(__package__, "views")


urlpatterns: list[URLPattern] = [path(f"{ARTICLE}/review/", views.review, name="wde_review")]
