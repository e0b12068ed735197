"""Addresses of registrants beside the page tree."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from ...core.later_views import Later
from ...core.security_headers import protect

group_page = Later(__package__, "group_page")
lost_link = Later(__package__, "lost_link")
private_page = Later(__package__, "private_page")


def _registration(request: HttpRequest, token: str) -> HttpResponse:
    return protect(private_page.private_page(request, token))


def _registration_done(request: HttpRequest, token: str) -> HttpResponse:
    return protect(private_page.private_page(request, token, done=True))


def _course_certificate(request: HttpRequest, token: str) -> HttpResponse:
    return protect(private_page.course_certificate(request, token))


def _own_data(request: HttpRequest, token: str) -> HttpResponse:
    return protect(private_page.own_data(request, token))


def _lost_link(request: HttpRequest) -> HttpResponse:
    return protect(lost_link.lost_link(request))


def _group(request: HttpRequest, token: str) -> HttpResponse:
    return protect(group_page.group_page(request, token))


_BELOW_SIGN_UP: list[URLPattern] = [
    path("lost/", _lost_link, name="lost_link"),
    path("group/<str:token>/", _group, name="group"),
    path("<str:token>/data.json", _own_data, name="own_data"),
    path("<str:token>/certificate/", _course_certificate, name="course_certificate"),
    path("<str:token>/", _registration, name="registration"),
    path("<str:token>/done/", _registration_done, name="registration_done"),
]
urlpatterns: list[URLResolver] = [path("sign-up/", include(_BELOW_SIGN_UP))]  # one look for any other address
