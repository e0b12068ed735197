"""Addresses of a newsroom: pages below a prefix, and everything below the path of its server."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls


def front(request: HttpRequest) -> HttpResponse:
    """What stands where other sites have their first page."""
    return HttpResponse("The newsroom.", content_type="text/plain")


urlpatterns = (
    path("django-admin/", admin.site.urls),
    path("cms/", include(wagtailadmin_urls)),
    path("files/", include(wagtaildocs_urls)),
    path("", front),
    re_path(r"^pages/", include(wagtail_urls)),
)
