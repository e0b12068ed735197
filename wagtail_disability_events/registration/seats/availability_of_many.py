"""The sign-up states of many dates at once, in a fixed number of queries."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils import timezone

from ...occurrences.models import Occurrence
from ..models.quotas import Quota
from ..models.registrations import Registration
from .availability import SignUp, SignUpState, sign_up_state, volunteers_wanted
from .place_groups import Role, group_quotas
from .slots import together


def states_of_dates(
    occurrences: Iterable[Occurrence], *, quotas: Iterable[Quota] | None = None, now: datetime | None = None
) -> dict[int, SignUpState]:
    """The state of each date by its id, with two queries whatever their number.

    Expects ``event`` loaded. ``quotas`` of these events save one query when they are at hand.
    """
    now = now or timezone.now()
    dates = list(occurrences)
    seats, waiting = _seats_of({date.event_id for date in dates}, quotas, now)
    states = {}
    for date in dates:
        quota = seats.get((date.event_id, date.pk)) or seats.get((date.event_id, None))
        states[date.pk] = sign_up_state(
            date.event, [date], quota, waiting=waiting.get(quota.pk, 0) if quota else 0, now=now
        )
    return states


def state_of_event(
    event: Any,
    *,
    dates: list[Occurrence] | None = None,
    quotas: Iterable[Quota] | None = None,
    now: datetime | None = None,
) -> SignUpState:
    """The state of an event as a whole: for events with seats by date, of the next date that has one.

    ``dates`` and ``quotas`` of the event save a query each when they are at hand.
    """
    now = now or timezone.now()
    dates = event.known_dates() if dates is None else dates
    seats, waiting = _seats_of({event.pk}, quotas, now)
    whole = seats.get((event.pk, None))
    if not event.registers_by_date:
        state = sign_up_state(event, dates, whole, waiting=waiting.get(whole.pk, 0) if whole else 0, now=now)
        return _for_volunteers(event, state) if state.code == SignUp.FULL else state
    first: SignUpState | None = None
    for date in dates:
        if date.end < now:
            continue
        quota = seats.get((event.pk, date.pk))
        state = sign_up_state(event, [date], quota, waiting=waiting.get(quota.pk, 0) if quota else 0, now=now)
        if state.accepts:
            return state
        first = first or state
    return first or sign_up_state(event, dates, whole, waiting=0, now=now)


def _for_volunteers(event: Any, full: SignUpState) -> SignUpState:
    """A full event may still want volunteers, who take no place of those who take part."""
    groups = [group for group in event.place_groups() if group.role == Role.VOLUNTEER]
    rows = group_quotas(event) if groups else {}
    left = [rows[group.key].left for group in groups if group.key in rows and rows[group.key].left != 0]
    if not left:
        return full
    return volunteers_wanted(None if None in left else sum(number or 0 for number in left))


def _seats_of(
    event_ids: set[int], quotas: Iterable[Quota] | None, now: datetime
) -> tuple[dict[tuple[int, int | None], Quota], dict[int, int]]:
    if quotas is None:
        kinds = (Quota.Kind.SEAT, Quota.Kind.SLOT)
        quotas = Quota.objects.filter(kind__in=kinds, event_id__in=event_ids)
    quotas = list(quotas)
    seats = [quota for quota in quotas if quota.kind == Quota.Kind.SEAT]
    full = [quota.pk for quota in seats if quota.left == 0]
    waiting = {}
    if full:
        waiting = dict(
            Registration.objects.filter(quota_id__in=full, state=Registration.State.WAITING)
            .order_by()
            .values_list("quota_id")
            .annotate(n=Count("id"))
        )
    found = {(quota.event_id, quota.occurrence_id): quota for quota in seats}
    slots: dict[int, list[Quota]] = {}
    for quota in quotas:
        if quota.kind == Quota.Kind.SLOT:
            slots.setdefault(quota.event_id, []).append(quota)
    for event_id, times in slots.items():
        if all_times := together(times, now):
            found[event_id, None] = all_times
    return found, waiting
