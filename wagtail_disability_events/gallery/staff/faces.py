"""Blurring and cropping in the admin: boxes are found, drawn or typed, and looked at before they are kept."""

import base64
import io
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from PIL import Image
from wagtail.admin import messages
from wagtail.log_actions import log

from ...core import conf
from ...core.admin_header import header
from ..photos.blurring import Edits, applied, edit, opened
from ..photos.event import EventWithPhotos
from ..photos.models import Photo
from ..pixels.faces import Box, FacesUnavailable, find_faces
from ..pixels.sanitising import encoded
from .access import event_of_photos, photo_of

TEMPLATE = "wagtail_disability_events/gallery/staff/photo_faces.html"
MOST = 60


class BoxForm(forms.Form):
    """One region, in per cent of the picture's sides, and what becomes of it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What becomes of it"),
        initial="blur",
        choices=[
            ("keep", gettext_lazy("leave as it is")),
            ("blur", gettext_lazy("blur")),
            ("crop", gettext_lazy("keep only this part")),
        ],
    )
    x = forms.FloatField(label=gettext_lazy("From the left, %"), min_value=0, max_value=100)
    y = forms.FloatField(label=gettext_lazy("From the top, %"), min_value=0, max_value=100)
    width = forms.FloatField(label=gettext_lazy("Width, %"), min_value=0.5, max_value=100)
    height = forms.FloatField(label=gettext_lazy("Height, %"), min_value=0.5, max_value=100)

    def box(self) -> Box:
        """As shares of the sides, inside the picture."""
        data = self.cleaned_data
        x, y = data["x"] / 100, data["y"] / 100
        return Box(x, y, min(data["width"] / 100, 1 - x), min(data["height"] / 100, 1 - y))


BoxFormSet = forms.formset_factory(BoxForm, extra=1, max_num=MOST, can_delete=True)


@never_cache
@require_http_methods(["GET", "POST"])
def photo_faces(request: HttpRequest, event_id: int, photo_id: int) -> HttpResponse:
    """Show the boxes. POST ``do``: find faces, look at the result, or (nothing) keep it."""
    event = event_of_photos(request.user, event_id)
    photo = photo_of(event, photo_id)
    if request.method == "GET":
        return _page(request, event, photo, _formset(_boxes_of(photo)))
    formset = BoxFormSet(request.POST)
    if not formset.is_valid():
        return _page(request, event, photo, formset, status=422)
    boxes = [
        (form.cleaned_data["kind"], form.box())
        for form in formset
        if form.cleaned_data and not form.cleaned_data.get("DELETE")
    ]
    wish = request.POST.get("do", "")
    if wish == "find":
        return _find(request, event, photo, boxes)
    edits = Edits(
        tuple(box for kind, box in boxes if kind == "blur"),
        next((box for kind, box in boxes if kind == "crop"), None),
    )
    try:
        if wish == "look":
            return _page(request, event, photo, _formset(boxes), preview=_preview(photo, edits))
        edit(photo, edits)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _page(request, event, photo, _formset(boxes), status=422)
    log(
        instance=event,
        action="wde.photos.faces",
        user=request.user,
        data={"photo": photo.pk, "blurred": len(edits.blurred), "cropped": edits.kept is not None},
    )
    messages.success(request, _("The picture is changed, here and wherever it is shown."))
    return redirect("wde_photo", event.pk, photo.pk)


def _find(
    request: HttpRequest, event: EventWithPhotos, photo: Photo, boxes: list[tuple[str, Box]]
) -> HttpResponse:
    """Add the faces that are found to the boxes that are there, to be blurred unless staff say otherwise."""
    try:
        found = find_faces(opened(photo)[0])
    except FacesUnavailable:
        messages.warning(
            request, _("Faces cannot be looked for on this site. Draw boxes by hand, or write numbers below.")
        )
        return _page(request, event, photo, _formset(boxes))
    new = [box for box in found if all(box.overlap(old) < 0.5 for kind, old in boxes if kind != "crop")]
    if new:
        messages.success(
            request, _("%(count)s faces were found. Look whether any is missing.") % {"count": len(new)}
        )
    else:
        messages.warning(request, _("No more face was found. That does not mean that there is none."))
    return _page(request, event, photo, _formset([*boxes, *(("blur", box) for box in new)][:MOST]))


def _boxes_of(photo: Photo) -> list[tuple[str, Box]]:
    edits = Edits.stored(photo.edits)
    crop = [("crop", edits.kept)] if edits.kept else []
    return [("blur", box) for box in edits.blurred] + crop


def _formset(boxes: list[tuple[str, Box]]) -> Any:
    return BoxFormSet(
        initial=[
            {
                "kind": kind,
                "x": round(box.x * 100, 1),
                "y": round(box.y * 100, 1),
                "width": round(box.width * 100, 1),
                "height": round(box.height * 100, 1),
            }
            for kind, box in boxes
        ]
    )


def _preview(photo: Photo, edits: Edits) -> str:
    """The result as a data address: looked at, and stored nowhere."""
    picture = applied(opened(photo)[0], edits)
    picture.thumbnail((1200, 1200), Image.Resampling.BILINEAR)
    content = encoded(picture, "JPEG", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(io.BytesIO(content).getvalue()).decode("ascii")


def _page(
    request: HttpRequest,
    event: EventWithPhotos,
    photo: Photo,
    formset: Any,
    *,
    preview: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        **header(event, _("Blur or crop photo %(number)s") % {"number": photo.position}, "image"),
        "event": event,
        "photo": photo,
        "formset": formset,
        "preview": preview,
        "shown": "original" if photo.original else "large",
        "keep_days": conf.get("PHOTO_KEEP_ORIGINAL_DAYS"),
    }
    return TemplateResponse(request, TEMPLATE, context, status=status)
