"""The dates of all public events in memory, so that lists can be counted without reading the database.

Each process keeps one ``Snapshot``: dates in order of their start, and for each choice of a filter an integer
whose bits are the dates that fit it. A count is then one AND and one count of bits, whatever the number of
dates; a GROUP BY for each filter would read all of them at each request. Before it answers, a process reads
the latest ``ListingChange`` rows (one query) and loads the events anew that they name.

What a reader may see is decided by the database when a page of the list is loaded; the snapshot only counts
and chooses, and leaves out what the restrictions of that moment hide.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Count, F, Max, Q, Sum
from django.db.models.functions import Cast

from ...calendars.models import CalendarEntry
from ...calendars.time_zones import vtimezone
from ...core.page_models import EVENT, model
from ...occurrences.models import FacilityState, Occasion, Occurrence, Venue
from ...registration.models.quotas import Quota
from ..tree.page import Organisation, TreePage
from .bits import bits, positions_of

NAMED_KEPT = 10
"""Large feeds whose events are remembered until the next change."""

HASHES_KEPT = 200
"""Feeds whose state is remembered until the next change."""


@dataclass(frozen=True, slots=True)
class DateLine:
    """One date as lists need it. Moments are aware UTC."""

    pk: int
    event_id: int
    uid: str
    path: str
    start: datetime
    end: datetime
    expires: datetime | None
    kind: str
    occasion_id: int | None
    venue_id: int | None
    takes_place: bool
    registers: bool
    by_date: bool
    waitlist: bool
    opens: datetime | None
    closes: datetime


@dataclass(frozen=True)
class Common:
    """What many events share, as model instances that are read and never written.

    ``organisations`` and ``article_indexes`` are the live pages in the order of the tree.
    """

    organisations: list[Organisation]
    article_indexes: list[TreePage]
    venues: dict[int, Venue]
    occasions: dict[int, Occasion]


class Snapshot:
    """Dates in order of their start. Positions are bits: 0 is the earliest."""

    def __init__(
        self,
        lines: Iterable[DateLine],
        facets: dict[int, dict[str, Any]],
        common: Common,
        stamps: dict[int, str] | None = None,
    ) -> None:
        """``facets`` names, by event id, services offered, partners, and quotas of seats that are full.

        ``stamps`` says, by event id, which calendar entries there are and when the last one changed.
        """
        self.common = common
        self.stamps = stamps or {}
        self.lines = sorted(lines, key=lambda line: (line.start, line.pk))
        self.facets = facets
        self.size = len(self.lines)
        self.everything = (1 << self.size) - 1
        self.starts = [line.start for line in self.lines]
        self.masks: dict[tuple[str, object], int] = {}
        self._by_end = sorted(range(self.size), key=lambda position: self.lines[position].end)
        self._ends = [self.lines[position].end for position in self._by_end]
        by_path = [(line.path, position) for position, line in enumerate(self.lines)]
        for position, line in enumerate(self.lines):
            partners = facets.get(line.event_id, {}).get("partners", ())
            by_path += [(path, position) for path in partners]
        by_path.sort()
        self._paths = [path for path, _position in by_path]
        self._by_path = [position for _path, position in by_path]
        self._below: dict[str, int] = {}
        self._positions_of_event: dict[int, list[int]] = defaultdict(list)
        self._over: dict[int, int] = {}
        self.memo: dict[tuple[str, int], Any] = {}
        """What was read of single events since the last change: nothing personal, nothing counted."""
        self.searches: dict[str, tuple[float, int]] = {}
        """What was searched for since the last change: when, and the dates that were found."""
        self.changed_at: datetime | None = None
        """When the last change was noted that this snapshot knows of."""
        self._hashes: dict[int, str] = {}
        self._named: dict[tuple[int, str], set[Any]] = {}
        self._moment: tuple[Any, int, int, datetime | None] = (None, 0, 0, None)
        self._index()

    def _index(self) -> None:
        found: dict[tuple[str, object], list[int]] = defaultdict(list)
        facilities = {
            pk: [item.facility for item in venue.facilities.all() if item.state == FacilityState.YES]
            for pk, venue in self.common.venues.items()
        }
        for position, line in enumerate(self.lines):
            self._positions_of_event[line.event_id].append(position)
            found["kind", line.kind].append(position)
            if line.occasion_id:
                found["occasion", line.occasion_id].append(position)
            if line.takes_place:
                found["takes-place", True].append(position)
            if line.expires:
                found["expires", True].append(position)
            for service in self.facets.get(line.event_id, {}).get("services", ()):
                found["service", service].append(position)
            for facility in facilities.get(line.venue_id or 0, ()):
                found["facility", facility].append(position)
        self.masks = {key: bits(positions, self.size) for key, positions in found.items()}

    def of(self, facet: str, value: object) -> int:
        """The dates that fit one choice."""
        return self.masks.get((facet, value), 0)

    def values(self, facet: str) -> list[Any]:
        """The values of a facet that any date has."""
        return [value for name, value in self.masks if name == facet]

    def below(self, path: str) -> int:
        """Dates of events at or below a page of the tree, or held jointly with an organisation there."""
        if path not in self._below:
            first = bisect_left(self._paths, path)
            last = bisect_left(self._paths, path + "\x7f")
            self._below[path] = bits(self._by_path[first:last], self.size)
        return self._below[path]

    def held_below(self, path: str) -> int:
        """Dates of events that stand at or below a page of the tree."""
        return bits(
            (p for p in positions_of(self.below(path)) if self.lines[p].path.startswith(path)), self.size
        )

    def of_events(self, event_ids: Iterable[int]) -> int:
        """Dates of these events."""
        positions: list[int] = []
        for event_id in event_ids:
            positions += self._positions_of_event.get(event_id, ())
        return bits(positions, self.size)

    def ended(self, moment: datetime) -> int:
        """Dates whose end is before a moment."""
        return self._first_to_end(bisect_left(self._ends, moment))

    def between(self, start: datetime, end: datetime) -> int:
        """Dates that overlap the time from ``start`` to ``end``."""
        begun = (1 << bisect_left(self.starts, end)) - 1
        return begun & ~self._first_to_end(bisect_right(self._ends, start))

    def _first_to_end(self, count: int) -> int:
        if count not in self._over:
            if len(self._over) > 50:
                self._over.clear()
            self._over[count] = bits(self._by_end[:count], self.size)
        return self._over[count]

    def visible(self, now: datetime) -> int:
        """Dates of events that have not expired."""
        return self.everything & ~self._at(now)[0]

    def open(self, now: datetime) -> int:
        """Dates that one can still come to: a seat or a waiting list is there, or no sign-up is needed."""
        return self._at(now)[1]

    def last_expiry(self, now: datetime) -> datetime | None:
        """When the event expired that was the last to do so."""
        return self._at(now)[2]

    def calendar_hash(self, mask: int) -> str:
        """What the calendar of these dates says, in short: the same until an entry or a time zone changes."""
        if mask not in self._hashes:
            if len(self._hashes) >= HASHES_KEPT:
                self._hashes.clear()
            state, zones = hashlib.sha256(), set()
            for position in positions_of(mask):
                line = self.lines[position]
                stamp = self.stamps.get(line.event_id, "")
                state.update(f"{line.pk}:{stamp};".encode())
                zones.add(stamp.partition(" ")[0])
            for zone in sorted(zones - {""}):
                state.update(vtimezone(zone).encode())
            self._hashes[mask] = state.hexdigest()
        return self._hashes[mask]

    def named_by(self, mask: int, column: str) -> set[Any]:
        """The values of ``event_id`` or ``uid`` among these dates."""
        key = (mask, column)
        if key not in self._named:
            if len(self._named) >= NAMED_KEPT:
                self._named.clear()
            self._named[key] = {getattr(self.lines[position], column) for position in positions_of(mask)}
        return self._named[key]

    def _at(self, now: datetime) -> tuple[int, int, datetime | None]:
        """What depends on the clock, worked out once a minute."""
        minute = int(now.timestamp() // 60)
        if self._moment[0] != minute:
            expired = [
                position
                for position in positions_of(self.of("expires", True))
                if self.lines[position].expires <= now  # type: ignore[operator]
            ]
            ahead = self.of("takes-place", True) & ~self.ended(now)
            opened = [p for p in positions_of(ahead) if self._is_open(self.lines[p], now)]
            last = max((self.lines[p].expires for p in expired), default=None)  # type: ignore[type-var]
            self._moment = (minute, bits(expired, self.size), bits(opened, self.size), last)
        return self._moment[1:]

    def _is_open(self, line: DateLine, now: datetime) -> bool:
        if not line.registers:
            return True
        if (line.opens and now < line.opens) or now >= line.closes:
            return False
        if line.waitlist and not self.facets.get(line.event_id, {}).get("no_queue"):
            return True
        full = self.facets.get(line.event_id, {}).get("full", ())
        return (line.pk if line.by_date else None) not in full


class EventFacts(NamedTuple):
    """What is read of events: their dates, and by event id its facets and its stamp."""

    lines: Iterable[DateLine]
    facets: dict[int, dict[str, Any]]
    stamps: dict[int, str]


def facts_of_events(event_ids: set[int] | None) -> EventFacts:
    """What lists need of some events, of all where None: five queries, the first as ``lines`` is read."""
    return EventFacts(_lines(event_ids), _facets(event_ids), _stamps(event_ids))


def _lines(event_ids: set[int] | None) -> Iterable[DateLine]:
    dates = Occurrence.objects.filter(event__live=True)
    if event_ids is not None:
        dates = dates.filter(event__in=event_ids)
    rows = dates.order_by().values_list(
        "pk",
        "event_id",
        "calendar_entry__uid",
        "event__path",
        "start",
        "end",
        "event__expire_at",
        "event__kind",
        "event__occasion_id",
        "venue_id",
        "status",
        "event__registration_enabled",
        "event__register_for",
        "event__waitlist",
        "event__registration_opens",
        "event__registration_closes",
        "all_day",
    )
    for row in rows.iterator(chunk_size=2000):
        pk, event_id, uid, path, start, end, expires, kind, occasion_id, venue_id, status = row[:11]
        registers, register_for, waitlist, opens, closes, all_day = row[11:]
        yield DateLine(
            pk=pk,
            event_id=event_id,
            uid=uid or "",
            path=path,
            start=start,
            end=end,
            expires=expires,
            kind=kind,
            occasion_id=occasion_id,
            venue_id=venue_id,
            takes_place=status in ("scheduled", "moved"),
            registers=registers,
            by_date=register_for == "date",
            waitlist=waitlist,
            opens=opens,
            closes=closes or (end if all_day else start),
        )


def _facets(event_ids: set[int] | None) -> dict[int, dict[str, Any]]:
    """Services that are offered, seats and times that are taken, partners, by event: two queries."""
    quotas = Quota.objects.all()
    if event_ids is not None:
        quotas = quotas.filter(event__in=event_ids)
    is_full = Q(kind=Quota.Kind.SEAT, taken__gte=F("planned_capacity"))
    rows = quotas.filter(is_full | Q(kind__in=(Quota.Kind.SERVICE, Quota.Kind.SLOT), offered=True)).order_by()
    found: dict[int, dict[str, Any]] = defaultdict(lambda: {"services": [], "full": set()})
    slots: dict[int, int] = defaultdict(int)
    columns = ("event_id", "kind", "service", "occurrence_id", "planned_capacity", "taken")
    for event_id, kind, service, occurrence_id, planned, taken in rows.values_list(*columns):
        if kind == Quota.Kind.SERVICE:
            found[event_id]["services"].append(service)
        elif kind == Quota.Kind.SEAT:
            found[event_id]["full"].add(occurrence_id)
        else:
            slots[event_id] += (planned or 0) - taken
    for event_id, free in slots.items():
        if free <= 0:
            found[event_id]["full"].add(None)
            found[event_id]["no_queue"] = True
    for event_id, path in _partners(event_ids):
        found[event_id].setdefault("partners", []).append(path)
    return dict(found)


def _stamps(event_ids: set[int] | None) -> dict[int, str]:
    """By event its time zone, and what changes whenever one of its calendar entries does."""
    entries = CalendarEntry.objects.order_by().values_list("event_id")
    if event_ids is not None:
        entries = entries.filter(event__in=event_ids)
    latest = Cast(Max("modified"), CharField())
    rows = entries.annotate(zone=Max("time_zone"), count=Count("id"), ids=Sum("id"), latest=latest)
    return {event_id: " ".join(str(part) for part in stamp) for event_id, *stamp in rows}


def _partners(event_ids: set[int] | None) -> Iterable[tuple[int, str]]:
    """Events that are held jointly, with the tree path of each partner."""
    joint = model(EVENT).objects.filter(partners__isnull=False)
    if event_ids is not None:
        joint = joint.filter(pk__in=event_ids)
    return joint.order_by().values_list("pk", "partners__path")
