"""Addresses beside the page tree. Include them at the root, before Wagtail's own::

path("", include("wagtail_disability_events.urls")),
path("", include("wagtail.urls")),
"""

from .gallery.public.urls import urlpatterns as gallery_urls
from .pages.site.urls import urlpatterns as site_urls
from .registration.public.urls import urlpatterns as registration_urls

app_name = "wagtail_disability_events"
urlpatterns = [*gallery_urls, *registration_urls, *site_urls]
