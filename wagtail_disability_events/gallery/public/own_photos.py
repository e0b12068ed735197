"""Photos on a registrant's private pages: those of oneself, and those for people who took part."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ...core.security_headers import keep_secret
from ...registration.models.registrations import Registration
from ...registration.public.private_page import registration_of
from ..photos.models import Photo, PhotoPerson
from ..photos.report_models import PhotoReport
from ..photos.reporting import report_photo
from ..photos.states import SHOWING
from ..staff.forms import number_in
from ..staff.photo import private_file

TEMPLATE = "wagtail_disability_events/gallery/public/own_photos.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_photos(request: HttpRequest, token: str) -> HttpResponse:
    """The photos that a registrant may see. POST holds one back at once and tells staff."""
    registration = registration_of(token)
    event: Any = registration.event.specific
    mine, common = photos_for(registration)
    if request.method == "POST":
        photo = get_object_or_404(mine | common, pk=number_in(request.POST, "photo"))
        report_photo(photo, "", "", registration=registration)
        return redirect(f"{request.path}?done=1")
    context = {
        "registration": registration,
        "token": token,
        "event": event,
        "organisation": event.organisation,
        "mine": mine,
        "common": common.exclude(pk__in=mine.values("pk")),
        "done": request.GET.get("done") == "1",
    }
    return keep_secret(TemplateResponse(request, TEMPLATE, context))


@never_cache
@require_http_methods(["GET", "HEAD"])
def own_photo_file(request: HttpRequest, token: str, photo_id: int, size: str) -> HttpResponse:
    """One of these photos: ``small`` or ``large`` to look at, ``file`` to keep."""
    registration = registration_of(token)
    mine, common = photos_for(registration)
    photo = (mine | common).filter(pk=photo_id).first()
    if photo is None or size not in ("small", "large", "file"):
        raise Http404
    name = f"{registration.reference}-{photo.pk}.jpg" if size == "file" else ""
    return keep_secret(private_file(getattr(photo, size), download_as=name))


def photos_for(registration: Registration) -> tuple[Any, Any]:
    """The photos in which somebody is, and those for everybody who took part.

    Who does not want to be published may have their own photos all the same, unless somebody else in them
    holds them back. What only repeats a first sign-up has none of its own: a stranger may have made it.
    """
    here = Photo.objects.filter(event_id=registration.event_id)
    own = PhotoPerson.objects.filter(registration=registration).values("photo")
    others = PhotoPerson.objects.holding().exclude(registration=registration).values("photo")
    mine = here.filter(pk__in=own, state__in=SHOWING).exclude(pk__in=others).filter(~_reported()).in_order()
    common = here.for_participants() if registration.displays_place else here.none()
    return mine, common


def _reported() -> Q:
    open_reports = PhotoReport.objects.filter(decision=PhotoReport.Decision.OPEN, registration=None)
    return Q(pk__in=open_reports.values("photo"))
