"""How many services were given: to those who are still known, and to those who were forgotten since."""

from collections.abc import Collection

from django.db.models import Q, Sum

from ..models.erased_counts import ErasedCount
from ..models.service_requests import ServiceRequest


def services_given_at(event_id: int) -> int:
    """Services that were arranged for people who came to an event."""
    given = ServiceRequest.objects.given().filter(registration__event_id=event_id).count()
    return given + _forgotten(Q(event_id=event_id))


def services_given_on(dates: Collection[int]) -> int:
    """Services that were arranged for people who came, each counted on the first date to which they came.

    So the quarters of a year add up to the year.
    """
    given = ServiceRequest.objects.given(dates).count()
    return given + _forgotten(Q(occurrence__in=dates))


def services_asked_at(event_id: int) -> int:
    """Services that people asked for who had a place and were forgotten since."""
    asked = ErasedCount.objects.filter(who=ErasedCount.Who.SIGNED_UP, feature=ErasedCount.Feature.SERVICE)
    return asked.filter(event_id=event_id).aggregate(number=Sum("number"))["number"] or 0


def _forgotten(whose: Q) -> int:
    came = ErasedCount.objects.filter(whose, who=ErasedCount.Who.CAME, feature=ErasedCount.Feature.SERVICE)
    return came.aggregate(number=Sum("number"))["number"] or 0
