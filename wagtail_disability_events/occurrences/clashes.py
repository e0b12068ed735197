"""Two dates at one place at one time: said to staff, never forbidden."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from .models import Occurrence, Status


@dataclass(frozen=True)
class Clash:
    """A date, and another that overlaps it at the same venue. ``other`` may be of the same event."""

    date: Occurrence
    other: Occurrence


def clashes(dates: Iterable[Occurrence], *, limit: int = 20) -> list[Clash]:
    """Overlaps of dates ahead with each other and with those of other events, at most ``limit``.

    The dates may be unsaved; those of their own event in the database are not compared with. One query.
    """
    now = timezone.now()
    ahead = sorted((d for d in dates if d.venue_id and d.end > now), key=lambda d: d.start)
    if not ahead:
        return []
    others = (
        Occurrence.objects.filter(
            venue_id__in={date.venue_id for date in ahead},
            start__lt=max(date.end for date in ahead),
            end__gt=ahead[0].start,
            status__in=[Status.SCHEDULED, Status.MOVED],
        )
        .exclude(event_id__in={date.event_id for date in ahead if date.event_id})
        .select_related("event", "venue")
        .order_by("start", "id")
    )
    found = [Clash(date, later) for date, later in _own_overlaps(ahead)]
    by_venue: dict[int, list[Occurrence]] = {}
    for other in others:
        by_venue.setdefault(other.venue_id or 0, []).append(other)
    for date in ahead:
        for other in by_venue.get(date.venue_id or 0, []):
            if _overlap(date, other):
                found.append(Clash(date, other))
            if len(found) >= limit:
                return found[:limit]
    return found[:limit]


def clashing(dates: Iterable[Occurrence]) -> set[int]:
    """Ids of those among some dates that overlap another of them at the same place; no query."""
    taking_place = sorted((d for d in dates if d.takes_place and d.venue_id), key=lambda d: d.start)
    return {date.pk for pair in _own_overlaps(taking_place) for date in pair}


def _own_overlaps(ahead: list[Occurrence]) -> Iterable[tuple[Occurrence, Occurrence]]:
    for position, date in enumerate(ahead):
        for later in ahead[position + 1 :]:
            if later.start >= date.end:
                break
            if later.venue_id == date.venue_id and _same_room(date, later):
                yield date, later


def _overlap(date: Occurrence, other: Occurrence) -> bool:
    return date.start < other.end and other.start < date.end and _same_room(date, other)


def _same_room(date: Occurrence, other: Occurrence) -> bool:
    """Two different rooms that are both named do not clash."""
    return not (date.location and other.location and date.location != other.location)
