"""The photos that somebody who signed up may have: of oneself, and for everybody who took part."""

from django.db.models import Q

from ...registration.models.registrations import Registration
from .models import Photo, PhotoPerson
from .queries import PhotoQuerySet
from .report_models import PhotoReport
from .states import SHOWING


def photos_for(registration: Registration) -> tuple[PhotoQuerySet, PhotoQuerySet]:
    """The photos in which somebody is, and those for everybody who took part.

    Only who was seen there has taken part: anybody can fill in a form.
    Who does not want to be published may have their own photos all the same, unless somebody else in them
    holds them back, or an outsider has reported them. What only repeats a first sign-up has none of its own:
    a stranger may have made it.
    """
    here = Photo.objects.filter(event_id=registration.event_id)
    own = PhotoPerson.objects.filter(registration=registration).values("photo")
    others = PhotoPerson.objects.holding().exclude(registration=registration).values("photo")
    mine = here.filter(pk__in=own, state__in=SHOWING).exclude(pk__in=others).filter(~_reported()).in_order()
    common = here.for_participants() if registration.attendances.exists() else here.none()
    return mine, common


def _reported() -> Q:
    open_reports = PhotoReport.objects.filter(decision=PhotoReport.Decision.OPEN, registration=None)
    return Q(pk__in=open_reports.values("photo"))
