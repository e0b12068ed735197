"""What is left of the seats of events and dates, from their rows."""

from collections.abc import Iterable
from datetime import datetime

from ..models.quotas import Quota
from .availability import Seats

Scope = tuple[int, int | None]
"""An event, and one of its dates or None for the whole event, by their ids."""


def seats_of(quotas: Iterable[Quota], now: datetime) -> dict[Scope, Seats]:
    """Seats by what they are for. Where times are booked, they stand for the whole event.

    ``quotas`` may hold rows of any kind of any events.
    """
    left: dict[Scope, int | None] = {}
    times: dict[int, int] = {}
    volunteers: dict[Scope, int | None] = {}
    for quota in quotas:
        scope = (quota.event_id, quota.occurrence_id)
        if quota.kind == Quota.Kind.SEAT:
            left[scope] = quota.left
        elif quota.kind == Quota.Kind.SLOT and quota.offered:
            is_ahead = quota.starts_at is not None and quota.starts_at > now
            times[quota.event_id] = times.get(quota.event_id, 0) + ((quota.left or 0) if is_ahead else 0)
        elif quota.kind == Quota.Kind.GROUP and quota.offered and quota.for_volunteers:
            volunteers[scope] = sum_of_limits(volunteers.get(scope, 0), quota.left)
    found = {scope: Seats(number, for_volunteers=volunteers.get(scope, 0)) for scope, number in left.items()}
    for event_id, number in times.items():
        whole = (event_id, None)
        found[whole] = Seats(number, are_times=True, for_volunteers=volunteers.get(whole, 0))
    return found


def sum_of_limits(one: int | None, other: int | None) -> int | None:
    """Two numbers together; None, which is no limit, stays without limit."""
    return None if one is None or other is None else one + other
