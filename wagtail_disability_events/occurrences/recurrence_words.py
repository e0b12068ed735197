"""A recurrence rule said in the active language: “每月最后一个星期六，共 10 次”."""

import re
from datetime import date

from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from ..core.dates import day_phrase
from .recurrence import Rule


def rule_sentence(rule: Rule, first: date) -> str:
    """One sentence without a full stop. ``first`` is the day from which the rule counts."""
    parts = [_rhythm(rule, first)]
    if rule.months and rule.frequency != "YEARLY":
        parts.append(_("only in %(months)s") % {"months": _join([_month(number) for number in rule.months])})
    if rule.count is not None:
        parts.append(ngettext("%(count)s time", "%(count)s times", rule.count) % {"count": rule.count})
    elif rule.until is not None:
        parts.append(_("until %(day)s") % {"day": day_phrase(rule.until)})
    else:
        parts.append(_("without an end"))
    return _spaced(pgettext("between parts of a sentence", ", ").join(parts))


def _rhythm(rule: Rule, first: date) -> str:
    once, count = rule.interval == 1, {"count": rule.interval}
    match rule.frequency:
        case "DAILY":
            every = _("Every day") if once else _("Every %(count)s days") % count
            return _on(every, rule, first)
        case "WEEKLY":
            days = rule.weekdays or ((0, first.weekday()),)
            names = _join([_weekday(day) for _n, day in sorted(days, key=lambda pair: pair[1])])
            words = _("Every week on %(days)s") if once else _("Every %(count)s weeks on %(days)s")
            return words % {**count, "days": names} + _picked(rule)
        case "MONTHLY":
            every = _("Every month") if once else _("Every %(count)s months") % count
            return _on(every, rule, first)
    every = _("Every year") if once else _("Every %(count)s years") % count
    return _on(every, rule, first)


def _on(every: str, rule: Rule, first: date) -> str:
    """The period with the days in it: “每年 5 月第三个星期日”."""
    month_days = rule.month_days
    months = rule.months if rule.frequency == "YEARLY" else ()
    if rule.frequency in ("MONTHLY", "YEARLY") and not rule.weekdays and not month_days:
        month_days = (first.day,)
        if rule.frequency == "YEARLY" and not months:
            months = (first.month,)
    days = [_month_day(day) for day in month_days]
    weekdays = [_numbered(ordinal, day) for ordinal, day in rule.weekdays]
    where = _join(days)
    if days and weekdays:
        where = _("%(days)s if it is a %(weekdays)s") % {"days": where, "weekdays": _join(weekdays)}
    elif weekdays:
        where = _join(weekdays)
    if months:
        named = _join([_month(number) for number in months])
        where = (
            _("%(days)s of %(months)s") % {"days": where, "months": named}
            if where
            else _("each day of %(months)s") % {"months": named}
        )
    if where and rule.frequency == "DAILY":
        every = _("%(every)s, only on %(days)s") % {"every": every, "days": where}
    elif where:
        every = _("%(every)s on %(days)s") % {"every": every, "days": where}
    return every + _picked(rule)


def _picked(rule: Rule) -> str:
    if not rule.positions:
        return ""
    names = _join([_position(number) for number in rule.positions])
    return _(" (of these the %(positions)s)") % {"positions": names}


def _numbered(ordinal: int, day: int) -> str:
    if not ordinal:
        return _weekday(day)
    return _("the %(position)s %(weekday)s") % {"position": _position(ordinal), "weekday": _weekday(day)}


def _position(number: int) -> str:
    words = {
        1: pgettext("position of a day in a month", "first"),
        2: pgettext("position of a day in a month", "second"),
        3: pgettext("position of a day in a month", "third"),
        4: pgettext("position of a day in a month", "fourth"),
        5: pgettext("position of a day in a month", "fifth"),
        -1: pgettext("position of a day in a month", "last"),
        -2: pgettext("position of a day in a month", "last but one"),
    }
    if number in words:
        return words[number]
    if number > 0:
        said = {"ordinal": ordinal(number), "number": number}
        return pgettext("position of a day in a month, beyond the fifth", "%(ordinal)s") % said
    said = {"ordinal": ordinal(-number), "number": -number}
    return pgettext("position of a day in a month", "%(ordinal)s to last") % said


def _month_day(number: int) -> str:
    if number > 0:
        return pgettext("a day of the month by its number", "day %(number)s") % {"number": number}
    if number == -1:
        return _("the last day")
    return _("the %(position)s day") % {"position": _position(number)}


def _weekday(day: int) -> str:
    return str(WEEKDAYS[day])


def _month(number: int) -> str:
    # Django writes Chinese months as 一月; beside numbered days people write 1 月
    if (get_language() or "").startswith("zh"):
        return f"{number} 月"
    return str(MONTHS[number])


def _spaced(sentence: str) -> str:
    """A space between a Han character and a number, as careful Chinese typesetting has it."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)", " ", sentence)


def _join(words: list[str]) -> str:
    return pgettext("between items of a list", ", ").join(words)
