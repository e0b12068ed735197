"""Kind and place of an event of others: as staff chose for its words, else as the words suggest."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..calendars.incoming import IncomingEvent
from ..calendars.models import CalendarSource
from ..occurrences.kinds import EventKind
from ..occurrences.models import Venue

_KIND_WORDS = {
    EventKind.JOB_FAIR: ("招聘", "就业", "job fair", "career"),
    EventKind.DRIVE: ("换证", "登记", "办证"),
    EventKind.SPORTS: ("运动", "比赛", "体育", "球赛", "健身", "sport", "race", "match"),
    EventKind.PERFORMANCE: ("演出", "汇演", "音乐会", "晚会", "concert", "performance"),
    EventKind.ARTS: ("画", "书法", "摄影", "作品", "展", "exhibition", "art"),
    EventKind.TRAINING: ("培训", "课", "讲座", "学习", "training", "course", "workshop", "lecture"),
    EventKind.ADVICE: ("咨询", "法律", "advice", "legal"),
    EventKind.HEALTH: ("体检", "康复", "义诊", "健康", "health", "rehab"),
    EventKind.VISIT: ("参观", "走访", "慰问", "visit"),
    EventKind.VOLUNTEERING: ("志愿", "volunteer"),
    EventKind.GATHERING: ("联谊", "聚会", "茶话", "联欢", "gathering", "party"),
}


@dataclass(frozen=True)
class Choices:
    """What staff chose for the words of a calendar: kinds by category, ids of places by location."""

    kinds: dict[str, str] = field(default_factory=dict)
    venues: dict[str, int | None] = field(default_factory=dict)

    @classmethod
    def of(cls, source: CalendarSource) -> "Choices":
        """Those that are kept with a calendar."""
        return cls(dict(source.choices.get("kind", {})), dict(source.choices.get("venue", {})))

    def keep(self, source: CalendarSource) -> None:
        """Hold them for the next import."""
        source.choices = {"kind": self.kinds, "venue": self.venues}
        source.save(update_fields=["choices"])


def guessed_kind(event: IncomingEvent, choices: Choices) -> str:
    """The kind that was chosen for an event's category, else what its words suggest."""
    for category in event.categories:
        if chosen := choices.kinds.get(category):
            return chosen
    for text in (*event.categories, event.summary):
        if kind := kind_in(text):
            return kind
    return EventKind.OTHER


def kind_in(text: str) -> str:
    """The kind that a text suggests; empty for none."""
    lower = text.lower()
    for kind, words in _KIND_WORDS.items():
        if any(_stands_in(word, lower) for word in words):
            return kind
    labels = {str(kind.label).lower(): kind.value for kind in EventKind}
    return labels.get(lower.strip(), "")


def _stands_in(word: str, text: str) -> bool:
    """Whether a word is in a text; an English one at the beginning of a word there."""
    return re.search(rf"\b{word}", text) is not None if word.isascii() else word in text


def guessed_venue(location: str, choices: Choices, venues: Iterable[Venue]) -> int | None:
    """The place that was chosen for these words, else the one whose name stands in them."""
    if location in choices.venues:
        return choices.venues[location]
    matching = [venue for venue in venues if venue.name and venue.name in location]
    return max(matching, key=lambda venue: len(venue.name)).pk if matching else None
