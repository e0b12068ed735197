"""One event of an import as staff read it, and the words of the file that they are asked about."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ..calendars.incoming import IncomingEvent, Refusal
from ..core.dates import span_phrase
from ..occurrences.kinds import EventKind
from ..occurrences.models import Venue
from .guessing import Choices, guessed_kind, guessed_venue, kind_in
from .planning import PlannedImport, Verdict
from .wording import NOTES, refusal_sentence

MAX_CHOICES = 40


@dataclass(frozen=True)
class EventLine:
    """An event that can be imported."""

    uid: str
    summary: str
    when: str
    kind: str
    location: str
    notes: list[str | Promise]
    page_id: int | None


@dataclass(frozen=True)
class RefusedLine:
    """An event that is not imported, and why."""

    uid: str
    summary: str
    reason: str


@dataclass(frozen=True)
class WordChoice:
    """A word of the file, how often it stands there, and the kind or the place's id that it gets."""

    word: str
    count: int
    chosen: str | int | None


def event_line(line: PlannedImport, choices: Choices, venues: list[Venue]) -> EventLine:
    event = line.event
    venue_id = guessed_venue(event.location, choices, venues)
    return EventLine(
        uid=event.uid,
        summary=event.summary,
        when=_when(event),
        kind=str(EventKind(guessed_kind(event, choices)).label),
        location=next((venue.name for venue in venues if venue.pk == venue_id), event.location),
        notes=[NOTES[note] for note in event.notes],
        page_id=line.page_id,
    )


def refused_line(refusal: Refusal) -> RefusedLine:
    return RefusedLine(refusal.uid, refusal.summary or _("without a title"), refusal_sentence(refusal))


def kind_choices(lines: list[PlannedImport], choices: Choices) -> list[WordChoice]:
    """The categories of events that are to be written, most frequent first, with the kind each gets.

    One that says nothing leaves it to the title of each event.
    """
    words = Counter(name for line in _to_write(lines) for name in line.event.categories[:1])
    return [
        WordChoice(word, count, choices.kinds.get(word) or kind_in(word))
        for word, count in words.most_common(MAX_CHOICES)
    ]


def venue_choices(lines: list[PlannedImport], choices: Choices, venues: list[Venue]) -> list[WordChoice]:
    """The places that the file names, most frequent first, with the venue each gets."""
    words = Counter(line.event.location for line in _to_write(lines) if line.event.location)
    return [
        WordChoice(word, count, guessed_venue(word, choices, venues))
        for word, count in words.most_common(MAX_CHOICES)
    ]


def _to_write(lines: list[PlannedImport]) -> list[PlannedImport]:
    return [line for line in lines if line.verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.EDITED)]


def _when(event: IncomingEvent) -> str:
    zone = ZoneInfo(event.zone)
    start, end = (_in_utc(moment, zone) for moment in (event.span.start, event.span.end))
    said = span_phrase(start, end, all_day=event.span.all_day, zone=event.zone)
    if event.rule:
        return _("%(when)s, repeated") % {"when": said}
    if event.added:
        return _("%(when)s and %(count)s more") % {"when": said, "count": len(event.added)}
    return said


def _in_utc(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.replace(tzinfo=zone).astimezone(UTC)
