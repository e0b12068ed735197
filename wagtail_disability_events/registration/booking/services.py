"""Access services that somebody asks for when signing up, or asks for anew."""

from collections.abc import Callable

from ..form.request import BookingRequest
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..models.service_requests import ServiceRequest
from .errors import ServiceTaken
from .taking import is_left


def ask_services(registration: Registration, request: BookingRequest) -> list[ServiceRequest]:
    """Reserve what is limited for somebody who has a place; whoever waits gets it with the place.

    Raises ServiceTaken where the last one went while the form was open, and nobody said “without it”.
    """
    if not request.services:
        return []
    quotas = list(
        Quota.objects.services()
        .filter(event_id=registration.event_id, service__in=request.services)
        .order_by("pk")
    )
    holds = registration.displays_place
    take = _taking(registration)
    requests = [
        ServiceRequest(registration=registration, quota=q, granted=holds and take(q.pk)) for q in quotas
    ]
    gone = [r.quota.service for r in requests if holds and not r.granted]
    if request.created_by is None and set(gone) - request.without:
        raise ServiceTaken(tuple(code for code in gone if code not in request.without))
    return ServiceRequest.objects.bulk_create(requests)


def ask_services_again(registration: Registration, request: BookingRequest) -> None:
    """The services now wanted: what was arranged stays, what is not wanted any more is given back."""
    there = {one.quota.service: one for one in registration.service_requests.select_related("quota")}
    holds = registration.holds_a_place
    for code, one in there.items():
        if code not in request.services:
            if one.granted and holds:
                Quota.objects.release(one.quota_id)
            one.delete()
    new = [code for code in request.services if code not in there]
    quotas = Quota.objects.services().filter(event_id=registration.event_id, service__in=new).order_by("pk")
    take = _taking(registration)
    ServiceRequest.objects.bulk_create(
        ServiceRequest(
            registration=registration,
            quota=quota,
            granted=registration.displays_place and take(quota.pk),
        )
        for quota in quotas
    )
    if holds:
        _take_again([one for one in there.values() if one.pk])


def _take_again(requests: list[ServiceRequest]) -> None:
    """What was given back with the places is taken again where it still is."""
    for one in requests:
        still = ServiceRequest.objects.filter(pk=one.pk, granted=False)
        if still.exists() and Quota.objects.take(one.quota_id):
            still.update(granted=True)


def _taking(registration: Registration) -> Callable[[int], bool]:
    """How one of a row is had: whoever has a place takes it; what repeats a first sign-up takes nothing."""
    return Quota.objects.take if registration.holds_a_place else is_left
