"""Keeps one snapshot a process, and brings it up to date with the changes that are noted in the database."""

import threading
from time import monotonic
from uuid import UUID

from django.db import connection
from django.utils import timezone

from ...occurrences.listing_changes import ListingChange
from .dates_in_memory import Snapshot
from .facts import Common, DateLine, Facets
from .reading import read_common, read_dates, read_facets, read_stamps

RECENT = 100
"""Changes that are looked at on each request: one that was committed late has a lower id than others."""

MAX_AGE = 600.0
"""Seconds after which a process reads everything anew, in case a change was never noted."""

_Changes = dict[int, tuple[UUID, int | None]]
"""Noted changes by id: the token of each, and the event that it names; None for all of them."""


class _Keeper:
    """Keeps the snapshot of one database in step with the changes that are noted there."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._lines: dict[int, list[DateLine]] = {}
        self._facets: dict[int, Facets] = {}
        self._stamps: dict[int, str] = {}
        self._common = Common([], [], {}, {})
        self._known: _Changes = {}
        self._read_at = 0.0
        self._changed_at = timezone.now()

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
            if recent != self._known or self._snapshot is None:
                self._changed_at = timezone.now()
            snapshot.changed_at = self._changed_at
            self._snapshot, self._known = snapshot, recent
            return snapshot

    def _can_be_brought_up_to_date(self, recent: _Changes) -> bool:
        """Whether every change since the last reading is among the recent ones, and none was rolled back."""
        if monotonic() - self._read_at >= MAX_AGE:
            return False
        if not self._known:
            return len(recent) < RECENT
        oldest = min(recent, default=0)
        still_there = all(recent.get(pk) == noted for pk, noted in self._known.items() if pk >= oldest)
        return bool(recent) and still_there and oldest <= max(self._known)

    def _read_all(self) -> Snapshot:
        before = self._lines, self._facets, self._stamps
        self._lines, self._facets, self._stamps = {}, {}, {}
        self._read_at = monotonic()
        snapshot = self._read(None)
        if before != (self._lines, self._facets, self._stamps):  # a change that was never noted
            self._changed_at = timezone.now()
        return snapshot

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
        for line in read_dates(event_ids):
            self._lines.setdefault(line.event_id, []).append(line)
        self._facets.update(read_facets(event_ids))
        self._stamps.update(read_stamps(event_ids))
        if event_ids is None:
            self._common = read_common()
        lines = (line for lines in self._lines.values() for line in lines)
        return Snapshot(lines, dict(self._facets), self._common, dict(self._stamps))


_keepers: dict[str, _Keeper] = {}


def current() -> Snapshot:
    """The snapshot of the database in use: one query where nothing has changed."""
    name = str(connection.settings_dict["NAME"])
    return _keepers.setdefault(name, _Keeper()).current()
