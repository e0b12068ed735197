"""The page of one photo."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from ...core.admin_header import header
from ...registration.models.registrations import Registration
from ...registration.permissions import may
from ...registration.values.identity import masked_name
from ..photos.alt_text_draft import draft_alt_text
from ..photos.event import EventWithPhotos
from ..photos.models import Photo
from ..photos.people import people_in
from ..photos.permissions import may_show
from .forms import PhotoForm

TEMPLATE = "wagtail_disability_events/gallery/staff/photo.html"


def show_photo(
    request: HttpRequest,
    event: EventWithPhotos,
    shown: Photo,
    *,
    form: PhotoForm | None = None,
    found: list[Registration] | None = None,
    revealed: bool = False,
    status: int = 200,
) -> HttpResponse:
    ahead, after = neighbours(shown)
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


def neighbours(shown: Photo) -> tuple[int | None, int | None]:
    """The photos before and after one, in the order of the light table."""
    ids = list(Photo.objects.filter(event_id=shown.event_id).in_order().values_list("pk", flat=True))
    position = ids.index(shown.pk)
    return (ids[position - 1] if position else None), (ids[position + 1] if position + 1 < len(ids) else None)
