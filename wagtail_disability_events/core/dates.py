"""Local days and times: which day a moment belongs to, and how people say it in the reader's language."""

from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils import dateformat, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from . import conf


def local(moment: datetime, zone: str) -> datetime:
    """An aware moment in the wall clock of ``zone`` (an IANA key)."""
    return moment.astimezone(ZoneInfo(zone))


def local_day(moment: datetime, zone: str) -> date:
    """The day on which an aware moment is, on the calendar of ``zone`` (an IANA key).

    Never ask a moment itself with ``.date()``: the database gives it in UTC, where early hours and the start
    of a whole day in China are still on the day before.

    >>> from datetime import UTC
    >>> local_day(datetime(2026, 5, 16, 16, tzinfo=UTC), "Asia/Shanghai")
    datetime.date(2026, 5, 17)
    """
    return local(moment, zone).date()


def today_in(zone: str) -> date:
    """The day that it is now on the calendar of ``zone`` (an IANA key)."""
    return local_day(timezone.now(), zone)


def today_here() -> date:
    """The day that it is now where no organisation says its zone: by the package's setting ``TIME_ZONE``.

    The zone of the server says nothing about where people live.
    """
    return today_in(conf.get("TIME_ZONE"))


def days_of(start: datetime, end: datetime, zone: str) -> tuple[date, date]:
    """The first and the last day that a span touches on the calendar of ``zone``; ``end`` is not part of it.

    >>> from datetime import UTC
    >>> whole_day = datetime(2026, 5, 16, 16, tzinfo=UTC), datetime(2026, 5, 17, 16, tzinfo=UTC)
    >>> days_of(*whole_day, "Asia/Shanghai")
    (datetime.date(2026, 5, 17), datetime.date(2026, 5, 17))
    """
    return local_day(start, zone), local_day(max(start, end - datetime.resolution), zone)


def period_bounds(first: date, last: date, zone: str | tzinfo) -> tuple[datetime, datetime]:
    """The aware moments at which a period of local days begins and is over; both days belong to it.

    Of a moment inside, ``begins <= moment < ends`` holds.
    """
    there = ZoneInfo(zone) if isinstance(zone, str) else zone
    begins = datetime.combine(first, time.min, there)
    return begins, datetime.combine(last + timedelta(days=1), time.min, there)


def day_phrase(day: date, *, year: bool = True) -> str:
    """``2026 年 5 月 17 日 星期日`` or ``Sunday 17 May 2026``."""
    if year:
        return dateformat.format(day, pgettext("a day with its year (Django date format)", "l j F Y"))
    return dateformat.format(day, pgettext("a day without its year (Django date format)", "l j F"))


def time_phrase(moment: datetime) -> str:
    """``9:00`` of an already local moment."""
    return dateformat.format(moment, "G:i")


def month_phrase(day: date, *, year: bool) -> str:
    """``5 月`` or ``2026 年 5 月``; ``May`` or ``May 2026``."""
    if year:
        return dateformat.format(day, pgettext("a month with its year (Django date format)", "F Y"))
    return dateformat.format(day, pgettext("a month without its year (Django date format)", "F"))


def moment_phrase(moment: datetime, zone: str) -> str:
    """Day and time of a deadline without the year: ``5 月 15 日 星期五 17:00``."""
    there = local(moment, zone)
    return f"{day_phrase(there.date(), year=False)} {time_phrase(there)}"


def span_phrase(start: datetime, end: datetime, *, all_day: bool, zone: str) -> str:
    """When something is, as one line: day, or days, with their times.

    ``start`` and ``end`` are aware; of a whole day ``end`` is the midnight after the last day.
    """
    first, last = local(start, zone), local(end, zone)
    if all_day:
        _first, last_day = days_of(start, end, zone)
        if last_day <= first.date():
            all_of_it = _("all day")
            return f"{day_phrase(first.date())} {all_of_it}"
        return f"{day_phrase(first.date())}–{day_phrase(last_day, year=last_day.year != first.year)}"
    if first.date() == last.date():
        return f"{day_phrase(first.date())} {time_phrase(first)}–{time_phrase(last)}"
    return (
        f"{day_phrase(first.date())} {time_phrase(first)}–"
        f"{day_phrase(last.date(), year=last.year != first.year)} {time_phrase(last)}"
    )


def span_html(start: datetime, end: datetime, *, all_day: bool, zone: str) -> SafeString:
    """The same line with ``<time>`` elements, so that no day or hour breaks across lines."""
    first, last = local(start, zone), local(end, zone)
    opening = format_html('<time datetime="{}">{}</time>', first.date().isoformat(), day_phrase(first.date()))
    if all_day:
        _first, last_day = days_of(start, end, zone)
        if last_day <= first.date():
            return format_html("{} <span>{}</span>", opening, _("all day"))
        closing = day_phrase(last_day, year=last_day.year != first.year)
        return format_html('{}–<time datetime="{}">{}</time>', opening, last_day.isoformat(), closing)
    if first.date() == last.date():
        return format_html(
            '{} <time datetime="{}">{}–{}</time>',
            opening,
            first.isoformat(timespec="minutes"),
            time_phrase(first),
            time_phrase(last),
        )
    return format_html(
        '{} <time datetime="{}">{}</time>–<time datetime="{}">{} {}</time>',
        opening,
        first.isoformat(timespec="minutes"),
        time_phrase(first),
        last.isoformat(timespec="minutes"),
        day_phrase(last.date(), year=last.year != first.year),
        time_phrase(last),
    )
