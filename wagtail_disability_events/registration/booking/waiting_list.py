"""The waiting list: who is next, what they are offered, and what becomes of an offer that nobody takes up.

The order is the order of coming; where the event says so, people who have not taken part before come first.
Whoever wants more than is free is passed over, not dropped. An offer holds the place until it ends.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ...core import conf
from ...occurrences.models import Occurrence
from ..event import NEWCOMERS, BookableEvent
from ..messages import outbox
from ..models.attendances import Attendance
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..models.service_requests import ServiceRequest
from ..values.message_kinds import MessageKind
from .errors import ReasonMissing

AT_ONCE = timedelta(hours=1)
"""An offer that would end sooner than this is no offer: the place is given."""
BEFORE_START = timedelta(hours=2)
_BATCH = 200


def promote_from_waitlist(event_id: int, *, now: datetime | None = None) -> list[Registration]:
    """Give free places to those who wait, or offer them; return who moved up.

    Nobody moves up to a date that is over or does not take place. A group that wants to come together moves
    up together. A service that is free goes to whoever has a place and still lacks it.
    """
    now = now or timezone.now()
    waiting = Registration.objects.filter(event_id=event_id, state=Registration.State.WAITING)
    queues = set(waiting.order_by().values_list("quota_id", flat=True).distinct())
    promoted: list[Registration] = []
    if queues:
        with transaction.atomic():
            promoted = _promote(event_id, queues, now)
    _share_services(event_id)
    return promoted


def _promote(event_id: int, queues: set[int], now: datetime) -> list[Registration]:
    quotas = {quota.pk: quota for quota in Quota.objects.lock_event(event_id)}
    ends = _ends_of(event_id, now)
    promoted: list[Registration] = []
    for party in _parties(event_id):
        if all(quotas[quota_id].left == 0 for quota_id in queues):
            break
        wanted = _wanted_by(party)
        start = min(ends.get(person.occurrence_id) or now for person in party)
        if start <= now or not all(_is_free(quotas[pk], amount) for pk, amount in wanted.items()):
            continue
        _move_up(party, wanted, _offer_end(now, start))
        for quota_id, amount in wanted.items():
            quotas[quota_id].taken += amount
        promoted.extend(party)
    return promoted


@transaction.atomic
def promote(registration: Registration, reason: str) -> bool:
    """Give a place to somebody out of turn, beyond the plan if need be; return False if nobody waits there.

    The caller logs who did it and why. Raises ReasonMissing.
    """
    if not reason:
        raise ReasonMissing
    Quota.objects.lock_event(registration.event_id)
    moved = Registration.objects.filter(pk=registration.pk, state=Registration.State.WAITING).update(
        state=Registration.State.CONFIRMED, overbooked_because=reason[:200]
    )
    if not moved:
        return False
    registration.refresh_from_db(fields=["state", "overbooked_because"])
    for quota_id, amount in _wanted_by([registration]).items():
        if not Quota.objects.take(quota_id, amount):
            Quota.objects.take_beyond(quota_id, amount)
    _reserve_services([registration])
    outbox.announce(registration, MessageKind.PROMOTED)
    return True


def comes_again(event: BookableEvent, persons: list[str]) -> bool:
    """Whether somebody, known by any of these hashes, waits behind those who come for the first time."""
    if event.waiting_order != NEWCOMERS:
        return False
    return Attendance.objects.filter(registration__person_hash__in=persons).exists()


def people_ahead(registration: Registration) -> int:
    """How many wait in front of a registration, for staff; 0 for one that does not wait."""
    if registration.displayed_state != Registration.State.WAITING:
        return 0
    queue = Registration.objects.filter(quota_id=registration.quota_id).waiting()
    if registration.state == Registration.State.REPEATED:
        return queue.filter(created_at__lt=registration.created_at).count()
    return list(queue.values_list("pk", flat=True)).index(registration.pk)


def most_ahead(registration: Registration) -> int | None:
    """How many wait in front of a registration at most: whoever came before and is told that they wait, so
    that what it says does not depend on who is known. None where newcomers come first: then others pass."""
    if registration.event.waiting_order == NEWCOMERS:
        return None
    told = Registration.objects.displayed_as(Registration.State.WAITING)
    return told.filter(quota_id=registration.quota_id, created_at__lt=registration.created_at).count()


def _parties(event_id: int) -> Iterator[list[Registration]]:
    """Those who wait, in order: one by one, and groups that come together where their first one stands."""
    waiting = (
        Registration.objects.filter(event_id=event_id)
        .waiting()
        .select_related("group")
        .prefetch_related("claims")
    )
    seen: set[int] = set()
    for person in waiting.iterator(chunk_size=_BATCH):
        if person.group is None or not person.group.together:
            yield [person]
        elif person.group.pk not in seen:
            seen.add(person.group.pk)
            yield list(waiting.filter(group_id=person.group_id))


def _wanted_by(party: Iterable[Registration]) -> dict[int, int]:
    """What a party takes, by the id of the row, in the order in which it is taken."""
    amounts = [
        pair
        for person in party
        for pair in (
            (person.quota_id, person.seats),
            *((claim.quota_id, claim.amount) for claim in person.claims.all()),
        )
    ]
    amounts.sort()
    return {quota_id: sum(n for _id, n in same) for quota_id, same in groupby(amounts, key=lambda a: a[0])}


def _move_up(party: list[Registration], wanted: dict[int, int], offer_ends: datetime | None) -> None:
    """Take the places of a party that fits, whose rows are locked."""
    state = Registration.State.OFFERED if offer_ends else Registration.State.CONFIRMED
    taken = [Quota.objects.take(quota_id, amount) for quota_id, amount in wanted.items()]
    waiting = Registration.objects.filter(
        pk__in=[person.pk for person in party], state=Registration.State.WAITING
    )
    moved = waiting.update(state=state, offer_ends_at=offer_ends)
    if not all(taken) or moved != len(party):
        raise RuntimeError("The waiting list changed while its quotas were locked.")
    for person in party:
        person.state, person.offer_ends_at = state, offer_ends
    _reserve_services(party)
    kind = MessageKind.OFFER if offer_ends else MessageKind.PROMOTED
    outbox.announce_all(party[0].event.specific, party, kind)


def _reserve_services(party: Iterable[Registration]) -> None:
    for person in party:
        for request in person.service_requests.filter(granted=False, quota__offered=True).order_by(
            "quota_id"
        ):
            if Quota.objects.take(request.quota_id):
                ServiceRequest.objects.filter(pk=request.pk).update(granted=True)


def _share_services(event_id: int) -> None:
    """Services that are free, to those who come and have asked in vain so far; first come, first served."""
    lacking = ServiceRequest.objects.filter(
        granted=False,
        arrangement=ServiceRequest.Arrangement.OPEN,
        registration__state__in=(Registration.State.CONFIRMED, Registration.State.OFFERED),
        quota__event_id=event_id,
        quota__offered=True,
        quota__taken__lt=F("quota__planned_capacity"),
    )
    if not lacking.exists():
        return
    with transaction.atomic():
        Quota.objects.lock_event(event_id)
        for request in lacking.order_by("registration__created_at", "pk"):
            if Quota.objects.take(request.quota_id):
                ServiceRequest.objects.filter(pk=request.pk).update(granted=True)


def _is_free(quota: Quota, amount: int) -> bool:
    return quota.left is None or quota.left >= amount


def _offer_end(now: datetime, start: datetime) -> datetime | None:
    """When an offer made now ends; None where the place is better given at once."""
    hours = conf.get("OFFER_HOURS")
    if not hours:
        return None
    ends = min(now + timedelta(hours=hours), start - BEFORE_START)
    return ends if ends - now >= AT_ONCE else None


def _ends_of(event_id: int, now: datetime) -> dict[int | None, datetime]:
    """By date, and for the event as a whole under None: until when somebody can still come.

    For a date that has begun, its end; dates that are over or called off are not there.
    """
    dates = Occurrence.objects.filter(event_id=event_id).taking_place().filter(end__gte=now)
    found: dict[int | None, datetime] = {}
    for date in dates:
        found[date.pk] = date.start if date.start > now else date.end
    if found:
        found[None] = min(found.values())
    return found
