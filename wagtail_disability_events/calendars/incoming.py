"""What is read from a calendar file of others, and why something in it is refused."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

MAX_EVENTS = 20_000


MAX_DATES = 400


FIRST_YEAR = 1990


LAST_YEAR = 2200


class NotACalendar(ValueError):
    """The file as a whole cannot be read: ``code`` is ``web-page``, ``no-calendar``, ``encoding`` or
    ``many``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Refused(ValueError):
    """One event cannot be read; ``code`` says why, ``part`` which text is meant."""

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(f"{code}: {part}")
        self.code = code
        self.part = part[:120]


@dataclass(frozen=True)
class Span:
    """A time in the wall clock of ``zone``; of a whole day the end is exclusive, at midnight."""

    start: datetime
    end: datetime
    all_day: bool


@dataclass(frozen=True)
class Change:
    """What one date of a series says instead. ``instance`` is the start that the series gives it."""

    instance: datetime
    span: Span
    summary: str
    location: str
    cancelled: bool


@dataclass(frozen=True)
class IncomingEvent:
    """One event of a file, its times naive in the wall clock of the reader's zone.

    ``rule`` is an RRULE value that holds in that wall clock; a series that does not is given as ``added``
    dates. ``notes`` are codes of what was assumed.
    """

    uid: str
    sequence: int
    modified: str
    summary: str
    description: str
    location: str
    url: str
    categories: tuple[str, ...]
    cancelled: bool
    span: Span
    zone: str
    rule: str = ""
    excluded: tuple[datetime, ...] = ()
    added: tuple[Span, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def age(self) -> tuple[int, str]:
        return self.sequence, self.modified

    def with_changes(self, changes: list[tuple[Change, "IncomingEvent"]]) -> "IncomingEvent":
        """A series with its changed dates, as new as the newest of them."""
        events = [self, *(event for _change, event in changes)]
        return replace(
            self,
            sequence=max(event.sequence for event in events),
            modified=max(event.modified for event in events),
            changes=tuple(sorted((change for change, _event in changes), key=lambda one: one.instance)),
            notes=tuple(dict.fromkeys(note for event in events for note in event.notes)),
        )

    def content_hash(self) -> str:
        """Changes with anything that is imported; not with stamps alone."""
        facts = {
            name: value
            for name, value in asdict(self).items()
            if name not in ("sequence", "modified", "notes")
        }
        text = json.dumps(facts, default=datetime.isoformat, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Refusal:
    """An event that was left out, with what to call it and why."""

    uid: str
    summary: str
    code: str
    part: str = ""


@dataclass
class Reading:
    """What a file holds: its name, the events that can be imported, and those that cannot."""

    name: str = ""
    events: list[IncomingEvent] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
