"""Addresses of posters and covers in the admin."""

from django.urls import URLPattern, path

from ...core.admin_paths import ARTICLE, EVENT
from ...core.later_views import Later

views = Later(__package__, "views")


urlpatterns: list[URLPattern] = [
    path(f"{EVENT}/posters/", views.event_posters, name="wde_event_posters"),
    path(f"{EVENT}/posters/<str:name>", views.event_poster_file, name="wde_event_poster_file"),
    path(f"{ARTICLE}/posters/", views.article_posters, name="wde_article_posters"),
    path(f"{ARTICLE}/posters/<str:name>", views.article_poster_file, name="wde_article_poster_file"),
]
