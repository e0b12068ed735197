"""Photos on a registrant's private pages: those of oneself, and those for people who took part."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ...core.posted import number_in
from ...core.private_files import private_file
from ...core.security_headers import keep_secret
from ...registration.public.private_page import registration_of
from ..photos.own_photos import photos_for
from ..photos.reporting import report_photo

TEMPLATE = "wagtail_disability_events/gallery/public/own_photos.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_photos(request: HttpRequest, token: str) -> HttpResponse:
    """The photos that a registrant may see. POST holds one back at once and tells staff."""
    registration = registration_of(token)
    event: Any = registration.event.specific.for_reader()
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
def own_photo_file(request: HttpRequest, token: str, photo_id: int, size: str) -> HttpResponseBase:
    """One of these photos: ``small`` or ``large`` to look at, ``file`` to keep."""
    registration = registration_of(token)
    mine, common = photos_for(registration)
    photo = (mine | common).filter(pk=photo_id).first()
    if photo is None or size not in ("small", "large", "file"):
        raise Http404
    name = f"{registration.reference}-{photo.pk}.jpg" if size == "file" else ""
    return keep_secret(private_file(getattr(photo, size), download_as=name))
