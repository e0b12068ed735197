"""One photo in the admin: its words, who may see it, who is in it, and its files."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.log_actions import log

from ...core.admin_header import header
from ...core.private_storage import private_storage, signed_address
from ...registration.models.registrations import Registration
from ...registration.permissions import may
from ...registration.values.identity import masked_name, normalise_name
from ..photos import editing as light_table
from ..photos.models import Photo, PhotoPerson
from ..photos.people import find_for_photo, is_minor, people_in
from ..photos.permissions import event_of_photos, may_show, photo_of
from ..photos.report_models import PhotoReport
from ..pixels.alt_text import draft_alt_text
from .forms import PhotoForm, number_in

TEMPLATE = "wagtail_disability_events/gallery/staff/photo.html"
SIZES = ("small", "large", "file", "original")


@never_cache
@require_http_methods(["GET", "POST"])
def photo(request: HttpRequest, event_id: int, photo_id: int) -> HttpResponse:
    """Look at a photo; POST saves its words (no ``do``) or does what a button says."""
    event = event_of_photos(request.user, event_id)
    shown = photo_of(event, photo_id)
    if request.method == "GET":
        return _page(request, event, shown)
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


def private_file(file: Any, *, download_as: str = "") -> HttpResponse:
    """A private file as an answer that only this reader keeps. Raises Http404 where there is none."""
    if not file:
        raise Http404
    if address := signed_address(private_storage(), file.name):
        response: Any = HttpResponseRedirect(address)
        patch_cache_control(response, private=True, no_store=True)
        return response
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(opened, as_attachment=bool(download_as), filename=download_as or "photo.jpg")
    patch_cache_control(response, private=True, max_age=3600)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _save(request: HttpRequest, event: Any, shown: Photo) -> HttpResponse:
    form = PhotoForm(request.POST, instance=shown, may_show=may_show(request.user, event))
    if not form.is_valid():
        return _page(request, event, photo_of(event, shown.pk), form=form)
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
        return _page(request, event, error.photo, form=form, status=409)
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
    following = _neighbours(shown)[1]
    if request.POST.get("then") == "next" and following:
        return redirect("wde_photo", event.pk, following)
    return redirect("wde_photo", event.pk, shown.pk)


def _link(request: HttpRequest, event: Any, shown: Photo) -> HttpResponse:
    """Say that a registrant is in the photo: the one that was found, or the one chosen among several."""
    if not may(request.user, "view", event):
        messages.error(request, _("You may not see who has signed up."))
        return redirect("wde_photo", event.pk, shown.pk)
    if chosen := number_in(request.POST, "registration"):
        found = list(Registration.objects.filter(pk=chosen, event_id=event.pk))
    else:
        found = find_for_photo(event, request.POST.get("who", ""))
    if len(found) != 1:
        if not found:
            messages.error(request, _("Nobody was found. Write a whole name, or a phone number."))
        return _page(request, event, shown, found=found)
    light_table.link_person(shown, found[0], is_minor=is_minor(found[0], event))
    return _people_changed(request, event, shown)


def _add_guest(request: HttpRequest, event: Any, shown: Photo) -> HttpResponse:
    """Somebody who has not signed up, and whether staff have their consent on paper."""
    PhotoPerson.objects.create(
        photo=shown,
        name=normalise_name(request.POST.get("name", ""))[:60],
        agreed=request.POST.get("agreed") == "yes",
        is_minor=request.POST.get("is_minor") == "yes",
        guardian_agreed=request.POST.get("guardian_agreed") == "yes",
    )
    return _people_changed(request, event, shown)


def _change_person(request: HttpRequest, event: Any, shown: Photo) -> HttpResponse:
    person = _person(request, shown)
    person.is_minor = request.POST.get("is_minor") == "yes"
    person.guardian_agreed = request.POST.get("guardian_agreed") == "yes"
    person.is_named = request.POST.get("is_named") == "yes"
    if person.registration_id is None:
        person.agreed = request.POST.get("agreed") == "yes"
    person.save()
    return _people_changed(request, event, shown)


def _unlink(request: HttpRequest, event: Any, shown: Photo) -> HttpResponse:
    _person(request, shown).delete()
    return _people_changed(request, event, shown)


def _person(request: HttpRequest, shown: Photo) -> PhotoPerson:
    return get_object_or_404(PhotoPerson, pk=number_in(request.POST, "person"), photo=shown)


def _people_changed(request: HttpRequest, event: Any, shown: Photo) -> HttpResponse:
    log(instance=event, action="wde.photos.people", user=request.user, data={"photo": shown.pk})
    if Photo.objects.filter(pk=shown.pk).held().exists():
        messages.warning(request, _("The photo is held back: somebody in it has not agreed."))
    else:
        messages.success(request, _("It is noted who is in the photo."))
    return redirect("wde_photo", event.pk, shown.pk)


def _decide(request: HttpRequest, event: Any, shown: Photo) -> HttpResponse:
    """What becomes of a report: the photo is taken down, or stays."""
    report = get_object_or_404(
        PhotoReport,
        pk=number_in(request.POST, "report"),
        photo=shown,
        decision=PhotoReport.Decision.OPEN,
    )
    user: Any = request.user
    removed = request.POST.get("decision") == "removed"
    if removed:
        light_table.change_photos(event, request.user, [shown.pk], {"state": Photo.State.WITHDRAWN})
    report.decision = PhotoReport.Decision.REMOVED if removed else PhotoReport.Decision.KEPT
    report.decided_by, report.decided_at = user, timezone.now()
    report.save()
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


def _reveal(request: HttpRequest, event: Any, shown: Photo) -> HttpResponse:
    """Show the names of those in the photo, once; who asked is logged."""
    if may(request.user, "reveal", event):
        references = [
            one.person.registration.reference for one in people_in(shown) if one.person.registration
        ]
        log(
            instance=event,
            action="wde.registrations.reveal",
            user=request.user,
            data={"references": references},
        )
        return _page(request, event, shown, revealed=True)
    return redirect("wde_photo", event.pk, shown.pk)


_ACTIONS = {
    "link": _link,
    "guest": _add_guest,
    "person": _change_person,
    "unlink": _unlink,
    "decide": _decide,
    "reveal": _reveal,
}


def _page(
    request: HttpRequest,
    event: Any,
    shown: Photo,
    *,
    form: PhotoForm | None = None,
    found: list[Registration] | None = None,
    revealed: bool = False,
    status: int = 200,
) -> HttpResponse:
    ahead, after = _neighbours(shown)
    people = [
        {
            "person": one.person,
            "name": one.person.known_as if revealed else masked_name(one.person.known_as),
            "because": one.holds_because,
        }
        for one in people_in(shown)
    ]
    context = {
        **header(event, _("Photo %(number)s") % {"number": shown.position}, "image"),
        "event": event,
        "photo": shown,
        "form": form or PhotoForm(instance=shown, may_show=may_show(request.user, event)),
        "draft": draft_alt_text(shown, event),
        "people": people,
        "found": [(person, masked_name(person.name)) for person in found or []],
        "reports": shown.reports.all(),
        "may_view_people": may(request.user, "view", event),
        "may_reveal": may(request.user, "reveal", event),
        "revealed": revealed,
        "ahead": ahead,
        "after": after,
    }
    return TemplateResponse(request, TEMPLATE, context, status=status)


def _neighbours(shown: Photo) -> tuple[int | None, int | None]:
    """The photos before and after one, in the order of the light table."""
    ids = list(Photo.objects.filter(event_id=shown.event_id).in_order().values_list("pk", flat=True))
    position = ids.index(shown.pk)
    return (ids[position - 1] if position else None), (ids[position + 1] if position + 1 < len(ids) else None)
