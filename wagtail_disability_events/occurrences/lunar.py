"""Days of the Chinese lunar calendar, by the borax package (1900 to 2100)."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1900, 2100


class LunarFestival(models.TextChoices):
    """Festivals that events are held for, with their lunar day; ``other`` is a day given by numbers."""

    SPRING = "1-1", _("Spring Festival (春节)")
    LANTERN = "1-15", _("Lantern Festival (元宵节)")
    DRAGON_BOAT = "5-5", _("Dragon Boat Festival (端午节)")
    QIXI = "7-7", _("Qixi (七夕)")
    MID_AUTUMN = "8-15", _("Mid-Autumn Festival (中秋节)")
    DOUBLE_NINTH = "9-9", _("Double Ninth (重阳节)")
    LABA = "12-8", _("Laba (腊八)")
    NEW_YEARS_EVE = "12-0", _("Lunar New Year's Eve (除夕)")
    OTHER = "other", _("another lunar day")


class LunarError(ValueError):
    """A lunar day that does not exist: ``field`` is year, month or day; ``days`` of that month, if known."""

    def __init__(self, field: str, days: int = 0) -> None:
        super().__init__(field)
        self.field = field
        self.days = days


def solar_date(year: int, month: int, day: int, *, leap: bool = False) -> date:
    """The Gregorian day of a lunar one. ``day`` 0 is the last of its month. Raises LunarError.

    >>> solar_date(2027, 1, 1)
    datetime.date(2027, 2, 6)
    """
    from borax.calendars.lunardate import LCalendars, LunarDate  # its tables, where a lunar day is asked for

    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise LunarError("year")
    if not 1 <= month <= 12 or (leap and LCalendars.leap_month(year) != month):
        raise LunarError("month")
    days = LCalendars.ndays(year, month, int(leap))
    if not 0 <= day <= days:
        raise LunarError("day", days)
    solar: date = LunarDate(year, month, day or days, int(leap)).to_solar_date()
    return solar


def festival_date(festival: str, year: int) -> date:
    """The Gregorian day of a festival in a lunar year. Raises LunarError."""
    month, day = (int(part) for part in festival.split("-"))
    return solar_date(year, month, day)


def lunar_phrase(day: date) -> str:
    """A Gregorian day as its lunar one, in Chinese: ``正月初一``; empty outside of 1900 to 2100."""
    from borax.calendars.lunardate import InvalidLunarDateError, LunarDate  # as above

    try:
        return LunarDate.from_solar_date(day.year, day.month, day.day).strftime("%L%M月%D")
    except (InvalidLunarDateError, ValueError):
        return ""
