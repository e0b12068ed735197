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
from datetime import datetime
from typing import Any

from ...calendars.time_zones import vtimezone
from ...occurrences.accessibility import FacilityState
from ...registration.seats.availability import Seats, SignUp, closing_moment, may_sign_up
from ..tree.page import Branch
from .bits import bits, positions_of
from .facts import NO_FACETS, Common, DateLine, Facets
from .one_page_each import OnePageEach

NAMED_KEPT = 10
"""Large feeds whose events are remembered until the next change."""

HASHES_KEPT = 200
"""Feeds whose state is remembered until the next change."""


class Snapshot:
    """Dates in order of their start. Positions are bits: 0 is the earliest."""

    def __init__(
        self,
        lines: Iterable[DateLine],
        facets: dict[int, Facets],
        common: Common,
        stamps: dict[int, str] | None = None,
    ) -> None:
        """``facets`` are by event id; one that has none is left out.

        ``stamps`` says, by event id, the time zone and a digest of its calendar entries.
        """
        self.common = common
        self.stamps = stamps or {}
        self.lines = sorted(lines, key=lambda line: (line.start, line.pk))
        self.facets = facets
        self.size = len(self.lines)
        self.one_each = OnePageEach(self.lines)
        self._branches: dict[Any, list[str]] = defaultdict(list)
        for organisation in common.organisations:
            self._branches[organisation.translation_key].append(organisation.path)
        self.everything = (1 << self.size) - 1
        self.starts = [line.start for line in self.lines]
        self.masks: dict[tuple[str, object], int] = {}
        self._by_end = sorted(range(self.size), key=lambda position: self.lines[position].end)
        self._ends = [self.lines[position].end for position in self._by_end]
        by_path = [(line.path, position) for position, line in enumerate(self.lines)]
        for position, line in enumerate(self.lines):
            partners = facets.get(line.event_id, NO_FACETS).partners
            by_path += [(path, position) for path in partners]
        by_path.sort()
        self._paths = [path for path, _position in by_path]
        self._by_path = [position for _path, position in by_path]
        self._below: dict[str, int] = {}
        self._positions_of_event: dict[int, list[int]] = defaultdict(list)
        self._event_of = {line.page_id: line.event_id for line in self.lines if line.page_id != line.event_id}
        self._over: dict[int, int] = {}
        self._closes: dict[int, datetime | None] = {}
        self.memo: dict[tuple[str, int], Any] = {}
        """What was read of single events since the last change: nothing personal, nothing counted."""
        self.searches: dict[str, tuple[float, int]] = {}
        """What was searched for since the last change: when, and the dates that were found."""
        self.changed_at: datetime | None = None
        """When this process saw the last change. Not when it was made: that may have been long in coming."""
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
            for service in self.facets.get(line.event_id, NO_FACETS).services:
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

    def paths_of(self, branch: Branch) -> list[str]:
        """Where a part of the tree stands, in each of its languages."""
        others = self._branches.get(branch.translation_key, ())
        return [branch.path, *(path for path in others if path != branch.path)]

    def within(self, branch: Branch) -> int:
        """The same of a part of the tree in any of its languages."""
        found = 0
        for path in self.paths_of(branch):
            found |= self.below(path)
        return found

    def held_below(self, path: str) -> int:
        """Dates of events that stand at or below a page of the tree."""
        return bits(
            (p for p in positions_of(self.below(path)) if self.lines[p].path.startswith(path)), self.size
        )

    def of_events(self, page_ids: Iterable[int]) -> int:
        """Dates of the events that have any of these pages."""
        positions: list[int] = []
        for event_id in {self._event_of.get(page_id, page_id) for page_id in page_ids}:
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

    def named_by(self, mask: int, column: str, *, translated: bool = False) -> set[Any]:
        """The values of ``page_id`` or ``uid`` among these dates; of those on the page of their facts, or of
        the others, where it is pairs with the page."""
        key = (mask, f"{column} {translated}")
        if key not in self._named:
            if len(self._named) >= NAMED_KEPT:
                self._named.clear()
            lines = [self.lines[position] for position in positions_of(mask)]
            self._named[key] = (
                {(line.page_id, getattr(line, column)) for line in lines if line.page_id != line.event_id}
                if translated
                else {getattr(line, column) for line in lines if line.page_id == line.event_id}
            )
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
            opened = [position for position in positions_of(ahead) if self._is_open(position, now)]
            last = max((self.lines[p].expires for p in expired), default=None)  # type: ignore[type-var]
            self._moment = (minute, bits(expired, self.size), bits(opened, self.size), last)
        return self._moment[1:]

    def dates_of(self, event_id: int) -> list[DateLine]:
        """The dates of an event, each once, soonest first; none for one that is not live."""
        found = {
            line.pk: line for line in map(self.lines.__getitem__, self._positions_of_event.get(event_id, ()))
        }
        return list(found.values())

    def _is_open(self, position: int, now: datetime) -> bool:
        """Whether one may sign up for a date, or need not."""
        line = self.lines[position]
        seats = self._seats_of(line, now)
        closes = self._closing_moment(line, are_times=seats is not None and seats.are_times)
        code = may_sign_up(line, [line], seats, closes=closes, now=now)
        return code.accepts or code is SignUp.NOT_NEEDED

    def _seats_of(self, line: DateLine, now: datetime) -> Seats | None:
        """The same as ``registration.seats.seats_left.seats_of``, from what is in memory."""
        facets = self.facets.get(line.event_id, NO_FACETS)
        if facets.times:
            free = sum(left for starts_at, left in facets.times if starts_at and starts_at > now)
            return Seats(free, are_times=True, for_volunteers=facets.volunteers.get(None, 0))
        date = line.pk if line.pk in facets.seats else None
        if date not in facets.seats:
            return None
        return Seats(facets.seats[date], for_volunteers=facets.volunteers.get(date, 0))

    def _closing_moment(self, line: DateLine, *, are_times: bool) -> datetime | None:
        """Does not depend on the clock; of the whole event it is worked out once."""
        if line.registers_by_date or are_times:
            return closing_moment(line, [line], (), are_times=are_times)
        if line.event_id not in self._closes:
            dates = self.dates_of(line.event_id)
            self._closes[line.event_id] = closing_moment(line, dates, dates)
        return self._closes[line.event_id]
