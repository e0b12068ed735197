"""Addresses of a site whose second language stands below a prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.i18n import set_language
from example_site.urls import api_router
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("api/v2/", api_router.urls),
    path("language/", set_language, name="set_language"),
    *i18n_patterns(
        path("", include("wagtail_disability_events.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
