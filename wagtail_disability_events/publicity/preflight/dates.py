"""Days and times in the text: the weekday must fit the day, and both must fit the event."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ...core.dates import day_phrase, days_of, local, today_here
from ...pages.models import ArticlePage
from .codes import Code
from .findings import Finding, Fix, Severity
from .passages import Passage
from .privacy import ascii_form
from .subject import Subject

DAY = re.compile(
    r"(?:(?P<year>20[0-9]{2}) ?年 ?)?(?P<month>1[0-2]|0?[1-9]) ?月 ?(?P<day>3[01]|[12][0-9]|0?[1-9]) ?[日号]"
    r"(?P<between>[ 　]*[（(]?[ 　]*)(?P<weekday>(?:星期|周|礼拜)[一二三四五六日天])?"
)
TIME = re.compile(r"(?<![0-9:：])(?P<hour>[01]?[0-9]|2[0-3])[:：](?P<minute>[0-5][0-9])(?![0-9])")
WEEKDAYS = "一二三四五六日"
Genre = ArticlePage.Genre


def check_dates(subject: Subject) -> Iterator[Finding]:
    """Weekdays that do not fit, days that no calendar has, days and times that are not the event's."""
    known = _known_days(subject)
    times = _known_times(subject)
    for passage in subject.passages:
        text = ascii_form(passage.text)
        for match in DAY.finditer(text):
            words = passage.text[match.start() : match.end()].strip(" 　（(")
            day = _as_date(match, known)
            if day is None:
                reason = _("There is no such day.")
                yield Finding(Code.NO_SUCH_DAY, Severity.ERROR, passage.location, reason, words)
                continue
            if match["weekday"] and match["weekday"][-1].replace("天", "日") != WEEKDAYS[day.weekday()]:
                right = match["weekday"][:-1] + WEEKDAYS[day.weekday()]
                reason = _("%(day)s is a %(right)s.") % {"day": day_phrase(day), "right": right}
                fix = Fix(words, words.replace(match["weekday"], right)) if passage.holds(words) else None
                yield Finding(Code.WEEKDAY, Severity.ERROR, passage.location, reason, words, fix)
            elif known and _must_be_the_events(subject, day) and day not in known:
                reason = _("The event is not on this day. It is on %(days)s.") % {"days": _days(known)}
                yield Finding(Code.OTHER_DAY, Severity.WARNING, passage.location, reason, words)
            elif day in times:
                yield from _times(passage, match, text, times[day])


def _times(
    passage: Passage, match: re.Match[str], text: str, times: set[tuple[int, int]]
) -> Iterator[Finding]:
    """The first time that follows a day of the event must be one of that day."""
    rest = re.split(r"[。；\n]", text[match.end() :], maxsplit=1)[0][:20]
    found = TIME.search(rest)
    if found and (int(found["hour"]), int(found["minute"])) not in times:
        hours = _("On this day it begins at %(times)s.") % {
            "times": "、".join(f"{hour}:{minute:02}" for hour, minute in sorted(times))
        }
        yield Finding(Code.OTHER_TIME, Severity.WARNING, passage.location, hours, found[0])


def _as_date(match: re.Match[str], known: set[date]) -> date | None:
    """The day that is meant: without a year the event's, else the one nearest to today."""
    month, day = int(match["month"]), int(match["day"])
    if match["year"]:
        return _date(int(match["year"]), month, day)
    for each in known:
        if (each.month, each.day) == (month, day):
            return each
    today = today_here()
    years = {each.year for each in known} or {today.year - 1, today.year, today.year + 1}
    found = [that for year in years if (that := _date(year, month, day))]
    return min(found, key=lambda that: abs(that - today), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _known_days(subject: Subject) -> set[date]:
    """Days of the event, of its sign-up, and of the article itself."""
    event = subject.event
    if event is None:
        return set()
    days = set()
    for each in event.known_dates():
        first, last = days_of(each.start, each.end, each.time_zone)
        days |= {first + timedelta(days=number) for number in range((last - first).days + 1)}
    for moment in (event.registration_opens, event.registration_closes, event.first_until):
        if moment is not None:
            days.add(local(moment, event.time_zone).date())
    return days


def _known_times(subject: Subject) -> dict[date, set[tuple[int, int]]]:
    """Begin and end of each date, by day, in the event's own time; whole days have none."""
    found: dict[date, set[tuple[int, int]]] = {}
    for each in subject.event.known_dates() if subject.event is not None else []:
        for moment in () if each.all_day else (each.start, each.end):
            there = local(moment, each.time_zone)
            found.setdefault(there.date(), set()).add((there.hour, there.minute))
    return found


def _must_be_the_events(subject: Subject, day: date) -> bool:
    """In what is written before an event, a day that is near is meant as its day."""
    if subject.article.genre not in (Genre.ANNOUNCEMENT, Genre.REMINDER):
        return False
    return abs((day - today_here()).days) < 120


def _days(known: set[date]) -> str:
    return "、".join(day_phrase(day, year=False) for day in sorted(known)[:4])
