"""The people in a photo: registrants and guests, noted by staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.log_actions import log

from ...core.posted import number_in
from ...registration.models.registrations import Registration
from ...registration.permissions import may
from ...registration.privacy.gate import SearchRefused, Where, shows_people
from ...registration.staff.access import why_refused
from ...registration.values.identity import normalise_name
from ..photos import editing as light_table
from ..photos.event import EventWithPhotos
from ..photos.models import Photo, PhotoPerson
from ..photos.people import find_for_photo, is_minor, people_in
from .photo_page import show_photo


def link_registrant(request: HttpRequest, event: EventWithPhotos, shown: Photo) -> HttpResponse:
    """Say that a registrant is in the photo: the one that was found, or the one chosen among several."""
    if not may(request.user, "view", event):
        messages.error(request, _("You may not see who has signed up."))
        return redirect("wde_photo", event.pk, shown.pk)
    if chosen := number_in(request.POST, "registration"):
        found = list(Registration.objects.filter(pk=chosen, event_id=event.pk))
    else:
        try:
            found = find_for_photo(request.user, event, request.POST.get("who", ""))
        except SearchRefused as refused:
            messages.warning(request, why_refused(refused))
            return show_photo(request, event, shown)
    if len(found) != 1:
        if not found:
            messages.error(request, _("Nobody was found. Write a whole name, or the number of the sign-up."))
        return show_photo(request, event, shown, found=found)
    light_table.link_person(shown, found[0], is_minor=is_minor(found[0], event))
    return people_changed(request, event, shown)


def add_guest(request: HttpRequest, event: EventWithPhotos, shown: Photo) -> HttpResponse:
    """Somebody who has not signed up, and whether staff have their consent on paper."""
    PhotoPerson.objects.create(
        photo=shown,
        name=normalise_name(request.POST.get("name", ""))[:60],
        agreed=request.POST.get("agreed") == "yes",
        is_minor=request.POST.get("is_minor") == "yes",
        guardian_agreed=request.POST.get("guardian_agreed") == "yes",
    )
    return people_changed(request, event, shown)


def change_person(request: HttpRequest, event: EventWithPhotos, shown: Photo) -> HttpResponse:
    person = person_of(request, shown)
    person.is_minor = request.POST.get("is_minor") == "yes"
    person.guardian_agreed = request.POST.get("guardian_agreed") == "yes"
    person.is_named = request.POST.get("is_named") == "yes"
    if person.registration_id is None:
        person.agreed = request.POST.get("agreed") == "yes"
    person.save()
    return people_changed(request, event, shown)


def unlink_person(request: HttpRequest, event: EventWithPhotos, shown: Photo) -> HttpResponse:
    person_of(request, shown).delete()
    return people_changed(request, event, shown)


def person_of(request: HttpRequest, shown: Photo) -> PhotoPerson:
    return get_object_or_404(PhotoPerson, pk=number_in(request.POST, "person"), photo=shown)


def people_changed(request: HttpRequest, event: EventWithPhotos, shown: Photo) -> HttpResponse:
    log(instance=event, action="wde.photos.people", user=request.user, data={"photo": shown.pk})
    if Photo.objects.filter(pk=shown.pk).held().exists():
        messages.warning(request, _("The photo is held back: somebody in it has not agreed."))
    else:
        messages.success(request, _("It is noted who is in the photo."))
    return redirect("wde_photo", event.pk, shown.pk)


def reveal_names(request: HttpRequest, event: EventWithPhotos, shown: Photo) -> HttpResponse:
    """Show the names of those in the photo, once; who asked is logged."""
    named = [one.person for one in people_in(shown)]
    people = [person.registration for person in named if person.registration]
    if shows_people(request.user, event, people, Where.PHOTO, others=len(named) - len(people)):
        return show_photo(request, event, shown, revealed=True)
    return redirect("wde_photo", event.pk, shown.pk)
