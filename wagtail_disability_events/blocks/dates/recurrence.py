"""A rhythm of dates: every second Tuesday, the last Saturday of a month; with exceptions."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ...core import conf
from ...occurrences.recurrence import (
    DAYS,
    MAX_DATES,
    Rule,
    RuleError,
    check_size,
    dates_of,
    first_date,
)
from ...occurrences.recurrence_words import rule_sentence
from ...occurrences.schedule import (
    PlannedDate,
    PlannedSeries,
    ScheduleError,
    horizon,
    last_day,
    next_beyond,
    repeated_span,
    span_of,
)
from ..base import WEB, Context, Deletable
from .base import (
    ERRORS,
    TOO_FAR,
    DateStructBlock,
    PlaceFacts,
    location_block,
    place_facts,
    refuse,
    shifted,
    teacher_block,
    topic_block,
    venue_block,
)
from .exceptions import AddedDateBlock, ChangedDateBlock, check_exceptions
from .recurrence_rule import Position, Rhythm, finished_rule, rule_of
from .values import AddedDateValue, PlaceValue, RecurrenceValue

_RULE_ERRORS = {
    "syntax": _("“%(part)s” is not part of a recurrence rule. One looks like FREQ=WEEKLY;BYDAY=TU."),
    "unsupported": _("Rules with %(part)s are not supported: an event has at most one date a day."),
    "value": _("The value in “%(part)s” is not possible."),
    "conflict": _("%(part)s cannot be used together in one rule."),
    "never": _("This rule never gives a date."),
    "too-many": _("This rule gives more than %(limit)s dates. End it earlier, or make it several events."),
}


class RecurrenceBlock(DateStructBlock[RecurrenceValue]):
    """Dates that repeat, without end or until a day or a number, with exceptions."""

    facts_as_text = ("rule",)

    start_date = blocks.DateBlock(
        label=_("First day"), help_text=_("The rhythm counts from here; weeks and months too.")
    )
    start_time = blocks.TimeBlock(
        label=_("From"), required=False, help_text=_("Leave both times empty for a whole day.")
    )
    end_time = blocks.TimeBlock(label=_("Until"), required=False)
    repeats = blocks.ChoiceBlock(label=_("Repeats"), choices=Rhythm.choices, default=Rhythm.WEEKLY)
    interval = blocks.IntegerBlock(
        label=_("Every how many"),
        default=1,
        min_value=1,
        max_value=99,
        help_text=_("1: each day, week, month or year; 2: every second one."),
    )
    weekdays = blocks.MultipleChoiceBlock(
        label=_("On which days of the week"),
        required=False,
        choices=[(code, WEEKDAYS[number]) for number, code in enumerate(DAYS)],
        help_text=_("Empty: the weekday of the first day."),
    )
    position = blocks.ChoiceBlock(label=_("Which one in the month"), required=False, choices=Position.choices)
    until = blocks.DateBlock(
        label=_("Until"), required=False, help_text=_("The last possible day. Empty: no end, or a number.")
    )
    count = blocks.IntegerBlock(label=_("How many times"), required=False, min_value=1, max_value=MAX_DATES)
    rule = blocks.CharBlock(
        label=_("Rule (RRULE)"),
        required=False,
        max_length=200,
        help_text=_("Only for “as a rule”: like FREQ=MONTHLY;BYDAY=-1SA. It says by itself when it ends."),
    )
    topic = topic_block()
    teacher = teacher_block()
    venue = venue_block()
    location = location_block()
    left_out = blocks.ListBlock(
        blocks.DateBlock(label=_("Day")), label=_("Left out"), default=[], min_num=0, max_num=200
    )
    changed = blocks.ListBlock(
        ChangedDateBlock(), label=_("Changed dates"), default=[], min_num=0, max_num=200
    )
    added = blocks.ListBlock(AddedDateBlock(), label=_("Added dates"), default=[], min_num=0, max_num=200)

    def clean(self, value: RecurrenceValue) -> RecurrenceValue:
        value = super().clean(value)
        if value["start_date"] is None:
            return value
        try:
            repeated_span(value["start_date"], value["start_time"], value["end_time"], conf.get("TIME_ZONE"))
        except ScheduleError as error:
            raise refuse(error.field, ERRORS[error.field, error.code], error.code) from error
        except OverflowError as error:
            raise refuse("start_date", TOO_FAR, "out-of-range") from error
        if value["until"] and value["count"]:
            raise refuse("count", _("Give the last day or the number of times, not both."), "conflict")
        if value["until"] and value["until"] < value["start_date"]:
            raise refuse("until", _("It would end before it starts."), "before-start")
        rule = _checked_rule(value, value["start_date"])
        check_exceptions(value, value["start_date"], rule)
        return value

    def planned_dates(
        self, value: RecurrenceValue, block_id: str, zone: str, until: date
    ) -> Iterator[PlannedDate]:
        rule, start = finished_rule(value), value["start_date"]
        if rule is None or start is None:
            return
        left_out = set(value["left_out"])
        changed = {item["date"]: item for item in value["changed"] if item["date"]}
        common = place_facts(value)
        for day in dates_of(rule, start, last_day(start, until)):
            if day in left_out:
                continue
            change = changed.get(day)
            start, end, all_day = _span(value, change, (change and change["new_date"]) or day, zone)
            yield PlannedDate(
                block_id, f"{day:%Y%m%d}", start, end, all_day, **_over(common, change), series=block_id
            )
        for child in value["added"].bound_blocks:
            item = child.value
            if item["date"] is not None:
                start, end, all_day = _span(value, item, item["date"], zone)
                yield PlannedDate(
                    str(child.id), "", start, end, all_day, **_over(common, item), series=block_id
                )

    def planned_series(self, value: RecurrenceValue, block_id: str, until: date) -> PlannedSeries | None:
        """The rule of a finished value; None of an unfinished one."""
        rule, first = finished_rule(value), value["start_date"]
        if rule is None or first is None:
            return None
        return PlannedSeries(
            block_id,
            rule,
            first,
            next_beyond(rule, first, until),
            start_time=value["start_time"],
            end_time=value["end_time"],
            left_out=tuple(sorted(day for day in value["left_out"] if day)),
            **place_facts(value),
        )

    def shift(self, value: RecurrenceValue, by: timedelta) -> None:
        """The rhythm begins on the new day; weekdays follow it, exceptions were of the old edition."""
        weekday = value["start_date"].weekday() if value["start_date"] else 0
        value["start_date"] = shifted(value["start_date"], by)
        value["until"] = shifted(value["until"], by)
        turned = [DAYS[(DAYS.index(code) + by.days) % 7] for code in value["weekdays"] or ()]
        if value["start_date"] and value["start_date"].weekday() != weekday:
            value["weekdays"] = turned
        exceptions: tuple[Deletable, ...] = (value["left_out"], value["changed"], value["added"])
        for listed in exceptions:
            while len(listed):
                del listed[0]

    def describe(self, value: RecurrenceValue) -> str:
        rule, first = finished_rule(value), value["start_date"]
        return rule_sentence(rule, first) if rule and first else ""

    def get_context(self, value: RecurrenceValue, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        context["sentence"] = self.describe(value)
        return context

    class Meta:
        icon = "rotate"
        label = _("Repeated dates")
        description = _("A rhythm: every second Tuesday, the last Saturday of a month; with exceptions.")
        template = WEB.format("recurrence")
        preview_value = {
            "start_date": date(2026, 5, 5),
            "start_time": time(14),
            "end_time": time(16),
            "repeats": "weekly",
            "interval": 2,
            "weekdays": ["TU"],
            "position": "",
            "until": None,
            "count": None,
            "rule": "",
            "topic": "",
            "teacher": "",
            "venue": None,
            "location": "",
            "left_out": [],
            "changed": [],
            "added": [],
        }
        group = _("Dates")


def _span(
    value: RecurrenceValue, change: AddedDateValue | None, day: date, zone: str
) -> tuple[datetime, datetime, bool]:
    """The moments of one date: an exception that gives a start alone keeps the usual length."""
    start_time, end_time = value["start_time"], value["end_time"]
    if change and change["start_time"]:
        if change["end_time"] is None and start_time is not None:
            usual_start, usual_end, _all_day = repeated_span(day, start_time, end_time, zone)
            start, _end, _all_day = span_of(day, change["start_time"], None, None, zone)
            return start, start + (usual_end - usual_start), False
        return repeated_span(day, change["start_time"], change["end_time"], zone)
    if change and change["end_time"] and start_time is not None:
        end_time = change["end_time"]
    return repeated_span(day, start_time, end_time, zone)


def _over(common: PlaceFacts, change: PlaceValue | None) -> PlaceFacts:
    """What an exception says, over what holds for all."""
    if not change:
        return common
    own = place_facts(change)
    return {
        "topic": own["topic"] or common["topic"],
        "teacher": own["teacher"] or common["teacher"],
        "venue_id": own["venue_id"] or common["venue_id"],
        "location": own["location"] or common["location"],
    }


def _checked_rule(value: RecurrenceValue, start: date) -> Rule:
    field = "rule" if value["repeats"] == Rhythm.RULE else "repeats"
    try:
        rule = rule_of(value)
        if rule.until and rule.until < start:
            raise refuse(field, _("It would end before it starts."), "before-start")
        first_date(rule, start)
        check_size(rule, start, last_day(start, horizon()))
    except RuleError as error:
        if error.code == "position":
            raise refuse("position", _("Choose which one in the month."), "missing") from error
        message = _RULE_ERRORS[error.code] % {"part": error.part, "limit": MAX_DATES}
        raise refuse(field, message, error.code) from error
    return rule
