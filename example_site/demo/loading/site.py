"""The host and port at which the demo is served: those of ``SITE_URL``."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site

HERE = ("127.0.0.1", "localhost")


def host_and_port() -> tuple[str, int]:
    """As the settings have them."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return address.hostname or HERE[0], address.port or (443 if address.scheme == "https" else 80)


def follow_the_port() -> None:
    """Let a demo that is served on this machine stand at another port than last time.

    Calendar texts follow when the site is saved.
    """
    site = Site.objects.filter(is_default_site=True, hostname__in=HERE).first()
    if site is not None and (site.hostname, site.port) != host_and_port():
        site.hostname, site.port = host_and_port()
        site.save()
