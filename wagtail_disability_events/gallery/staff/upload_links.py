"""Addresses by which volunteers add photos: made, shown with a QR picture, taken back."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from ...core import conf
from ...core.admin_header import header
from ...core.dates import moment_phrase
from ...core.posted import number_in
from ...core.qr_codes import qr_code
from ...core.users import signed_in
from ..photos.event import EventWithPhotos
from ..photos.upload_models import UploadLink
from .access import event_of_photos
from .forms import UploadLinkForm


@never_cache
@require_http_methods(["GET", "POST"])
def upload_links(request: HttpRequest, event_id: int) -> HttpResponse:
    """The upload links of an event; POST makes one, or takes one back."""
    event = event_of_photos(request.user, event_id)
    if "revoke" in request.POST:
        link = get_object_or_404(UploadLink, pk=number_in(request.POST, "revoke"), event_id=event.pk)
        UploadLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())
        log(instance=event, action="wde.photos.link.revoke", user=request.user, data={"link": link.pk})
        messages.success(request, _("The link is taken back; nobody can add photos by it any more."))
        return redirect("wde_upload_links", event.pk)
    form = UploadLinkForm(request.POST or None, initial={"days": conf.get("UPLOAD_LINK_DAYS")})
    if request.method == "POST" and form.is_valid():
        link = UploadLink.objects.create(
            event_id=event.pk,
            label=form.cleaned_data["label"],
            expires_at=timezone.now() + timedelta(days=form.cleaned_data["days"]),
            created_by=signed_in(request.user),
        )
        log(instance=event, action="wde.photos.link.make", user=request.user, data={"link": link.pk})
        messages.success(request, _("The link is made. Send it to those who take photos."))
        return redirect("wde_upload_links", event.pk)
    context = {
        **header(event, _("Links for volunteers"), "link"),
        "event": event,
        "form": form,
        "links": [_line(request, event, link) for link in UploadLink.objects.filter(event_id=event.pk)],
    }
    return TemplateResponse(request, "wagtail_disability_events/gallery/staff/upload_links.html", context)


def _line(request: HttpRequest, event: EventWithPhotos, link: UploadLink) -> dict[str, Any]:
    address = request.build_absolute_uri(reverse("wagtail_disability_events:send_photos", args=[link.token]))
    return {
        "link": link,
        "address": address,
        "qr": qr_code(address).svg_data_uri(scale=5, border=4) if link.is_open else "",
        "until": moment_phrase(link.expires_at, event.time_zone),
        "count": link.photos.count(),
    }
