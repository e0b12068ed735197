"""Bring quotas in step with what the published page offers, and let the waiting list move up."""

from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.db.models.fields import PositiveIntegerField

from ..occurrences.models import Occurrence
from .booking import promote_from_waitlist
from .models import Quota


@transaction.atomic
def sync_quotas(event: Any) -> None:
    """Make the quota rows of an event agree with its page; what is taken stays taken.

    A plan below what is taken is kept as the plan: nobody loses a seat, and nobody new gets one until
    enough are released. A service that is no longer offered keeps its row and its promises.
    """
    seat_scopes: list[Occurrence | None] = [None]
    if event.registers_by_date:
        seat_scopes = list(Occurrence.objects.filter(event_id=event.pk))
    for occurrence in seat_scopes:
        _plan(event, Quota.Kind.SEAT, "", event.capacity, occurrence)
    offered = {offer.service: offer.limit for offer in event.service_offers()}
    for service, limit in offered.items():
        _plan(event, Quota.Kind.SERVICE, service, limit, None)
    event.quotas.filter(kind=Quota.Kind.SERVICE).exclude(service__in=offered).update(offered=False)
    for quota in event.quotas.seats():
        promote_from_waitlist(quota)


def _plan(event: Any, kind: str, service: str, planned: int | None, occurrence: Occurrence | None) -> None:
    quota, created = Quota.objects.get_or_create(
        event_id=event.pk,
        occurrence=occurrence,
        kind=kind,
        service=service,
        defaults={"planned_capacity": planned, "capacity": planned},
    )
    if created:
        return
    if planned is None:
        enforced: Any = Value(None, output_field=PositiveIntegerField())
    else:
        enforced = Case(When(taken__gt=planned, then=F("taken")), default=Value(planned))
    Quota.objects.filter(pk=quota.pk).update(planned_capacity=planned, capacity=enforced, offered=True)
