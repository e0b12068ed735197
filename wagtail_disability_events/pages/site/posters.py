"""A poster's page with its words, and its files."""

import hashlib
from collections.abc import Callable

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language

from ...core.languages import language_tag, reader_language
from ...core.security_headers import for_everyone, for_one_reader, protect
from ...posters.contents import Poster, poster_of_event
from ...posters.drawing import A4, COVER, PORTRAIT, SQUARE, draw_pdf, draw_png
from ...posters.fonts import NoChineseFont
from ..mixins import EventPageMixin
from ..tree.queries import nearest_organisation

FORMATS = {form.name: form for form in (COVER, SQUARE, PORTRAIT, A4)}
KEPT_SECONDS = 3600
PAGE = "wagtail_disability_events/pages/site/poster.html"


def poster_page(request: HttpRequest, event: EventPageMixin) -> HttpResponse:
    """The words of the poster as a page of text, beside the picture and its files."""
    context = {
        **event.get_context(request),
        "poster": poster_of_event(event),
        "organisation": nearest_organisation(event),
        "poster_url": f"{event.get_url(request)}poster/",
        "page_url": event.get_full_url(request) or "",
    }
    return protect(TemplateResponse(request, PAGE, context))


def poster_file(request: HttpRequest, event: EventPageMixin, name: str) -> HttpResponse:
    """One picture of an event by the name of its format, or ``pdf`` for its sheet of A4."""
    response = file_of(poster_of_event(event), "a4.pdf" if name == "pdf" else f"{name}.png")
    if event.get_view_restrictions().exists() or getattr(request, "is_preview", False):
        for_one_reader(response)
    else:
        for_everyone(response, seconds=3600)
    return response


def file_of(poster: Poster, name: str) -> HttpResponse:
    """``<format>.png`` or ``a4.pdf``. Raises Http404 for another name, and where there is no Chinese font."""
    stem, _dot, suffix = name.partition(".")
    try:
        if name == "a4.pdf":
            language = language_tag(reader_language())
            content, kind = _kept(poster, name, lambda: draw_pdf(poster, language)), "application/pdf"
        elif suffix == "png" and stem in FORMATS:
            content, kind = _kept(poster, name, lambda: draw_png(poster, FORMATS[stem])), "image/png"
        else:
            raise Http404
    except NoChineseFont as error:
        raise Http404("no Chinese font") from error
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _kept(poster: Poster, name: str, draw: Callable[[], bytes]) -> bytes:
    """A file as it was drawn from the same words before, else drawn now: drawing takes up to a second."""
    image = poster.image.file.name if poster.image is not None else ""
    words = (get_language(), poster.alt, poster.call, poster.address, poster.names)
    facts = repr((*words, poster.palette, image, poster.drawn))
    key = f"wde-poster:{name}:{hashlib.sha256(facts.encode('utf-8')).hexdigest()}"
    content: bytes | None = cache.get(key)
    if content is None:
        content = draw()
        cache.set(key, content, KEPT_SECONDS)
    return content
