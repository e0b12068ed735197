"""Which organisation took over what another one had, when that was deleted and a redirect made."""

from typing import Any

from django.apps import apps
from django.db.models import Q
from django.urls import NoReverseMatch, get_script_prefix, reverse
from wagtail.models import Site

from ..kept_addresses import GonePage
from .own_addresses import PAGES


def root_of_pages() -> str:
    """The path under which a site serves its pages: ``/``, or ``/en/`` where it has a prefix."""
    try:
        return reverse(PAGES, args=[""])
    except NoReverseMatch:  # pages are served elsewhere
        return get_script_prefix()


def redirects_at(paths: Any, site: Site) -> Any:
    """Wagtail's redirects at these paths, which have no slash at the end; none where it keeps none."""
    if not apps.is_installed("wagtail.contrib.redirects"):
        return []
    here = Q(site=None) | Q(site=site.pk)
    redirects = apps.get_model("wagtailredirects", "Redirect").objects.filter(here, old_path__in=paths)
    return redirects.select_related("redirect_page")


def successor_of(page_id: str, site: Site) -> int | None:
    """The id of the page that an organisation was merged into; None for one that was not. Two queries."""
    if not (page_id.isascii() and page_id.isdigit() and len(page_id) < 10):
        return None
    gone = GonePage.objects.filter(page_id=int(page_id), is_event=False, is_deleted=True).first()
    if gone is None:
        return None
    below = gone.url_path.removeprefix(site.root_page.localized.url_path).rstrip("/")
    found = [redirect.redirect_page_id for redirect in redirects_at([f"{root_of_pages()}{below}"], site)]
    return next((pk for pk in found if pk), None)
