"""Addresses beside the page tree. Include them at the root, before Wagtail's own::

path("", include("wagtail_disability_events.urls")),
path("", include("wagtail.urls")),

Feeds stand beside their pages. What stands at a place of its own (``sign-up/``, ``send-photos/``,
``my-calendar/``) stands below the setting ``ADDRESS_PREFIX``.
"""

from django.urls import URLPattern, URLResolver, include, path

from .core import conf
from .gallery.public.urls import urlpatterns as gallery_urls
from .pages.site.urls import FILES, PRIVATE
from .registration.public.urls import urlpatterns as registration_urls

app_name = "wagtail_disability_events"


def patterns(prefix: str) -> list[URLPattern | URLResolver]:
    """All addresses; those at a place of their own below ``prefix``, which is empty or ends in a slash."""
    return [path(prefix, include([*gallery_urls, *registration_urls, *PRIVATE])), *FILES]


urlpatterns = patterns(conf.get("ADDRESS_PREFIX"))
