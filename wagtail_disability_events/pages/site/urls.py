"""Addresses of files beside the page tree: secret calendars, feeds, covers."""

from django.urls import URLPattern, path, re_path

from ...core.later_views import Later

files = Later(__package__, "files")
private_feed = Later(__package__, "private_feed")


PRIVATE: list[URLPattern] = [
    path("my-calendar/<str:token>.ics", private_feed.private_feed, name="private_feed"),
]
FILES: list[URLPattern] = [
    re_path(
        r"^(?P<path>(?:[\w\-]+/)*)(?P<name>calendar\.(?:ics|json)|event\.ics|rss\.xml|cover\.png)$",
        files.serve_file,
        name="file",
    ),
]
