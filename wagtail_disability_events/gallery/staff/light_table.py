"""The light table: all photos of an event, to be chosen, described, arranged and released."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from ..photos import editing as light_table
from ..photos.event import EventWithPhotos
from ..photos.models import Photo
from ..photos.permissions import may_show
from ..photos.upload_models import PhotoUpload
from ..uploads.states_in_words import state_in_words
from ..uploads.uploads import Sender, receive_whole
from .access import event_of_photos
from .forms import ManyPhotosForm
from .light_table_page import answer, back_to_photos, show_photos


@never_cache
@require_http_methods(["GET", "POST"])
def photos(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the light table, or do what a button or key says (``do``)."""
    event = event_of_photos(request.user, event_id)
    if request.method == "GET":
        return show_photos(request, event)
    act = _move if "move" in request.POST else _ACTIONS.get(request.POST.get("do", ""), _change)
    return act(request, event)


def _upload(request: HttpRequest, event: EventWithPhotos) -> HttpResponse:
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
    return back_to_photos(request, event)


def _change(request: HttpRequest, event: EventWithPhotos) -> HttpResponse:
    """Give the chosen photos what the form says."""
    ids = _chosen(request)
    form = ManyPhotosForm(request.POST, may_show=may_show(request.user, event))
    if not ids:
        return answer(request, event, problem=_("No photo was chosen."))
    if not form.is_valid():
        return answer(
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
    return answer(request, event, summary=summary)


def _undo(request: HttpRequest, event: EventWithPhotos) -> HttpResponse:
    restored, left = light_table.undo(event, request.user, request.POST.get("step", ""))
    said = ngettext("%(count)s photo is as before.", "%(count)s photos are as before.", restored)
    said %= {"count": restored}
    if left:
        said += " " + ngettext(
            "%(count)s was changed again meanwhile and stays.",
            "%(count)s were changed again meanwhile and stay.",
            left,
        ) % {"count": left}
    return answer(request, event, said=said)


def _move(request: HttpRequest, event: EventWithPhotos) -> HttpResponse:
    """Put one photo somewhere else: ``move`` is its number and how many places on, or ``before`` which."""
    photo, _space, places = request.POST.get("move", "").partition(" ")
    number, step = _number(photo), _number(places)
    before = _number(request.POST.get("before", "")) or None
    light_table.move(event, number, before=before, step=step)
    position = Photo.objects.filter(pk=number, event_id=event.pk).values_list("position", flat=True).first()
    return answer(request, event, said=_("The photo is number %(number)s now.") % {"number": position or "?"})


def _arrange(request: HttpRequest, event: EventWithPhotos) -> HttpResponse:
    light_table.arrange_by_time(event)
    return answer(request, event, said=_("The photos are arranged by the time at which they were taken."))


def _delete(request: HttpRequest, event: EventWithPhotos) -> HttpResponse:
    """Delete the chosen photos, once it was said twice: it cannot be undone."""
    chosen = Photo.objects.filter(event_id=event.pk, pk__in=_chosen(request))
    if request.POST.get("sure") != "yes":
        return show_photos(request, event, deleting=list(chosen))
    count = len(chosen)
    for photo in chosen:
        photo.delete()
    log(instance=event, action="wde.photos.delete", user=request.user, data={"count": count})
    said = ngettext("%(count)s photo is deleted.", "%(count)s photos are deleted.", count) % {"count": count}
    return answer(request, event, said=said)


_ACTIONS = {
    "upload": _upload,
    "undo": _undo,
    "arrange": _arrange,
    "delete": _delete,
}


def _chosen(request: HttpRequest) -> list[int]:
    return [number for text in request.POST.getlist("photo") if (number := _number(text))]


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0
