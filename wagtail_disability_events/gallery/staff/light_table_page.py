"""The page of the light table, and its answers to a step: as JSON for a script, as messages for a form."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from ...core.admin_header import header
from ..forms import PhotoUploadForm
from ..photos import editing as light_table
from ..photos.event import EventWithPhotos
from ..photos.models import Photo
from ..photos.permissions import may_show
from ..photos.report_models import PhotoReport
from ..photos.suggestions import best, traits_of
from ..photos.upload_models import PhotoUpload
from ..pixels.alt_text import repeated
from ..uploads.uploads import Sender
from .forms import ManyPhotosForm

PER_PAGE = 100


BEST = 10


TEMPLATE = "wagtail_disability_events/gallery/staff/photos.html"


def answer(
    request: HttpRequest,
    event: EventWithPhotos,
    *,
    summary: light_table.EditSummary | None = None,
    said: str = "",
    problem: str = "",
) -> HttpResponse:
    """Say what was done: to a script as JSON, to a form as messages on the page it came from."""
    summary = summary or light_table.EditSummary()
    said = said or change_sentence(summary)
    refused = [
        _("Photo %(number)s: %(why)s") % {"number": photo.position, "why": why}
        for photo, why in summary.refused
    ]
    refused += [
        _("Photo %(number)s is held back: somebody in it has not agreed.") % {"number": photo.position}
        for photo in summary.held
    ]
    problems = [problem] if problem else refused
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(
            {
                "said": said,
                "problems": problems,
                "step": summary.step.token if summary.step else "",
                "photos": {
                    photo.pk: {
                        "state": photo.state,
                        "label": photo.get_state_display(),
                        "rating": photo.rating,
                    }
                    for photo in summary.changed
                },
            },
            status=400 if problem else 200,
        )
    if said:
        messages.success(request, with_undo(request, event, said, summary))
    for text in problems:
        messages.error(request, text)
    return back_to_photos(request, event)


def with_undo(
    request: HttpRequest, event: EventWithPhotos, said: str, summary: light_table.EditSummary
) -> Any:
    if summary.step is None:
        return said
    address = reverse("wde_photos", args=[event.pk])
    return format_html(
        '{} <a href="{}?undo={}">{}</a>', said, address, summary.step.token, _("Take this back")
    )


def change_sentence(summary: light_table.EditSummary) -> str:
    count = len(summary.changed)
    if not count:
        return ""
    return ngettext("%(count)s photo is changed.", "%(count)s photos are changed.", count) % {"count": count}


def back_to_photos(request: HttpRequest, event: EventWithPhotos) -> HttpResponse:
    address = reverse("wde_photos", args=[event.pk])
    query = request.POST.get("query", "")
    return redirect(f"{address}?{query}" if query else address)


def show_photos(
    request: HttpRequest, event: EventWithPhotos, *, deleting: list[Photo] | None = None
) -> HttpResponse:
    everything = Photo.objects.filter(event_id=event.pk)
    traits = traits_of(event)
    tab = request.GET.get("show", "")
    photos = list(photos_of_tab(everything.with_hold().in_order(), tab))
    if tab == "best":
        photos = best(photos, traits, BEST)
    page = Paginator(photos, PER_PAGE).get_page(request.GET.get("p"))
    same_words = repeated(everything.exclude(alt_text="").values_list("alt_text", flat=True))
    lines = [
        {
            "photo": photo,
            "stars": "★" * photo.rating,
            "traits": traits.get(photo.pk),
            "problem": photo.missing_words(),
            "repeats": photo.alt_text.strip() in same_words,
        }
        for photo in page
    ]
    going = PhotoUpload.objects.filter(event_id=event.pk, sender=Sender(user=request.user).key)
    query = request.GET.copy()
    query.pop("undo", None)
    pages_query = query.copy()
    pages_query.pop("p", None)
    context = {
        **header(event, _("Photos"), "image"),
        "event": event,
        "lines": lines,
        "page": page,
        "tab": tab,
        "query": query.urlencode(),
        "pages_query": pages_query.urlencode(),
        "counts": tabs_with_counts(everything),
        "upload_form": PhotoUploadForm(),
        "many_form": ManyPhotosForm(may_show=may_show(request.user, event)),
        "may_show": may_show(request.user, event),
        "waiting": going.filter(state=PhotoUpload.State.WAITING).count(),
        "unfinished": going.filter(state=PhotoUpload.State.RECEIVING),
        "undo": request.GET.get("undo", ""),
        "deleting": deleting,
    }
    return TemplateResponse(request, TEMPLATE, context)


def photos_of_tab(photos: Any, tab: str) -> Any:
    if tab in Photo.State.values:
        return photos.filter(state=tab)
    if tab == "undescribed":
        return photos.filter(alt_text="", is_decorative=False).exclude(state=Photo.State.WITHDRAWN)
    if tab == "held":
        return photos.filter(is_held=True)
    if tab == "reported":
        return photos.filter(reports__decision=PhotoReport.Decision.OPEN).distinct()
    return photos


def tabs_with_counts(everything: Any) -> list[tuple[str, str, int]]:
    """Each way to look at the photos with its number; those with none are left out."""
    facts = list(everything.with_hold().values_list("state", "alt_text", "is_decorative", "is_held"))
    reported = PhotoReport.objects.filter(photo__in=everything, decision=PhotoReport.Decision.OPEN)
    withdrawn = Photo.State.WITHDRAWN
    undescribed = sum(
        1 for state, text, decorative, _h in facts if not text and not decorative and state != withdrawn
    )
    tabs = [("", _("All"), len(facts))]
    tabs += [
        (state.value, str(state.label), sum(1 for fact in facts if fact[0] == state)) for state in Photo.State
    ]
    tabs.append(("undescribed", _("without description"), undescribed))
    tabs.append(("held", _("held back"), sum(1 for fact in facts if fact[3])))
    tabs.append(("reported", _("reported"), reported.values("photo").distinct().count()))
    if facts:
        tabs.append(("best", _("Suggestion: the best %(count)s") % {"count": BEST}, min(BEST, len(facts))))
    return [tab for tab in tabs if tab[2] or not tab[0]]
