"""The dates of a partner's event as blocks of our schedule."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from ..blocks.dates.schedule import ScheduleBlock
from ..calendars.incoming import MAX_DATES, Change, IncomingEvent, Span
from ..calendars.incoming_zones import last_day_in
from ..occurrences.recurrence import Rule, RuleError, dates_of, parse_rule
from .not_possible import NotPossible
from .packing import plain
from .texts import first_message

Blocks = list[tuple[str, dict[str, Any]]]
"""Block types with their values, as a schedule takes them."""


def schedule_of(event: IncomingEvent) -> Blocks:
    """The dates of an event as blocks of our schedule. Raises NotPossible where they cannot be."""
    try:
        blocks = _recurrence(event) if event.rule else _singles(event)
        ScheduleBlock().clean(
            ScheduleBlock().to_python([{"type": name, "value": plain(value)} for name, value in blocks])
        )
    except RuleError as error:
        raise NotPossible("rule", f"{error.code} {error.part}") from error
    except ValidationError as error:
        raise NotPossible("schedule", first_message(error)) from error
    except OverflowError as error:
        raise NotPossible("year") from error
    return blocks


def _singles(event: IncomingEvent, spans: Iterable[Span] | None = None) -> Blocks:
    """One block a date; changed dates stand where they were moved to, cancelled ones are left out."""
    spans = [event.span, *event.added] if spans is None else list(spans)
    changes = {change.instance: change for change in event.changes}
    blocks: Blocks = []
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


def _recurrence(event: IncomingEvent) -> Blocks:
    """A rule with its exceptions; one whose dates last longer than a day is written date by date."""
    rule = _local_rule(event)
    if event.span.end - event.span.start > timedelta(days=1):
        return _long_dates(event, rule)
    exceptions = _Exceptions(event, rule)
    span = event.span
    value = {
        "start_date": span.start.date(),
        "start_time": None if span.all_day else span.start.time(),
        "end_time": None if span.all_day or span.end == span.start else span.end.time(),
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
        "left_out": sorted(exceptions.left_out),
        "changed": exceptions.changed(),
        "added": exceptions.added(),
    }
    return [("recurrence", value)]


def _long_dates(event: IncomingEvent, rule: Rule) -> Blocks:
    """The dates of a rule one by one, for two years."""
    span, first = event.span, event.span.start.date()
    days = islice(dates_of(rule, first, first + timedelta(days=730)), MAX_DATES + 1)
    starts = (datetime.combine(day, span.start.time()) for day in days)
    spans = [Span(start, start + (span.end - span.start), span.all_day) for start in starts]
    return _singles(event, [*spans, *event.added])


class _Exceptions:
    """What differs from the rule of an event: days left out, changed, and added."""

    def __init__(self, event: IncomingEvent, rule: Rule) -> None:
        self.event = event
        first = event.span.start.date()
        named = [moment.date() for moment in event.excluded]
        named += [change.instance.date() for change in event.changes]
        self.known = set(dates_of(rule, first, max([first, *named])))
        changes = {change.instance.date(): change for change in event.changes}
        self.changes = {day: change for day, change in changes.items() if day in self.known}
        self.left_out = {moment.date() for moment in event.excluded if moment.date() in self.known}
        self.left_out |= {day for day, change in self.changes.items() if change.cancelled}

    def changed(self) -> list[dict[str, Any]]:
        """Dates of the rule that take place at another time or place."""
        return [
            {
                "date": day,
                "new_date": change.span.start.date() if change.span.start.date() != day else None,
                **_times(change.span, self.event.span),
                "teacher": "",
                **_said(self.event, change),
            }
            for day, change in sorted(self.changes.items())
            if day not in self.left_out
        ]

    def added(self) -> list[dict[str, Any]]:
        """Dates beside those of the rule. The first date counts even where the rule would not give it."""
        event, span = self.event, self.event.span
        spans = [item for item in event.added if item.start.date() not in self.known]
        if span.start.date() not in self.known and span.start not in event.excluded:
            spans.insert(0, span)
        return [
            {"date": item.start.date(), **_times(item, span), "teacher": "", **_said(event, None)}
            for item in spans
        ]


def _times(span: Span, usual: Span) -> dict[str, time | None]:
    """The clock of an exception, empty where it is the usual one."""
    if span.all_day or (span.start.time(), span.end.time()) == (usual.start.time(), usual.end.time()):
        return {"start_time": None, "end_time": None}
    return {"start_time": span.start.time(), "end_time": span.end.time() if span.end > span.start else None}


def _local_rule(event: IncomingEvent) -> Rule:
    """The rule by days. Raises RuleError."""
    hour = None if event.span.all_day else event.span.start.time()
    return parse_rule(event.rule, to_local=last_day_in(ZoneInfo(event.zone), hour))
