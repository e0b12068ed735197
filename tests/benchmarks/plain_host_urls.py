"""Addresses of a plain Wagtail site, with ours where it has our app."""

from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [path("admin/", include(wagtailadmin_urls)), path("documents/", include(wagtaildocs_urls))]
if "wagtail_disability_events" in settings.INSTALLED_APPS:
    urlpatterns.append(path("", include("wagtail_disability_events.urls")))
urlpatterns.append(path("", include(wagtail_urls)))
