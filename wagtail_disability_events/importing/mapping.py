"""What the words and times of a partner's calendar are here: kind, place, schedule, text."""

import re
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.html import escape

from ..blocks.dates.schedule import ScheduleBlock
from ..calendars.incoming import MAX_DATES, Change, IncomingEvent, Span
from ..calendars.incoming_zones import last_day_in
from ..occurrences.kinds import EventKind
from ..occurrences.models import Venue
from ..occurrences.recurrence import Rule, RuleError, dates_of, parse_rule

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


class NotPossible(Exception):
    """An event that cannot be imported; ``code`` says why, ``part`` which text is meant."""

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(code)
        self.code, self.part = code, part[:120]


def guessed_kind(event: IncomingEvent, choices: dict[str, Any]) -> str:
    """The kind that was chosen for an event's category, else what its words suggest."""
    for category in event.categories:
        if chosen := choices.get("kind", {}).get(category):
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


def guessed_venue(location: str, choices: dict[str, Any], venues: Iterable[Venue]) -> int | None:
    """The place that was chosen for these words, else the one whose name stands in them."""
    chosen = choices.get("venue", {})
    if location in chosen:
        return chosen[location]
    matching = [venue for venue in venues if venue.name and venue.name in location]
    return max(matching, key=lambda venue: len(venue.name)).pk if matching else None


def schedule_of(event: IncomingEvent) -> list[tuple[str, dict[str, Any]]]:
    """The dates of an event as blocks of our schedule. Raises NotPossible where they cannot be."""
    try:
        blocks = _recurrence(event) if event.rule else _singles(event)
        ScheduleBlock().clean(
            ScheduleBlock().to_python([{"type": name, "value": _plain(value)} for name, value in blocks])
        )
    except RuleError as error:
        raise NotPossible("rule", f"{error.code} {error.part}") from error
    except ValidationError as error:
        raise NotPossible("schedule", first_message(error)) from error
    except OverflowError as error:
        raise NotPossible("year") from error
    return blocks


def _singles(event: IncomingEvent, spans: Iterable[Span] | None = None) -> list[tuple[str, dict[str, Any]]]:
    """One block a date; changed dates stand where they were moved to, cancelled ones are left out."""
    spans = [event.span, *event.added] if spans is None else list(spans)
    changes = {change.instance: change for change in event.changes}
    blocks = []
    for span in spans:
        change = changes.get(span.start)
        if span.start in event.excluded or (change and change.cancelled):
            continue
        blocks.append(("single", _single(change.span if change else span, event, change)))
    if len(blocks) > MAX_DATES:
        raise NotPossible("many-dates")
    if not blocks:
        raise NotPossible("no-dates")
    return blocks


def _single(span: Span, event: IncomingEvent, change: Change | None) -> dict[str, Any]:
    last = span.end - timedelta(days=1) if span.all_day else span.end
    several = last.date() > span.start.date()
    return {
        "start_date": span.start.date(),
        "start_time": None if span.all_day else span.start.time(),
        "end_time": None if span.all_day or span.end == span.start else span.end.time(),
        "end_date": last.date() if several else None,
        **_said(event, change),
    }


def _said(event: IncomingEvent, change: Change | None) -> dict[str, Any]:
    topic = change.summary if change and change.summary != event.summary else ""
    location = change.location if change and change.location != event.location else ""
    return {"topic": topic[:120], "venue": None, "location": location[:120]}


def _recurrence(event: IncomingEvent) -> list[tuple[str, dict[str, Any]]]:
    """A rhythm with its exceptions; one whose dates last longer than a day is written date by date."""
    span = event.span
    rule = _local_rule(event)
    length = span.end - span.start
    if length > timedelta(days=1):
        until = span.start.date() + timedelta(days=730)
        days = [
            day
            for _number, day in zip(
                range(MAX_DATES + 1), dates_of(rule, span.start.date(), until), strict=False
            )
        ]
        shifts = [datetime.combine(day, span.start.time()) for day in days]
        return _singles(
            event, [*(Span(start, start + length, span.all_day) for start in shifts), *event.added]
        )
    exceptions = [moment.date() for moment in event.excluded] + [
        change.instance.date() for change in event.changes
    ]
    known = set(dates_of(rule, span.start.date(), max([span.start.date(), *exceptions])))
    changes = {change.instance.date(): change for change in event.changes if change.instance.date() in known}
    left_out = {moment.date() for moment in event.excluded if moment.date() in known}
    left_out |= {day for day, change in changes.items() if change.cancelled}
    added = [item for item in event.added if item.start.date() not in known]
    if span.start.date() not in known and span.start not in event.excluded:
        added.insert(0, span)  # the first date counts even where the rule would not give it
    value = {
        "start_date": span.start.date(),
        "start_time": None if span.all_day else span.start.time(),
        "end_time": None if span.all_day or length == timedelta() else span.end.time(),
        "repeats": "rule",
        "interval": 1,
        "weekdays": [],
        "position": "",
        "until": None,
        "count": None,
        "rule": rule.text(),
        "topic": "",
        "teacher": "",
        "venue": None,
        "location": "",
        "left_out": sorted(left_out),
        "changed": [
            {
                "date": day,
                "new_date": change.span.start.date() if change.span.start.date() != day else None,
                **_times(change.span, span),
                "teacher": "",
                **_said(event, change),
            }
            for day, change in sorted(changes.items())
            if day not in left_out
        ],
        "added": [
            {"date": item.start.date(), **_times(item, span), "teacher": "", **_said(event, None)}
            for item in added
        ],
    }
    return [("recurrence", value)]


def _times(span: Span, usual: Span) -> dict[str, time | None]:
    """The clock of an exception, empty where it is the usual one."""
    if span.all_day or (span.start.time(), span.end.time()) == (usual.start.time(), usual.end.time()):
        return {"start_time": None, "end_time": None}
    return {"start_time": span.start.time(), "end_time": span.end.time() if span.end > span.start else None}


def _local_rule(event: IncomingEvent) -> Rule:
    """The rule by days. Raises RuleError."""
    hour = None if event.span.all_day else event.span.start.time()
    return parse_rule(event.rule, to_local=last_day_in(ZoneInfo(event.zone), hour))


def first_message(error: Any) -> str:
    """The sentence of a nested block error that says what is wrong."""
    for attribute in ("block_errors", "non_block_errors"):
        nested = getattr(error, attribute, None)
        found = nested.values() if isinstance(nested, dict) else nested
        for item in found or ():
            if item is not None:
                return first_message(item)
    messages = getattr(error, "messages", None) or [str(error)]
    return str(messages[0])


def summary_and_rest(event: IncomingEvent) -> tuple[str, str]:
    """Two sentences for lists, and the text below: the first paragraph if it is short enough, cut at a
    sentence.
    """
    text = event.description or event.summary
    first, _gap, rest = text.partition("\n")
    if len(first) <= 300:
        return first, rest.strip()
    cut = max(first.rfind(mark, 0, 299) for mark in "。！？.!?")
    cut = cut + 1 if cut > 100 else 299
    return first[:cut], f"{first[cut:]}\n{rest}".strip()


def body_html(text: str, url: str) -> str:
    """Paragraphs, with what looks like markup shown as it was written, and a link to where it came from."""
    paragraphs = [f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip()]
    if url:
        paragraphs.append(f'<p><a href="{escape(url)}">{escape(url)}</a></p>')
    return "".join(paragraphs)


def packed(event: IncomingEvent) -> dict[str, Any]:
    """An event of plain values."""
    return _plain(asdict(event))


def unpacked(item: dict[str, Any]) -> IncomingEvent:
    """The event of plain values."""
    event = IncomingEvent(**item)
    return replace(
        event,
        categories=tuple(event.categories),
        span=_span(item["span"]),
        excluded=tuple(map(datetime.fromisoformat, item["excluded"])),
        added=tuple(map(_span, item["added"])),
        changes=tuple(
            Change(
                **{
                    **change,
                    "instance": datetime.fromisoformat(change["instance"]),
                    "span": _span(change["span"]),
                }
            )
            for change in item["changes"]
        ),
        notes=tuple(event.notes),
    )


def _span(item: dict[str, Any]) -> Span:
    return Span(datetime.fromisoformat(item["start"]), datetime.fromisoformat(item["end"]), item["all_day"])


def _plain(value: Any) -> Any:
    """Dates and times as ISO text, all the way down."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value


def aware_span(event: IncomingEvent) -> tuple[datetime, datetime]:
    """Start and end of an event's first date in UTC."""
    zone = ZoneInfo(event.zone)
    return tuple(  # type: ignore[return-value]
        moment.replace(tzinfo=zone).astimezone(UTC) for moment in (event.span.start, event.span.end)
    )
