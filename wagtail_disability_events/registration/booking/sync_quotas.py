"""Bring quotas in step with what the published page offers, and let the waiting list move up."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.db.models.fields import PositiveIntegerField

from ...occurrences.models import Occurrence
from ..event import BookableEvent
from ..models.quotas import Quota
from ..seats.place_groups import PlaceGroup, Role
from ..seats.slots import sync_slots
from .waiting_list import promote_from_waitlist

_Key = tuple[str, str, int | None]
"""What a quota counts: its kind, its service, its date."""


@transaction.atomic(savepoint=False)
def sync_quotas(
    event: BookableEvent,
    dates: list[Occurrence],
    *,
    there: list[Quota] | None = None,
    is_new: bool = False,
    dates_changed: bool = True,
) -> None:
    """Make the quota rows of an event with these dates agree with its page; what is taken stays taken.

    A plan below what is taken is kept as the plan: nobody loses a seat, and nobody new gets one until
    enough are released. A service that is no longer offered keeps its row and its promises. ``there`` are the
    rows, if they are locked already; ``is_new`` saves looking for rows where there can be none. The waiting
    list can move up where a plan or, as ``dates_changed`` says, a date is another now.
    """
    wanted: dict[_Key, int | None] = {("seat", "", None): event.capacity}
    if event.registers_by_date:
        wanted = {("seat", "", date.pk): event.capacity for date in dates}
    groups = {group.key: group for group in event.place_groups()}
    scopes = [date.pk for date in dates] if event.registers_by_date else [None]
    wanted |= {("group", key, scope): group.capacity for key, group in groups.items() for scope in scopes}
    wanted |= {("service", offer.service, None): offer.limit for offer in event.service_offers()}
    if there is None:
        there = [] if is_new else Quota.objects.lock_event(event.pk)
    slots = [quota for quota in there if quota.kind == Quota.Kind.SLOT]
    quotas: dict[_Key, Quota] = {
        (q.kind, q.service, q.occurrence_id): q for q in there if q.kind != Quota.Kind.SLOT
    }
    new = [_new(event, key, planned, groups) for key, planned in wanted.items() if key not in quotas]
    Quota.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    _describe(quotas.values(), groups)
    planned_anew = _to_plan_anew(wanted, quotas)
    for planned, ids in planned_anew.items():
        _plan(ids, planned)
    withdrawn = [
        q.pk
        for key, q in quotas.items()
        if q.kind in (Quota.Kind.SERVICE, Quota.Kind.GROUP) and q.offered and key not in wanted
    ]
    if withdrawn:
        Quota.objects.filter(pk__in=withdrawn).update(offered=False)
    sync_slots(event, dates, slots)
    if quotas and (planned_anew or dates_changed):
        promote_from_waitlist(event.pk)


def _describe(quotas: Iterable[Quota], groups: dict[str, PlaceGroup]) -> None:
    """Groups whose rows are there already may have another name, or be for others, now."""
    for quota in quotas:
        if quota.kind == Quota.Kind.GROUP and quota.service in groups:
            group = groups[quota.service]
            label, for_volunteers = group.label[:80], group.role == Role.VOLUNTEER
            if (quota.label, quota.for_volunteers) != (label, for_volunteers):
                Quota.objects.filter(pk=quota.pk).update(label=label, for_volunteers=for_volunteers)


def _new(event: BookableEvent, key: _Key, planned: int | None, groups: dict[str, PlaceGroup]) -> Quota:
    kind, service, occurrence_id = key
    group = groups.get(service)
    return Quota(
        label=group.label[:80] if group else "",
        for_volunteers=group is not None and group.role == Role.VOLUNTEER,
        event_id=event.pk,
        occurrence_id=occurrence_id,
        kind=kind,
        service=service,
        planned_capacity=planned,
        capacity=planned,
    )


def _to_plan_anew(wanted: dict[_Key, int | None], quotas: dict[_Key, Quota]) -> dict[int | None, list[int]]:
    """Ids of rows whose plan is another now, or that are offered again, by what is planned."""
    anew: dict[int | None, list[int]] = {}
    for key, planned in wanted.items():
        quota = quotas.get(key)
        if quota is not None and (quota.planned_capacity != planned or not quota.offered):
            anew.setdefault(planned, []).append(quota.pk)
    return anew


def _plan(quota_ids: list[int], planned: int | None) -> None:
    if planned is None:
        enforced: Value | Case = Value(None, output_field=PositiveIntegerField())
    else:
        enforced = Case(When(taken__gt=planned, then=F("taken")), default=Value(planned))
    Quota.objects.filter(pk__in=quota_ids).update(planned_capacity=planned, capacity=enforced, offered=True)
