"""The rhythm of dates, as staff choose it, turned into a rule (RFC 5545 §3.3.10)."""

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from ...core import conf
from ...occurrences.recurrence import DAYS, Rule, RuleError, parse_rule
from .values import RuleValue


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


def finished_rule(value: RuleValue) -> Rule | None:
    """The rule of a value that has what a rule needs, else None."""
    if value["start_date"] is None:
        return None
    try:
        return rule_of(value)
    except RuleError:
        return None


def rule_of(value: RuleValue) -> Rule:
    """The rule that the fields say together. Raises RuleError, "position" where that is missing."""
    first = value["start_date"]
    if first is None:
        raise RuleError("value", "DTSTART")
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
