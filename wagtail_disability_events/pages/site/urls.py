"""Addresses of files beside the page tree: secret calendars, feeds, covers."""

from django.urls import URLPattern, URLResolver, path, re_path

from .files import serve_file
from .private_feed import private_feed

urlpatterns: list[URLPattern | URLResolver] = [
    path("my-calendar/<str:token>.ics", private_feed, name="private_feed"),
    re_path(
        r"^(?P<path>(?:[\w\-]+/)*)(?P<name>calendar\.(?:ics|json)|event\.ics|rss\.xml|cover\.png)$",
        serve_file,
        name="file",
    ),
]
