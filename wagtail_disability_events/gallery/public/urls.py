"""Addresses of those who send photos, or find themselves on some."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from ...core.later_views import Later
from ...core.security_headers import protect

own_photos = Later(__package__, "own_photos")
send_photos = Later(__package__, "send_photos")


def _send_photos(request: HttpRequest, token: str) -> HttpResponse:
    return protect(send_photos.send_photos(request, token))


def _own_photos(request: HttpRequest, token: str) -> HttpResponse:
    return protect(own_photos.own_photos(request, token))


_BELOW_SEND_PHOTOS: list[URLPattern] = [
    path("<str:token>/", _send_photos, name="send_photos"),
    path("<str:token>/parts/", send_photos.link_uploads, name="send_photos_begin"),
    path("<str:token>/parts/<uuid:key>/", send_photos.link_part, name="send_photos_part"),
]
_BELOW_SIGN_UP: list[URLPattern] = [
    path("<str:token>/photos/", _own_photos, name="own_photos"),
    path(
        "<str:token>/photos/<int:photo_id>/<slug:size>.jpg", own_photos.own_photo_file, name="own_photo_file"
    ),
]
urlpatterns: list[URLResolver] = [  # two looks for any other address
    path("send-photos/", include(_BELOW_SEND_PHOTOS)),
    path("sign-up/", include(_BELOW_SIGN_UP)),
]
