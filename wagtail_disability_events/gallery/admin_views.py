"""Photos of an event in the admin: send several, describe each, release them."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from ..admin_context import header
from .models import Photo
from .uploads import add_photos

PhotoFormSet = forms.modelformset_factory(
    Photo,
    fields=["alt_text", "caption", "credit", "state", "position"],
    extra=0,
    widgets={"alt_text": forms.Textarea(attrs={"rows": 2})},
)


class PhotoUploadForm(forms.Form):
    """Several files at once; each is judged alone."""

    photos = forms.FileField(
        label=gettext_lazy("Choose several photos"),
        help_text=gettext_lazy(
            "Place, camera and time hidden in the files are removed. Nothing is public before you release it."
        ),
        widget=type("ManyFiles", (forms.ClearableFileInput,), {"allow_multiple_selected": True})(
            attrs={"multiple": True, "accept": "image/*,.heic,.heif"}
        ),
        required=False,
    )


@require_http_methods(["GET", "POST"])
def photos(request: HttpRequest, event_id: int) -> HttpResponse:
    """Upload photos (``action=upload``) or save their descriptions and states."""
    event = _event(request, event_id)
    queryset = Photo.objects.filter(event_id=event.pk).select_related("image").order_by("position", "id")
    formset = PhotoFormSet(queryset=queryset)
    if request.method == "POST" and request.POST.get("action") == "upload":
        _upload(request, event)
        return redirect("wde_photos", event.pk)
    if request.method == "POST":
        formset = PhotoFormSet(request.POST, queryset=queryset)
        if formset.is_valid():
            formset.save()
            log(instance=event, action="wde.photos.edit", user=request.user)
            messages.success(request, _("The photos are saved."))
            return redirect("wde_photos", event.pk)
        messages.error(request, _("Some photos need a description before they can be public."))
    context = {
        **header(event, _("Photos"), "image"),
        "event": event,
        "formset": formset,
        "upload_form": PhotoUploadForm(),
    }
    return TemplateResponse(request, "wagtail_disability_events/admin/photos.html", context)


def _upload(request: HttpRequest, event: Any) -> None:
    result = add_photos(event, request.FILES.getlist("photos"), request.user)
    if result.stored:
        count = len(result.stored)
        messages.success(
            request,
            ngettext(
                "%(count)s photo is stored. Describe it and release it below.",
                "%(count)s photos are stored. Describe and release them below.",
                count,
            )
            % {"count": count},
        )
        log(instance=event, action="wde.photos.upload", user=request.user, data={"count": count})
    for name in result.duplicates:
        messages.warning(request, _("“%(name)s” is here already.") % {"name": name})
    for name, reason in result.refused:
        messages.error(request, f"{name}: {reason}")
    if not (result.stored or result.duplicates or result.refused):
        messages.error(request, _("No file was chosen."))


def _event(request: HttpRequest, event_id: int) -> Any:
    event_model = Photo._meta.get_field("event").related_model
    event: Any = get_object_or_404(event_model, pk=event_id)
    event = event.specific
    if not event.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return event
