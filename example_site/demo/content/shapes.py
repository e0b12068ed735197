"""How an event of the demo is written down."""

from dataclasses import dataclass, field
from datetime import time
from typing import Any


@dataclass(frozen=True)
class DemoDate:
    """A date relative to the day of loading."""

    days: int
    start: time | None = time(9)
    end: time | None = time(11, 30)
    topic: str = ""
    last_day: int | None = None


@dataclass(frozen=True)
class DemoCourse:
    """Several sessions: day from today and topic of each; teacher and room where they differ."""

    sessions: tuple[tuple[Any, ...], ...]
    start: time = time(18, 30)
    minutes: int = 90
    teacher: str = ""


@dataclass(frozen=True)
class DemoRhythm:
    """Dates that repeat from a day on. ``left_out`` and ``moved`` count the dates of the rhythm."""

    days: int
    start: time
    end: time
    fields: dict[str, Any]
    left_out: int | None = None
    moved: int | None = None


@dataclass(frozen=True)
class DemoLunar:
    """A festival of the lunar calendar, the next one to come."""

    festival: str
    start: time = time(9)
    end: time = time(11)


@dataclass(frozen=True)
class DemoResult:
    """A line of a result sheet: ``who`` is a name to publish, or the place among those who signed up."""

    contest: str
    who: str | int
    team: str
    value: str
    heat: int = 0
    state: str = "ok"
    note: str = ""


@dataclass(frozen=True)
class DemoEvent:
    """One event. ``model`` is the page class; ``special`` its blocks."""

    title: str
    org: str
    kind: str
    model: str
    summary: str
    venue: str
    room: str
    dates: tuple[Any, ...]
    occasion: str = ""
    services: tuple[tuple[str, int | None, str], ...] = ()
    special: tuple[Any, ...] = ()
    capacity: int | None = None
    people: int = 0
    waiting: int = 0
    cancelled: int = 0
    came: int = 0
    walk_ins: int = 0
    companions: int = 0
    volunteers: int = 0
    photos: tuple[str, ...] = ()
    operation: str = ""
    draft: bool = False
    asks: tuple[tuple[str, bool, str], ...] = ()
    register_for: str = "event"
    register: bool = True
    results: tuple[DemoResult, ...] = ()
    prizes: tuple[tuple[str, str], ...] = ()
    arranged: bool = False
    form_template: str = ""
    partners: tuple[str, ...] = ()
    """Those that hold it together with ``org``."""
    extra: dict[str, Any] = field(default_factory=dict)
