"""Addresses beside the page tree. Include them at the root, before Wagtail's own::

path("", include("wagtail_disability_events.urls")),
path("", include("wagtail.urls")),
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from .core.security_headers import protect
from .gallery.public import own_photos as own_photo_views
from .gallery.public import send_photos as upload_views
from .pages.publishing.private_feeds import private_feed
from .pages.site.views import serve_file
from .registration.public.group_page import group_page
from .registration.public.lost_link import lost_link
from .registration.public.private_page import course_certificate, own_data, private_page

app_name = "wagtail_disability_events"


def _registration(request: HttpRequest, token: str) -> HttpResponse:
    return protect(private_page(request, token))


def _registration_done(request: HttpRequest, token: str) -> HttpResponse:
    return protect(private_page(request, token, done=True))


def _course_certificate(request: HttpRequest, token: str) -> HttpResponse:
    return protect(course_certificate(request, token))


def _own_data(request: HttpRequest, token: str) -> HttpResponse:
    return protect(own_data(request, token))


def _lost_link(request: HttpRequest) -> HttpResponse:
    return protect(lost_link(request))


def _group(request: HttpRequest, token: str) -> HttpResponse:
    return protect(group_page(request, token))


def _send_photos(request: HttpRequest, token: str) -> HttpResponse:
    return protect(upload_views.send_photos(request, token))


def _own_photos(request: HttpRequest, token: str) -> HttpResponse:
    return protect(own_photo_views.own_photos(request, token))


urlpatterns = [
    path("send-photos/<str:token>/", _send_photos, name="send_photos"),
    path("send-photos/<str:token>/parts/", upload_views.link_uploads, name="send_photos_begin"),
    path("send-photos/<str:token>/parts/<uuid:key>/", upload_views.link_part, name="send_photos_part"),
    path("sign-up/lost/", _lost_link, name="lost_link"),
    path("sign-up/group/<str:token>/", _group, name="group"),
    path("sign-up/<str:token>/data.json", _own_data, name="own_data"),
    path("sign-up/<str:token>/photos/", _own_photos, name="own_photos"),
    path(
        "sign-up/<str:token>/photos/<int:photo_id>/<slug:size>.jpg",
        own_photo_views.own_photo_file,
        name="own_photo_file",
    ),
    path("sign-up/<str:token>/certificate/", _course_certificate, name="course_certificate"),
    path("sign-up/<str:token>/", _registration, name="registration"),
    path("sign-up/<str:token>/done/", _registration_done, name="registration_done"),
    path("my-calendar/<str:token>.ics", private_feed, name="private_feed"),
    re_path(
        r"^(?P<path>(?:[\w\-]+/)*)(?P<name>calendar\.(?:ics|json)|event\.ics|rss\.xml|cover\.png)$",
        serve_file,
        name="file",
    ),
]
