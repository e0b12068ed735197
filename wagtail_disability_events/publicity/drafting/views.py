"""From the records of an event, or of a month, to a draft."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page

from ...blocks.figures import FigureSource, event_figures
from ...core.admin_header import header
from ...core.dates import today_in
from ...core.posted import number_in
from ...gallery.photos.models import Photo
from ...pages.models import ArticlePage, EventPage
from ..permissions import may_add_below
from ..text.gaps import gaps_in
from ..views import event_to_edit, organisation_to_edit
from .drafts import PHOTOS_IN_A_REPORT, draft_article, draft_digest
from .forms import DigestForm
from .genres import Genre, Tone, genres_for, is_over
from .places import NoPlaceForArticles, article_index_for

DRAFT = "wagtail_disability_events/publicity/drafting/draft.html"
DIGEST = "wagtail_disability_events/publicity/drafting/draft_digest.html"


@require_http_methods(["GET", "POST"])
def draft_about_event(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the facts that a draft would use; POST drafts what was chosen and opens it in the editor."""
    event = event_to_edit(request, event_id)
    if request.method == "GET":
        return _ask(request, event)
    genres = genres_for(event)
    genre = request.POST.get("genre") or genres[0].value
    tone = request.POST.get("tone") or Tone.OFFICIAL.value
    if genre not in genres or tone not in Tone.values:
        messages.error(request, _("This cannot be drafted about this event now. Choose again."))
        return _ask(request, event)
    try:
        _may_add_to(request, event)
        photos = _chosen_photos(request, event)
        article = draft_article(event, Genre(genre), request.user, tone=Tone(tone), photos=photos)
    except NoPlaceForArticles:
        return _no_place(request, event)
    return _opened(request, event, article)


@require_http_methods(["GET", "POST"])
def draft_about_period(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for the days of a digest, last month by default; POST drafts it and opens it in the editor."""
    organisation = organisation_to_edit(request, page_id)
    form = DigestForm(request.POST or None, initial=_last_month(today_in(organisation.time_zone)))
    if request.method == "POST" and form.is_valid():
        try:
            _may_add_to(request, organisation)
            days = form.cleaned_data
            article = draft_digest(organisation, days["first"], days["last"], request.user)
        except NoPlaceForArticles:
            return _no_place(request, organisation)
        return _opened(request, organisation, article)
    context = {
        **header(organisation, _("Digest of a period"), "doc-full"),
        "organisation": organisation,
        "form": form,
    }
    return TemplateResponse(request, DIGEST, context, status=422 if form.errors else 200)


def _ask(request: HttpRequest, event: EventPage) -> HttpResponse:
    figures = event_figures(event)
    photos = list(event.photos.public()[:60])
    context = {
        **header(event, _("Draft an article"), "doc-full"),
        "event": event,
        "is_report": is_over(event),
        "genres": [(genre, genre.label) for genre in genres_for(event)],
        "tones": Tone.choices,
        "figures": [(FigureSource(key).label, number) for key, number in figures.items() if number],
        "is_counted": figures[FigureSource.ATTENDANCES] is not None,
        "photos": [(photo, position < PHOTOS_IN_A_REPORT) for position, photo in enumerate(photos)],
        "waiting_photos": event.photos.filter(state=Photo.State.NEW).count(),
        "articles": ArticlePage.objects.filter(event_id=event.pk),
    }
    return TemplateResponse(request, DRAFT, context)


def _chosen_photos(request: HttpRequest, event: EventPage) -> list[Photo] | None:
    """The photos that were ticked, in the order of the gallery; None where none could be ticked."""
    if "photos-offered" not in request.POST:
        return None
    chosen = {number_in({"photo": text}, "photo") for text in request.POST.getlist("photo")}
    return [photo for photo in event.photos.public() if photo.pk in chosen]


def _may_add_to(request: HttpRequest, page: Page) -> None:
    if not may_add_below(request.user, article_index_for(page)):
        raise PermissionDenied


def _no_place(request: HttpRequest, page: Page) -> HttpResponse:
    messages.error(
        request,
        _("There is no list of articles yet. Create one under the organisation, then draft again."),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def _opened(request: HttpRequest, about: Page, article: ArticlePage) -> HttpResponse:
    log(instance=about, action="wde.article.draft", user=request.user, data={"article": article.pk})
    messages.success(
        request, _("A draft is made from the facts of the event. Look it over and go on writing.")
    )
    if gaps := gaps_in(article):
        messages.warning(request, _("Still to fill: %(gaps)s") % {"gaps": "、".join(dict.fromkeys(gaps))})
    return redirect("wagtailadmin_pages:edit", article.pk)


def _last_month(today: date) -> dict[str, date]:
    last = today.replace(day=1) - timedelta(days=1)
    return {"first": last.replace(day=1), "last": last}
