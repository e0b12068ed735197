"""One photo in the admin: its words, who may see it, who is in it, and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.log_actions import log

from ...core.posted import number_in
from ...core.private_files import private_file
from ..photos import editing as light_table
from ..photos.event import EventWithPhotos
from ..photos.models import Photo
from ..photos.permissions import may_show
from ..photos.report_models import PhotoReport
from ..photos.reporting import decide_report
from .access import event_of_photos, photo_of
from .forms import PhotoForm
from .photo_page import neighbours, show_photo
from .photo_people import add_guest, change_person, link_registrant, reveal_names, unlink_person

SIZES = ("small", "large", "file", "original")


@never_cache
@require_http_methods(["GET", "POST"])
def photo(request: HttpRequest, event_id: int, photo_id: int) -> HttpResponse:
    """Look at a photo; POST saves its words (no ``do``) or does what a button says."""
    event = event_of_photos(request.user, event_id)
    shown = photo_of(event, photo_id)
    if request.method == "GET":
        return show_photo(request, event, shown)
    act = _ACTIONS.get(request.POST.get("do", ""), _save)
    return act(request, event, shown)


@require_safe
def photo_file(request: HttpRequest, event_id: int, photo_id: int, size: str) -> HttpResponse:
    """A file of a photo, for those who may work on it; a signed address where the storage makes such."""
    event = event_of_photos(request.user, event_id)
    shown = get_object_or_404(Photo, pk=photo_id, event=event)
    if size not in SIZES:
        raise Http404
    return private_file(getattr(shown, size))


def _save(request: HttpRequest, event: EventWithPhotos, shown: Photo) -> HttpResponse:
    form = PhotoForm(request.POST, instance=shown, may_show=may_show(request.user, event))
    if not form.is_valid():
        return show_photo(request, event, photo_of(event, shown.pk), form=form)
    try:
        summary = light_table.change_photo(
            shown, request.user, form.values(), version=form.cleaned_data["version"]
        )
    except light_table.ChangedMeanwhile as error:
        form.data = {**form.data.dict(), "version": str(error.photo.version)}  # type: ignore[attr-defined]
        form.add_error(
            None,
            _(
                "Somebody else has changed this photo meanwhile: %(words)s (%(state)s). What you wrote is "
                "below; save again to keep it."
            )
            % {"words": error.photo.alt_text or "–", "state": error.photo.get_state_display()},
        )
        return show_photo(request, event, error.photo, form=form, status=409)
    log(
        instance=event,
        action="wde.photos.edit",
        user=request.user,
        data={"photos": [shown.pk], "fields": sorted(form.changed_data)},
    )
    for left, why in summary.refused:
        messages.error(request, f"{left.position}: {why}")
    if summary.held:
        messages.warning(request, _("It is saved, and held back: somebody in it has not agreed."))
    elif summary.changed:
        messages.success(request, _("The photo is saved."))
    following = neighbours(shown)[1]
    if request.POST.get("then") == "next" and following:
        return redirect("wde_photo", event.pk, following)
    return redirect("wde_photo", event.pk, shown.pk)


def _decide(request: HttpRequest, event: EventWithPhotos, shown: Photo) -> HttpResponse:
    """What becomes of a report: the photo is taken down, or stays."""
    report = get_object_or_404(
        PhotoReport,
        pk=number_in(request.POST, "report"),
        photo=shown,
        decision=PhotoReport.Decision.OPEN,
    )
    removed = request.POST.get("decision") == "removed"
    decide_report(report, request.user, removed=removed)
    log(
        instance=event,
        action="wde.photos.report",
        user=request.user,
        data={"photo": shown.pk, "decision": report.decision},
    )
    messages.success(
        request, _("The photo is withdrawn.") if removed else _("The report is closed; the photo stays.")
    )
    return redirect("wde_photo", event.pk, shown.pk)


_ACTIONS = {
    "link": link_registrant,
    "guest": add_guest,
    "person": change_person,
    "unlink": unlink_person,
    "decide": _decide,
    "reveal": reveal_names,
}
