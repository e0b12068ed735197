"""What an address answers whose page was renamed, moved, merged into another, unpublished or deleted.

Wagtail's redirects lead from the old address of a page to the page. Everything that hangs on a page of ours
follows them here: feeds, forms, photos, posters, with the parameters that were asked for.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from wagtail.models import Site

from ...core.base_page import BasePage
from ...core.security_headers import for_everyone
from ..kept_addresses import GonePage
from ..mixins import PublicPageMixin
from .gone import answer_for_gone
from .own_addresses import PAGES, view_name
from .successors import redirects_at, root_of_pages

HOPS = 5
"""So often a page may have been merged into one that was merged again."""
SECONDS = 600
"""For which a browser may remember a redirect: a page may get its old address back."""


class OldAddressMiddleware:
    """Answers for pages of ours that stood at an address which is not found any more.

    Put it after Wagtail's RedirectMiddleware, which knows no parameters and nothing below a page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and view_name(request) == PAGES:
            return answer_at_old_address(request) or response
        return response


def answer_at_old_address(request: HttpRequest) -> HttpResponse | None:
    """A redirect, a cancelled calendar or a 410 where a page of ours stood; None where none did."""
    site = Site.find_for_request(request)
    root = root_of_pages()
    if site is None or "\0" in request.path or not request.path.startswith(root):
        return None
    places = _Places(request, site, root)
    parts = _parts_of(request.path)
    for _hop in range(HOPS):
        if (address := places.new_address(parts)) is not None:
            return _lead_to(request, address, is_permanent=places.is_permanent)
        found = None if places.is_led_elsewhere else places.gone(parts)
        if found is None:
            return None
        gone, below = found
        if (address := places.on_another_page(gone, below)) is not None:
            return _lead_to(request, address, is_permanent=gone.is_deleted)
        gone = last_page_of(gone)
        last = _parts_of(f"{root}{gone.url_path.removeprefix(places.root_path)}") + below
        if not gone.is_deleted or last == parts:
            return answer_for_gone(request, gone, below)
        parts = last
    return None


class _Places:
    """Where pages stood, as one request asks."""

    def __init__(self, request: HttpRequest, site: Site, root: str) -> None:
        self.request, self.site, self.root = request, site, root
        self.root_path: str = site.root_page.localized.url_path
        self.is_permanent = True
        self.is_led_elsewhere = False
        """Whether a redirect for this very address leads away from our pages: Wagtail's own does that."""
        self.hidden: dict[int, int] = {}
        """Pages that redirects lead to and that are not live: id, and how many parts lead there."""

    def new_address(self, parts: list[str]) -> str | None:
        """Where the nearest redirect leads that knows what hangs below it, without parameters."""
        for redirect, length in self._redirects(parts):
            below = _parts_of(redirect.redirect_page_route_path) + parts[length:]
            page = redirect.redirect_page.specific if redirect.redirect_page_id else None
            if page is None:
                address = self._below_link(redirect.redirect_link, below)
            else:
                address = self._below(page, below)
            if address is not None and _parts_of(address) != parts:
                self.is_permanent = redirect.is_permanent
                return address
            if page is not None and not page.live:
                self.hidden[page.pk] = length
            elif length == len(parts):
                self.is_led_elsewhere = True
        return None

    def gone(self, parts: list[str]) -> tuple[GonePage, list[str]] | None:
        """The nearest page that stood at or above an address and is gone, and what was asked for below it."""
        prefix = len(_parts_of(self.root))
        lengths = range(prefix + 1, len(parts) + 1)
        stood = {f"{self.root_path}{'/'.join(parts[prefix:length])}/": length for length in lengths}
        pages = BasePage.objects.filter(slug__in=parts, url_path__in=stood, live=False)
        hidden = self.hidden | {pk: stood[path] for pk, path in pages.values_list("pk", "url_path")}
        former = {"/" + "/".join(parts[:length]): length for length in lengths}
        here = Q(former_addresses__site_id=None) | Q(former_addresses__site_id=self.site.pk)
        rows = GonePage.objects.filter(
            Q(is_deleted=True, slug__in=parts, url_path__in=stood)
            | Q(is_deleted=False, page_id__in=hidden)
            | (Q(former_addresses__path__in=former) & here)
        ).distinct()
        lengths_of = {
            row: max(
                (stood.get(row.url_path, 0) if row.is_deleted else 0),
                hidden.get(row.page_id, 0),
                *(former.get(path, 0) for path in row.former_addresses.values_list("path", flat=True)),
                0,
            )
            for row in rows
        }
        if not lengths_of:
            return None
        row = max(lengths_of, key=lambda each: (lengths_of[each], each.pk))
        return row, parts[lengths_of[row] :]

    def on_another_page(self, gone: GonePage, below: list[str]) -> str | None:
        """The address of the same on a page with which the event goes on; None where it does not go on."""
        last = last_page_of(gone)
        page = last.goes_on_as and BasePage.objects.filter(pk=last.goes_on_as, live=True).first()
        return self._below(page.specific, below) if page else None

    def _redirects(self, parts: list[str]) -> Iterator[tuple[Any, int]]:
        """The redirects at an address and above it, nearest first, with the number of parts of each."""
        paths = {"/" + "/".join(parts[:length]): length for length in range(1, len(parts) + 1)}
        found = list(redirects_at(paths, self.site))
        found.sort(key=lambda each: (-paths[each.old_path], each.site_id is None))
        for redirect in found:
            yield redirect, paths[redirect.old_path]

    def _below(self, page: BasePage, below: list[str]) -> str | None:
        """The address of something below a page; None if the page is not ours, or knows nothing of it."""
        if not isinstance(page, PublicPageMixin) or not self._answers(page, below):
            return None
        address = page.get_url(self.request)
        return f"{address}{_joined(below, self.request)}" if address else None

    def _below_link(self, link: str, below: list[str]) -> str | None:
        """The same of a redirect that an editor has made to an address, here or on another site of ours."""
        there = urlsplit(link)
        host = there.netloc or self.request.get_host()
        site = self.site if host == self.request.get_host() else _site_at(host)
        if site is None or not there.path.startswith(self.root):
            return None
        wanted = _parts_of(there.path[len(self.root) :]) + below
        if not self._answers(site.root_page.localized.specific, wanted):
            return None
        return f"{link.partition('?')[0].rstrip('/')}/{_joined(below, self.request)}"

    def _answers(self, page: BasePage, below: list[str]) -> bool:
        try:
            found = page.route(self.request, list(below))
        except Http404:
            return False
        return isinstance(found.page, PublicPageMixin)


def last_page_of(gone: GonePage) -> GonePage:
    """Of an event with several pages the one that went last: it says what became of the event."""
    for _hop in range(HOPS):
        following = gone.goes_on_as and GonePage.objects.filter(page_id=gone.goes_on_as).first()
        if not following:
            break
        gone = following
    return gone


def _site_at(host: str) -> Site | None:
    name, _colon, port = host.partition(":")
    sites: Any = Site.objects.filter(hostname=name)
    return (sites.filter(port=int(port)).first() if port.isdigit() else None) or sites.first()


def _lead_to(request: HttpRequest, address: str, *, is_permanent: bool) -> HttpResponse:
    """A redirect with the parameters of the request. A form that is sent is sent there."""
    query = request.META.get("QUERY_STRING", "")
    response: HttpResponse = (HttpResponsePermanentRedirect if is_permanent else HttpResponseRedirect)(
        f"{address}?{query}" if query else address
    )
    if request.method not in ("GET", "HEAD"):
        response.status_code = 308 if is_permanent else 307
    return for_everyone(response, seconds=SECONDS)


def _parts_of(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def _joined(below: list[str], request: HttpRequest) -> str:
    if not below:
        return ""
    return "/".join(below) + ("/" if request.path.endswith("/") else "")
