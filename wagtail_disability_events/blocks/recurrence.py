"""A rhythm of dates: every second Tuesday, the last Saturday of a month; with exceptions."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from ..core import conf
from ..occurrences.recurrence import (
    DAYS,
    MAX_DATES,
    Rule,
    RuleError,
    check_size,
    dates_of,
    first_date,
    parse_rule,
)
from ..occurrences.recurrence_words import rule_sentence
from ..occurrences.schedule import (
    PlannedDate,
    PlannedSeries,
    ScheduleError,
    horizon,
    last_day,
    next_beyond,
    repeated_span,
    span_of,
)
from .base import WEB
from .schedule_base import (
    ERRORS,
    TOO_FAR,
    DateStructBlock,
    location_block,
    place_facts,
    refuse,
    refuse_item,
    shift_days,
    teacher_block,
    topic_block,
    venue_block,
)


class Rhythm(models.TextChoices):
    """How dates follow each other, in words that staff use."""

    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every week, on chosen days")
    MONTHLY_DAY = "monthly-day", _("every month, on the same date as the first day")
    MONTHLY_LAST = "monthly-last", _("every month, on its last day")
    MONTHLY_WEEKDAY = "monthly-weekday", _("every month, for example on the second Tuesday")
    YEARLY_DAY = "yearly-day", _("every year, on the same date as the first day")
    YEARLY_WEEKDAY = "yearly-weekday", _("every year, for example on the third Sunday of that month")
    RULE = "rule", _("as a rule (RRULE), written below")


class Position(models.TextChoices):
    """Which of the weekdays in a month."""

    FIRST = "1", _("first")
    SECOND = "2", _("second")
    THIRD = "3", _("third")
    FOURTH = "4", _("fourth")
    FIFTH = "5", _("fifth (months without one are skipped)")
    LAST = "-1", _("last")


_RULE_ERRORS = {
    "syntax": _("“%(part)s” is not part of a recurrence rule. One looks like FREQ=WEEKLY;BYDAY=TU."),
    "unsupported": _("Rules with %(part)s are not supported: an event has at most one date a day."),
    "value": _("The value in “%(part)s” is not possible."),
    "conflict": _("%(part)s cannot be used together in one rule."),
    "never": _("This rule never gives a date."),
    "too-many": _("This rule gives more than %(limit)s dates. End it earlier, or make it several events."),
}


class ChangedDateBlock(blocks.StructBlock):
    """One date of the rhythm that is different. What is empty stays as the rhythm says."""

    date = blocks.DateBlock(label=_("Which date"), help_text=_("The day on which it would be."))
    new_date = blocks.DateBlock(label=_("New day"), required=False)
    start_time = blocks.TimeBlock(label=_("From"), required=False)
    end_time = blocks.TimeBlock(label=_("Until"), required=False)
    topic = blocks.CharBlock(label=_("Topic"), required=False, max_length=120)
    teacher = teacher_block()
    venue = venue_block()
    location = location_block()

    class Meta:
        icon = "edit"
        label = _("Changed date")


class AddedDateBlock(blocks.StructBlock):
    """One more date beside the rhythm."""

    date = blocks.DateBlock(label=_("Day"))
    start_time = blocks.TimeBlock(label=_("From"), required=False)
    end_time = blocks.TimeBlock(label=_("Until"), required=False)
    topic = blocks.CharBlock(label=_("Topic"), required=False, max_length=120)
    teacher = teacher_block()
    venue = venue_block()
    location = location_block()

    class Meta:
        icon = "plus"
        label = _("Added date")


class RecurrenceBlock(DateStructBlock):
    """Dates that repeat, without end or until a day or a number, with exceptions."""

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

    def clean(self, value: Any) -> Any:
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
        rule = self._checked_rule(value)
        self._check_exceptions(value, rule)
        return value

    def _checked_rule(self, value: Any) -> Rule:
        field = "rule" if value["repeats"] == Rhythm.RULE else "repeats"
        try:
            rule = rule_of(value)
            if rule.until and rule.until < value["start_date"]:
                raise refuse(field, _("It would end before it starts."), "before-start")
            first_date(rule, value["start_date"])
            check_size(rule, value["start_date"], last_day(value["start_date"], horizon()))
        except RuleError as error:
            if error.code == "position":
                raise refuse("position", _("Choose which one in the month."), "missing") from error
            message = _RULE_ERRORS[error.code] % {"part": error.part, "limit": MAX_DATES}
            raise refuse(field, message, error.code) from error
        return rule

    def _check_exceptions(self, value: Any, rule: Rule) -> None:
        """An exception is for a date that the rhythm has; an added date is one that it has not."""
        named = [day for day in value["left_out"] if day] + [
            item["date"] for item in (*value["changed"], *value["added"]) if item["date"]
        ]
        if not named:
            return
        known = set(dates_of(rule, value["start_date"], max(named)))
        not_in_rule = _("The rhythm has no date on this day.")
        twice = _("This day is named twice.")
        seen: set[date] = set()
        for index, day in enumerate(value["left_out"]):
            if day and (day not in known or day in seen):
                error = ValidationError(twice if day in seen else not_in_rule, code="not-in-rule")
                raise StructBlockValidationError(
                    {"left_out": ListBlockValidationError(block_errors={index: error})}
                )
            seen.add(day)
        for index, item in enumerate(value["changed"]):
            day = item["date"]
            if day and (day not in known or day in seen):
                message = twice if day in seen else not_in_rule
                raise refuse_item("changed", index, refuse("date", message, "not-in-rule"))
            seen.add(day)
            self._check_item("changed", index, item, value)
        for index, item in enumerate(value["added"]):
            if item["date"] in known:
                message = _("The rhythm has this date already.")
                raise refuse_item("added", index, refuse("date", message, "in-rule"))
            self._check_item("added", index, item, value)

    @staticmethod
    def _check_item(name: str, index: int, item: Any, value: Any) -> None:
        if item["end_time"] and not (item["start_time"] or value["start_time"]):
            message = ERRORS["start_time", "missing"]
            raise refuse_item(name, index, refuse("start_time", message, "missing"))

    def planned_dates(self, value: Any, block_id: str, zone: str, until: date) -> Iterator[PlannedDate]:
        rule = finished_rule(value)
        if rule is None:
            return
        left_out = set(value["left_out"])
        changed = {item["date"]: item for item in value["changed"] if item["date"]}
        common = place_facts(value)
        for day in dates_of(rule, value["start_date"], last_day(value["start_date"], until)):
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

    def planned_series(self, value: Any, block_id: str, until: date) -> PlannedSeries | None:
        """The rule of a finished value; None of an unfinished one."""
        rule = finished_rule(value)
        if rule is None:
            return None
        first = value["start_date"]
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

    def shift(self, value: Any, by: timedelta) -> None:
        """The rhythm begins on the new day; weekdays follow it, exceptions were of the old edition."""
        weekday = value["start_date"].weekday() if value["start_date"] else 0
        shift_days(value, ("start_date", "until"), by)
        turned = [DAYS[(DAYS.index(code) + by.days) % 7] for code in value["weekdays"] or ()]
        if value["start_date"] and value["start_date"].weekday() != weekday:
            value["weekdays"] = turned
        for name in ("left_out", "changed", "added"):
            while len(value[name]):
                del value[name][0]

    def describe(self, value: Any) -> str:
        rule = finished_rule(value)
        return rule_sentence(rule, value["start_date"]) if rule else ""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
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


def finished_rule(value: Any) -> Rule | None:
    """The rule of a value that has what a rule needs, else None."""
    if value["start_date"] is None:
        return None
    try:
        return rule_of(value)
    except RuleError:
        return None


def rule_of(value: Any) -> Rule:
    """The rule that the fields say together. Raises RuleError, "position" where that is missing."""
    first: date = value["start_date"]
    days = tuple(DAYS.index(code) for code in value["weekdays"] or ()) or (first.weekday(),)
    common: dict[str, Any] = {
        "interval": value["interval"] or 1,
        "count": value["count"],
        "until": value["until"],
    }
    match value["repeats"]:
        case Rhythm.DAILY:
            return Rule("DAILY", **common)
        case Rhythm.WEEKLY:
            return Rule("WEEKLY", weekdays=tuple((0, day) for day in sorted(days)), **common)
        case Rhythm.MONTHLY_DAY:
            return Rule("MONTHLY", month_days=(first.day,), **common)
        case Rhythm.MONTHLY_LAST:
            return Rule("MONTHLY", month_days=(-1,), **common)
        case Rhythm.YEARLY_DAY:
            return Rule("YEARLY", months=(first.month,), month_days=(first.day,), **common)
        case Rhythm.RULE:
            zone = ZoneInfo(conf.get("TIME_ZONE"))
            return parse_rule(
                value["rule"] or "", to_local=lambda moment: moment.replace(tzinfo=UTC).astimezone(zone)
            )
    if not value["position"]:
        raise RuleError("position")
    numbered = tuple((int(value["position"]), day) for day in sorted(days))
    if value["repeats"] == Rhythm.MONTHLY_WEEKDAY:
        return Rule("MONTHLY", weekdays=numbered, **common)
    return Rule("YEARLY", months=(first.month,), weekdays=numbered, **common)


def _span(value: Any, change: Any, day: date, zone: str) -> tuple[datetime, datetime, bool]:
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


def _over(common: dict[str, Any], change: Any) -> dict[str, Any]:
    """What an exception says, over what holds for all."""
    if not change:
        return common
    return {name: fact or common[name] for name, fact in place_facts(change).items()}
