"""Posters and covers of an event or an article in the admin: to look at, with their words, to take along."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ...core.admin_header import header
from ...pages.models import ArticlePage, EventPage
from ...pages.site.posters import file_of
from ...posters.contents import Poster, poster_of_article, poster_of_event
from ...posters.fonts import NoChineseFont, font_file
from ..views import event_to_edit, newest

TEMPLATE = "wagtail_disability_events/publicity/posters/posters.html"
FILES = [
    ("portrait.png", gettext_lazy("portrait poster, for chats and screens")),
    ("a4.png", gettext_lazy("A4 as a picture")),
    ("cover.png", gettext_lazy("cover 2.35:1")),
    ("square.png", gettext_lazy("square, for lists")),
]
PDF = "a4.pdf"


@never_cache
@require_GET
def event_posters(request: HttpRequest, event_id: int) -> HttpResponse:
    """The pictures of an event."""
    event = event_to_edit(request, event_id)
    return _page(request, event, poster_of_event(event), "wde_event_poster_file")


@never_cache
@require_GET
def event_poster_file(request: HttpRequest, event_id: int, name: str) -> HttpResponse:
    """One of them."""
    return file_of(poster_of_event(event_to_edit(request, event_id)), name)


@never_cache
@require_GET
def article_posters(request: HttpRequest, article_id: int) -> HttpResponse:
    """The pictures of an article."""
    article = newest(request, article_id)
    return _page(request, article, poster_of_article(article), "wde_article_poster_file")


@never_cache
@require_GET
def article_poster_file(request: HttpRequest, article_id: int, name: str) -> HttpResponse:
    """One of them."""
    return file_of(poster_of_article(newest(request, article_id)), name)


def _page(
    request: HttpRequest, page: EventPage | ArticlePage, poster: Poster, file_view: str
) -> HttpResponse:
    try:
        font_file("regular")
        has_font = True
    except NoChineseFont:
        has_font = False
    context = {
        **header(page, _("Posters and covers"), "image"),
        "page": page,
        "poster": poster,
        "has_font": has_font,
        "files": [(reverse(file_view, args=[page.pk, name]), label) for name, label in FILES],
        "pdf": reverse(file_view, args=[page.pk, PDF]),
    }
    return TemplateResponse(request, TEMPLATE, context)
