"""The dates of all public events in memory, so that lists can be counted without reading the database.

Each process keeps one ``Snapshot``: dates in order of their start, and for each choice of a filter an integer
whose bits are the dates that fit it. A count is then one AND and one count of bits, whatever the number of
dates; a GROUP BY for each filter would read all of them at each request. Before it answers, a process reads
the latest ``ListingChange`` rows (one query) and loads the events anew that they name.

What a reader may see is decided by the database when a page of the list is loaded; the snapshot only counts
and chooses, and leaves out what the restrictions of that moment hide.
"""

import hashlib
import threading
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import CharField, Count, Max, Q, Sum
from django.db.models.functions import Cast

from ...calendars.models import CalendarEntry
from ...calendars.time_zones import vtimezone
from ...occurrences.listing_changes import ListingChange, moment_of
from ...occurrences.models import FacilityState, Occasion, Occurrence, Venue
from ...occurrences.service_catalogue import forget_services
from ...registration.models.quotas import Quota
from ...registration.seats.availability import Seats, SignUp, closing_moment, may_sign_up
from ...registration.seats.seats_left import sum_of_limits

RECENT = 100
"""Changes that are looked at on each request: one that was committed late has a lower id than others."""

MAX_AGE = 600.0
"""Seconds after which a process reads everything anew, in case a change was never noted."""


NAMED_KEPT = 10
"""Large feeds whose events are remembered until the next change."""

HASHES_KEPT = 200
"""Feeds whose state is remembered until the next change."""


_OFFERED = (Quota.Kind.SERVICE, Quota.Kind.SLOT, Quota.Kind.GROUP)


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
    all_day: bool
    status: str
    takes_place: bool
    registration_enabled: bool
    registers_by_date: bool
    waitlist: bool
    registration_opens: datetime | None
    registration_closes: datetime | None


@dataclass(frozen=True)
class Common:
    """What many events share, as model instances that are read and never written.

    ``organisations`` and ``article_indexes`` are the live pages in the order of the tree.
    """

    organisations: list[Any]
    article_indexes: list[Any]
    venues: dict[int, Any]
    occasions: dict[int, Any]


class Snapshot:
    """Dates in order of their start. Positions are bits: 0 is the earliest."""

    def __init__(
        self,
        lines: Iterable[DateLine],
        facets: dict[int, dict[str, Any]],
        common: "Common",
        stamps: dict[int, str] | None = None,
    ) -> None:
        """``facets`` names, by event id, services offered, partners, and what is left of seats and times.

        ``stamps`` says, by event id, which calendar entries there are and when the last one changed.
        """
        self.common = common
        self.stamps = stamps or {}
        self.lines = sorted(lines, key=lambda line: (line.start, line.pk))
        self.facets = facets
        self.size = len(self.lines)
        self.everything = (1 << self.size) - 1
        self.starts = [line.start for line in self.lines]
        self.masks: dict[tuple[str, Any], int] = {}
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
        self._closes: dict[int, datetime | None] = {}
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
        found: dict[tuple[str, Any], list[int]] = defaultdict(list)
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

    def of(self, facet: str, value: Any) -> int:
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
            opened = [position for position in positions_of(ahead) if self._is_open(position, now)]
            last = max((self.lines[p].expires for p in expired), default=None)  # type: ignore[type-var]
            self._moment = (minute, bits(expired, self.size), bits(opened, self.size), last)
        return self._moment[1:]

    def dates_of(self, event_id: int) -> list[DateLine]:
        """The dates of an event, soonest first; none for one that is not live."""
        return [self.lines[position] for position in self._positions_of_event.get(event_id, ())]

    def _is_open(self, position: int, now: datetime) -> bool:
        """Whether one may sign up for a date, or need not."""
        line = self.lines[position]
        seats = self._seats_of(line, now)
        closes = self._closing_moment(line, are_times=seats is not None and seats.are_times)
        code = may_sign_up(line, [line], seats, closes=closes, now=now)
        return code.accepts or code is SignUp.NOT_NEEDED

    def _seats_of(self, line: DateLine, now: datetime) -> Seats | None:
        """The same as ``registration.seats.seats_left.seats_of``, from what is in memory."""
        facets = self.facets.get(line.event_id, {})
        volunteers = facets.get("volunteers", {})
        if times := facets.get("times"):
            free = sum(left for starts_at, left in times if starts_at and starts_at > now)
            return Seats(free, are_times=True, for_volunteers=volunteers.get(None, 0))
        left = facets.get("seats", {})
        date = line.pk if line.pk in left else None
        return Seats(left[date], for_volunteers=volunteers.get(date, 0)) if date in left else None

    def _closing_moment(self, line: DateLine, *, are_times: bool) -> datetime | None:
        """Does not depend on the clock; of the whole event it is worked out once."""
        if line.registers_by_date or are_times:
            return closing_moment(line, [line], (), are_times=are_times)
        if line.event_id not in self._closes:
            dates = self.dates_of(line.event_id)
            self._closes[line.event_id] = closing_moment(line, dates, dates)
        return self._closes[line.event_id]


def bits(positions: Iterable[int], size: int) -> int:
    """An integer with these bits set."""
    buffer = bytearray(size // 8 + 1)
    for position in positions:
        buffer[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(buffer, "little")


def positions_of(mask: int) -> list[int]:
    """The bits that are set, lowest first.

    >>> positions_of(0b1010)
    [1, 3]
    """
    return some_positions(mask, 0, mask.bit_count())


def some_positions(mask: int, skip: int, take: int, *, latest_first: bool = False) -> list[int]:
    """A run of the bits that are set, counted from the lowest or from the highest.

    >>> some_positions(0b10110, 1, 2), some_positions(0b10110, 0, 2, latest_first=True)
    ([2, 4], [4, 2])
    """
    digits = bin(mask)[2:] if latest_first else bin(mask)[:1:-1]
    top = len(digits) - 1
    found, position = [], digits.find("1")
    while position >= 0 and len(found) < skip + take:
        found.append(top - position if latest_first else position)
        position = digits.find("1", position + 1)
    return found[skip:]


class _Keeper:
    """Keeps the snapshot of one database in step with the changes that are noted there."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._lines: dict[int, list[DateLine]] = {}
        self._facets: dict[int, dict[str, Any]] = {}
        self._stamps: dict[int, str] = {}
        self._common = Common([], [], {}, {})
        self._known: dict[int, Any] = {}
        self._read_at = 0.0

    def current(self) -> Snapshot:
        """The snapshot of this moment; one query where nothing has changed."""
        rows = ListingChange.objects.order_by("-pk").values_list("pk", "token", "event_id")[:RECENT]
        recent = {pk: (token, event_id) for pk, token, event_id in rows}
        snapshot = self._snapshot
        if snapshot is not None and recent == self._known and monotonic() - self._read_at < MAX_AGE:
            return snapshot
        with self._lock:
            if snapshot is None or not self._can_be_brought_up_to_date(recent):
                snapshot = self._read_all()
            else:
                named = {
                    event_id for pk, (_, event_id) in recent.items() if self._known.get(pk) != recent[pk]
                }
                snapshot = self._read_changes(named) or self._snapshot or self._read_all()
            snapshot.changed_at = max((moment_of(token) for token, _ in recent.values()), default=None)
            self._snapshot, self._known = snapshot, recent
            return snapshot

    def _can_be_brought_up_to_date(self, recent: dict[int, Any]) -> bool:
        """Whether every change since the last look is among the recent ones, and none was taken back."""
        if monotonic() - self._read_at >= MAX_AGE:
            return False
        if not self._known:
            return len(recent) < RECENT
        oldest = min(recent, default=0)
        still_there = all(recent.get(pk) == noted for pk, noted in self._known.items() if pk >= oldest)
        return bool(recent) and still_there and oldest <= max(self._known)

    def _read_all(self) -> Snapshot:
        self._lines, self._facets, self._stamps = {}, {}, {}
        self._read_at = monotonic()
        return self._read(None)

    def _read_changes(self, named: set[int | None]) -> Snapshot | None:
        """Read the events anew that changes name; all of them where one names none."""
        if not named:
            return None
        if None in named:
            return self._read_all()
        changed = {event_id for event_id in named if event_id is not None}
        for event_id in changed:
            self._lines.pop(event_id, None)
            self._facets.pop(event_id, None)
            self._stamps.pop(event_id, None)
        return self._read(changed)

    def _read(self, event_ids: set[int] | None) -> Snapshot:
        for line in _lines(event_ids):
            self._lines.setdefault(line.event_id, []).append(line)
        for event_id, facets in _facets(event_ids).items():
            self._facets[event_id] = facets
        self._stamps.update(_stamps(event_ids))
        if event_ids is None:
            self._common = _common()
        lines = (line for lines in self._lines.values() for line in lines)
        return Snapshot(lines, dict(self._facets), self._common, dict(self._stamps))


_keepers: dict[str, _Keeper] = {}


def current(request: Any = None) -> Snapshot:
    """The snapshot of the database in use; one look for changes a request."""
    kept = getattr(request, "_wde_snapshot", None)
    if kept is not None:
        return kept
    name = str(connection.settings_dict["NAME"])
    snapshot = _keepers.setdefault(name, _Keeper()).current()
    if request is not None:
        request._wde_snapshot = snapshot
    return snapshot


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
        enabled, register_for, waitlist, opens, closes, all_day = row[11:]
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
            all_day=all_day,
            status=status,
            takes_place=status in ("scheduled", "moved"),
            registration_enabled=enabled,
            registers_by_date=register_for == "date",
            waitlist=waitlist,
            registration_opens=opens,
            registration_closes=closes,
        )


def _facets(event_ids: set[int] | None) -> dict[int, dict[str, Any]]:
    """Services that are offered, what is left of seats and times, partners, by event: two queries."""
    quotas = Quota.objects.filter(Q(kind=Quota.Kind.SEAT) | Q(kind__in=_OFFERED, offered=True))
    if event_ids is not None:
        quotas = quotas.filter(event__in=event_ids)
    found: dict[int, dict[str, Any]] = defaultdict(lambda: {"services": [], "seats": {}})
    columns = ("event_id", "kind", "service", "occurrence_id", "planned_capacity", "taken", "starts_at")
    rows = quotas.exclude(kind=Quota.Kind.GROUP, for_volunteers=False).order_by()
    for event_id, kind, service, occurrence_id, planned, taken, starts_at in rows.values_list(*columns):
        facets, left = found[event_id], None if planned is None else max(0, planned - taken)
        if kind == Quota.Kind.SERVICE:
            facets["services"].append(service)
        elif kind == Quota.Kind.SEAT:
            facets["seats"][occurrence_id] = left
        elif kind == Quota.Kind.SLOT:
            facets.setdefault("times", []).append((starts_at, left or 0))
        else:
            volunteers = facets.setdefault("volunteers", {})
            volunteers[occurrence_id] = sum_of_limits(volunteers.get(occurrence_id, 0), left)
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
    from ..models import EventPage

    joint = EventPage.objects.filter(partners__isnull=False)
    if event_ids is not None:
        joint = joint.filter(pk__in=event_ids)
    return joint.order_by().values_list("pk", "partners__path")


def _common() -> Common:
    from ..models import ArticleIndexPage, EventIndexPage

    forget_services()
    venues = Venue.objects.prefetch_related("facilities", "photos__image__renditions")
    return Common(
        organisations=list(EventIndexPage.objects.live().order_by("path").defer("body", "intro")),
        article_indexes=list(ArticleIndexPage.objects.live().order_by("path")),
        venues={venue.pk: venue for venue in venues},
        occasions={occasion.pk: occasion for occasion in Occasion.objects.all()},
    )


def day_bounds(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments at which the first day begins and the last is over, in a zone."""
    start = datetime.combine(first, time.min, zone)
    return start, datetime.combine(last + timedelta(days=1), time.min, zone)
