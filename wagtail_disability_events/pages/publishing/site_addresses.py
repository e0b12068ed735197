"""Stored texts carry the address of their site; when that changes, by whatever it is decided, they follow."""

from typing import Any

from django.conf import settings
from django.dispatch import Signal
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import override
from wagtail.models import Site

from ..kept_addresses import WrittenAddresses

site_moved = Signal()
"""Sent with ``before`` and ``after``, the roots of a site: ``http://127.0.0.1:8000``, no slash at the end."""


def addresses_now() -> tuple[dict[str, Any], dict[str, Any]]:
    """The root of each site by its id, and what else stands in the addresses of pages and pictures."""
    Site.clear_site_root_paths_cache()  # as another process has left it
    found: list[Any] = list(Site.objects.order_by("pk"))
    sites = {str(site.pk): site.root_url for site in found}
    others = {
        "pages": {str(site.pk): site.root_page_id for site in found},
        "prefix": _prefix_of_pages(),
        "media": str(settings.MEDIA_URL),
        "pictures": getattr(settings, "WAGTAILADMIN_BASE_URL", None),
        "script": settings.FORCE_SCRIPT_NAME,
    }
    return sites, others


def _prefix_of_pages() -> str:
    with override(settings.LANGUAGE_CODE):
        try:
            return reverse("wagtail_serve", args=[""]).removeprefix(get_script_prefix())
        except NoReverseMatch:
            return ""


def have_changed() -> bool:
    """Whether stored texts were last written with other addresses than those of today; two queries."""
    written = WrittenAddresses.objects.first()
    return written is None or (written.sites, written.others) != addresses_now()


def note_written(sites: dict[str, Any], others: dict[str, Any]) -> None:
    """Every stored text carries these addresses now; who keeps others is told which sites have moved."""
    written = WrittenAddresses.objects.first() or WrittenAddresses()
    before, written.sites, written.others = written.sites, sites, others
    written.save()
    for key, root in sites.items():
        if before.get(key, root) != root:
            site_moved.send(sender=Site, before=before[key], after=root)
