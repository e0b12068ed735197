"""Addresses beside the page tree. Include them at the root, before Wagtail's own::

path("", include("wagtail_disability_events.urls")),
path("", include("wagtail.urls")),
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from .pages.security import protect
from .pages.views import serve_file
from .registration.views import private_page

app_name = "wagtail_disability_events"


def _registration(request: HttpRequest, token: str) -> HttpResponse:
    return protect(private_page(request, token))


def _registration_done(request: HttpRequest, token: str) -> HttpResponse:
    return protect(private_page(request, token, done=True))


urlpatterns = [
    path("sign-up/<str:token>/", _registration, name="registration"),
    path("sign-up/<str:token>/done/", _registration_done, name="registration_done"),
    re_path(r"^(?P<path>(?:[\w\-]+/)*)(?P<name>calendar\.ics|event\.ics|rss\.xml)$", serve_file, name="file"),
]
