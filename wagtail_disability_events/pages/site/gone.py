"""What a page that is gone answers: its calendar as cancelled, then 410 in the reader's language."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...calendars.feed_views import feed_response
from ...calendars.feeds import FeedState
from ...core.base_page import BasePage
from ...core.page_models import EVENT, ORGANISATION, model
from ...core.security_headers import for_everyone, protect
from ..kept_addresses import GonePage
from ..tree.queries import visible_to_all
from .reader import Reader

CALENDAR = "event.ics"
SECONDS = 600
_PLAIN = (".ics", ".json", ".xml", ".png", ".pdf")


def answer_for_gone(request: HttpRequest, gone: GonePage, below: list[str]) -> HttpResponse | None:
    """The answer for what hung on a page that is gone; None where it never answered, or where a restriction
    hides its place."""
    if not _was_there(gone, below) or _is_hidden(request, gone):
        return None
    if below == [CALENDAR] and gone.still_has_calendar(timezone.now()):
        return _calendar(request, gone)
    with override(get_language_from_request(request, check_path=True)):
        response = _said(request, gone, below)
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def _calendar(request: HttpRequest, gone: GonePage) -> HttpResponse:
    zones = [(zone, b"") for zone in gone.time_zones]
    content = gone.calendar.encode()
    return feed_response(
        request,
        lambda: [*zones, (gone.time_zones[0], content)],
        state=FeedState(hashlib.sha256(content).hexdigest(), gone.gone_at),
        name=gone.title,
        url="",
        filename=CALENDAR,
    )


def _said(request: HttpRequest, gone: GonePage, below: list[str]) -> HttpResponse:
    """That it is gone, and where to go on: as a sentence for programs, as a page for people."""
    organisation = _next_organisation(gone)
    address = organisation.get_full_url(request) if organisation is not None else ""
    status = 410 if gone.is_deleted or below == [CALENDAR] else 404  # unpublished: it may come back
    if below and (below[-1].endswith(_PLAIN) or below[0] == "poster"):
        text = [_words(gone)]
        if organisation is not None:
            text.append(
                _("Events of %(name)s: %(address)s") % {"name": organisation.title, "address": address}
            )
        response = HttpResponse(
            "\n".join(text) + "\n", status=status, content_type="text/plain; charset=utf-8"
        )
    else:
        context = {"words": _words(gone), "gone": gone, "organisation": organisation, "address": address}
        html = render_to_string("wagtail_disability_events/pages/site/gone.html", context, request=request)
        response = protect(HttpResponse(html, status=status))
    response["Content-Language"] = get_language() or ""
    return for_everyone(response, seconds=SECONDS)


def _words(gone: GonePage) -> str:
    if gone.is_event:
        return _("“%(title)s” is not on this website any more.") % {"title": gone.title}
    return _("The events of “%(title)s” are not on this website any more.") % {"title": gone.title}


def _was_there(gone: GonePage, below: list[str]) -> bool:
    """Whether such a page answers at what was asked for below it."""
    pages: Any = model(EVENT if gone.is_event else ORGANISATION)
    try:
        pages.get_resolver().resolve("/" + "".join(f"{part}/" for part in below))
    except Resolver404:
        return False
    return True


def _is_hidden(request: HttpRequest, gone: GonePage) -> bool:
    """Whether not everyone may read the page, or the nearest one above it that is still there."""
    paths = _paths_above(gone.url_path)
    slugs = [part for part in gone.url_path.split("/") if part]
    pages = BasePage.objects.filter(slug__in=slugs, url_path__in=paths).order_by("-depth")
    if not gone.is_deleted:
        pages = BasePage.objects.filter(pk=gone.page_id)
    nearest = pages.first()
    return nearest is not None and bool(Reader.of(request).restrictions.holding_at(nearest.path))


def _next_organisation(gone: GonePage) -> Any:
    """The nearest organisation above it that everyone can read; None without one."""
    paths = _paths_above(gone.url_path)[1:]
    return visible_to_all(model(ORGANISATION).objects.filter(url_path__in=paths)).order_by("-depth").first()


def _paths_above(url_path: str) -> list[str]:
    """An address in the tree and those above it, nearest first."""
    parts = [part for part in url_path.split("/") if part]
    return [f"/{'/'.join(parts[:length])}/" for length in range(len(parts), 0, -1)]
