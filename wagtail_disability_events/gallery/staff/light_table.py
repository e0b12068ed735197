"""The light table: all photos of an event, to be chosen, described, arranged and released."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from ...core.admin_header import header
from ..photos import editing as light_table
from ..photos.models import Photo
from ..photos.permissions import event_of_photos, may_show
from ..photos.report_models import PhotoReport
from ..photos.suggestions import best, traits_of
from ..photos.upload_models import PhotoUpload
from ..pixels.alt_text import repeated
from ..uploads.states_in_words import state_in_words
from ..uploads.uploads import Sender, receive_whole
from .forms import ManyPhotosForm, PhotoUploadForm

PER_PAGE = 100
BEST = 10
TEMPLATE = "wagtail_disability_events/gallery/staff/photos.html"


@never_cache
@require_http_methods(["GET", "POST"])
def photos(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the light table, or do what a button or key says (``do``)."""
    event = event_of_photos(request.user, event_id)
    if request.method == "GET":
        return _page(request, event)
    act = _move if "move" in request.POST else _ACTIONS.get(request.POST.get("do", ""), _change)
    return act(request, event)


def _upload(request: HttpRequest, event: Any) -> HttpResponse:
    """Files of a form that works without JavaScript."""
    files = request.FILES.getlist("photos")
    if not files:
        messages.error(request, _("No file was chosen."))
    for file in files:
        upload = receive_whole(event, Sender(user=request.user), file)
        tell = messages.success
        if upload.state == PhotoUpload.State.REFUSED:
            tell = messages.error
        elif upload.state == PhotoUpload.State.DUPLICATE:
            tell = messages.warning
        tell(request, _("%(name)s: %(what)s") % {"name": upload.name, "what": state_in_words(upload)})
    return _back(request, event)


def _change(request: HttpRequest, event: Any) -> HttpResponse:
    """Give the chosen photos what the form says."""
    ids = _chosen(request)
    form = ManyPhotosForm(request.POST, may_show=may_show(request.user, event))
    if not ids:
        return _answer(request, event, problem=_("No photo was chosen."))
    if not form.is_valid():
        return _answer(
            request,
            event,
            problem=" ".join(str(error) for errors in form.errors.values() for error in errors),
        )
    summary = light_table.change_photos(event, request.user, ids, form.values())
    if summary.changed:
        log(
            instance=event,
            action="wde.photos.edit",
            user=request.user,
            data={"photos": [photo.pk for photo in summary.changed], "fields": sorted(form.values())},
        )
    return _answer(request, event, summary=summary)


def _undo(request: HttpRequest, event: Any) -> HttpResponse:
    restored, left = light_table.undo(event, request.user, request.POST.get("step", ""))
    said = ngettext("%(count)s photo is as before.", "%(count)s photos are as before.", restored)
    said %= {"count": restored}
    if left:
        said += " " + ngettext(
            "%(count)s was changed again meanwhile and stays.",
            "%(count)s were changed again meanwhile and stay.",
            left,
        ) % {"count": left}
    return _answer(request, event, said=said)


def _move(request: HttpRequest, event: Any) -> HttpResponse:
    """Put one photo somewhere else: ``move`` is its number and how many places on, or ``before`` which."""
    photo, _space, places = request.POST.get("move", "").partition(" ")
    number, step = _number(photo), _number(places)
    before = _number(request.POST.get("before", "")) or None
    light_table.move(event, number, before=before, step=step)
    position = Photo.objects.filter(pk=number, event_id=event.pk).values_list("position", flat=True).first()
    return _answer(
        request, event, said=_("The photo is number %(number)s now.") % {"number": position or "?"}
    )


def _arrange(request: HttpRequest, event: Any) -> HttpResponse:
    light_table.arrange_by_time(event)
    return _answer(request, event, said=_("The photos are arranged by the time at which they were taken."))


def _delete(request: HttpRequest, event: Any) -> HttpResponse:
    """Delete the chosen photos, once it was said twice: it cannot be undone."""
    chosen = Photo.objects.filter(event_id=event.pk, pk__in=_chosen(request))
    if request.POST.get("sure") != "yes":
        return _page(request, event, deleting=list(chosen))
    count = len(chosen)
    for photo in chosen:
        photo.delete()
    log(instance=event, action="wde.photos.delete", user=request.user, data={"count": count})
    said = ngettext("%(count)s photo is deleted.", "%(count)s photos are deleted.", count) % {"count": count}
    return _answer(request, event, said=said)


_ACTIONS = {
    "upload": _upload,
    "undo": _undo,
    "arrange": _arrange,
    "delete": _delete,
}


def _answer(
    request: HttpRequest,
    event: Any,
    *,
    summary: light_table.EditSummary | None = None,
    said: str = "",
    problem: str = "",
) -> HttpResponse:
    """Say what was done: to a script as JSON, to a form as messages on the page it came from."""
    summary = summary or light_table.EditSummary()
    said = said or _sentence(summary)
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
        messages.success(request, _with_undo(request, event, said, summary))
    for text in problems:
        messages.error(request, text)
    return _back(request, event)


def _with_undo(request: HttpRequest, event: Any, said: str, summary: light_table.EditSummary) -> Any:
    if summary.step is None:
        return said
    address = reverse("wde_photos", args=[event.pk])
    return format_html(
        '{} <a href="{}?undo={}">{}</a>', said, address, summary.step.token, _("Take this back")
    )


def _sentence(summary: light_table.EditSummary) -> str:
    count = len(summary.changed)
    if not count:
        return ""
    return ngettext("%(count)s photo is changed.", "%(count)s photos are changed.", count) % {"count": count}


def _back(request: HttpRequest, event: Any) -> HttpResponse:
    address = reverse("wde_photos", args=[event.pk])
    query = request.POST.get("query", "")
    return redirect(f"{address}?{query}" if query else address)


def _page(request: HttpRequest, event: Any, *, deleting: list[Photo] | None = None) -> HttpResponse:
    everything = Photo.objects.filter(event_id=event.pk)
    traits = traits_of(event)
    tab = request.GET.get("show", "")
    photos = list(_shown(everything.with_hold().in_order(), tab))
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
        "counts": _counts(everything),
        "upload_form": PhotoUploadForm(),
        "many_form": ManyPhotosForm(may_show=may_show(request.user, event)),
        "may_show": may_show(request.user, event),
        "waiting": going.filter(state=PhotoUpload.State.WAITING).count(),
        "unfinished": going.filter(state=PhotoUpload.State.RECEIVING),
        "undo": request.GET.get("undo", ""),
        "deleting": deleting,
    }
    return TemplateResponse(request, TEMPLATE, context)


def _shown(photos: Any, tab: str) -> Any:
    if tab in Photo.State.values:
        return photos.filter(state=tab)
    if tab == "undescribed":
        return photos.filter(alt_text="", is_decorative=False).exclude(state=Photo.State.WITHDRAWN)
    if tab == "held":
        return photos.filter(is_held=True)
    if tab == "reported":
        return photos.filter(reports__decision=PhotoReport.Decision.OPEN).distinct()
    return photos


def _counts(everything: Any) -> list[tuple[str, str, int]]:
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


def _chosen(request: HttpRequest) -> list[int]:
    return [number for text in request.POST.getlist("photo") if (number := _number(text))]


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0
