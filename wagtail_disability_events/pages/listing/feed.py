"""Which dates a feed of an organisation holds, and what tells its readers that they have it already."""

from dataclasses import dataclass, replace
from typing import Protocol

from ...calendars.feeds import FeedState, stored_texts, window_start
from ...calendars.models import CalendarEntry, TranslatedEntry
from .chosen import Chosen, Scope
from .dates_in_memory import Snapshot
from .query import ListingQuery
from .spans import View

FEW = 500
"""Up to so many events are named to the database; of more, everything is read and sorted out here."""


@dataclass(frozen=True)
class Feed:
    """What an organisation's feed holds. ``mask`` are its dates in the lists in memory."""

    scope: Scope
    chosen: Chosen | None
    mask: int

    @classmethod
    def of(cls, query: ListingQuery, scope: Scope) -> "Feed":
        """The same query as a list's chooses the same events.

        Past dates are included unless a time was asked for. The layout is left out of account.
        """
        there = scope.visible & scope.snapshot.visible(scope.now)
        query = replace(query, view=View.LIST)
        if not query.is_narrowed and not query.past:
            return cls(scope, None, there)
        chosen = Chosen.of(query, scope)
        mask = chosen.mask()
        if not (query.past or query.when or query.first or query.last):
            mask |= chosen.mask(replace(query, past=True))
        return cls(scope, chosen, mask)

    @property
    def state(self) -> FeedState:
        snapshot, now = self.scope.snapshot, self.scope.now
        held = self.mask & ~snapshot.ended(window_start())
        moving = now if self.chosen is not None and self.chosen.query.follows_the_clock else None
        changes = [moment for moment in (snapshot.changed_at, snapshot.last_expiry(now), moving) if moment]
        return FeedState(snapshot.calendar_hash(held), max(changes, default=None))

    def read(self, form: str = "text") -> list[tuple[str, bytes]]:
        """Time zone and text, or JSON, of each entry: one query, and the database decides what may be read.

        Which events stand here, or answer the address, is known in memory; of a series all belongs together.
        """
        column, named = ("event_id", "page_id") if self.chosen is None else ("uid", "uid")
        wanted = self.scope.snapshot.named_by(self.mask, named)
        entries = CalendarEntry.objects.visible(self.scope.hidden)
        if len(wanted) <= FEW:
            entries = entries.filter(**{f"{column}__in": wanted})
        found = [
            (zone, text) for zone, text, key in stored_texts(entries, column, form=form) if key in wanted
        ]
        return found + self._read_translated(form)

    def _read_translated(self, form: str) -> list[tuple[str, bytes]]:
        """The same of dates on other pages than those of their facts: one query where there are any."""
        wanted = self.scope.snapshot.named_by(self.mask, "uid", translated=True)
        if not wanted:
            return []
        whole, pages = self.chosen is None, {page_id for page_id, _uid in wanted}
        entries = TranslatedEntry.objects.visible(self.scope.hidden)
        if len(pages) <= FEW:
            entries = entries.filter(page_id__in=pages)
        texts = stored_texts(entries, "page_id", "entry__uid", form=form, of="entry__")
        return [
            (zone, text)
            for zone, text, page_id, uid in texts
            if (page_id in pages if whole else (page_id, uid) in wanted)
        ]


class _Event(Protocol):
    @property
    def pk(self) -> int: ...


def state_of_event(event: _Event, snapshot: Snapshot) -> FeedState:
    """The state of the feed of one event."""
    held = snapshot.of_events([event.pk]) & ~snapshot.ended(window_start())
    return FeedState(snapshot.calendar_hash(held), snapshot.changed_at)
