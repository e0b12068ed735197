"""Addresses of a bakery: pages below their language."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls


def search(request: HttpRequest) -> HttpResponse:
    """A view of the bakery beside its pages."""
    return HttpResponse(f"Found nothing for {request.GET.get('q', '')!r}.", content_type="text/plain")


urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

urlpatterns += i18n_patterns(
    path("search/", search),
    path("", include(wagtail_urls)),
)
