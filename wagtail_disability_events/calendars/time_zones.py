"""Time zones as calendar programs want them (RFC 5545 §3.6.5)."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import TimezoneDaylight, TimezoneStandard

Observance: TypeAlias = "TimezoneDaylight | TimezoneStandard"

FIRST, LAST = date(2000, 1, 1), date(2038, 1, 1)


@lru_cache(maxsize=64)
def vtimezone(zone: str) -> str:
    """The VTIMEZONE of an IANA zone with its changes from 2000 to 2037, CRLF-terminated; empty for UTC."""
    if zone == "UTC":
        return ""
    from icalendar import Timezone  # 3 MB, where a calendar is written and not before

    component = Timezone.from_tzinfo(ZoneInfo(zone), zone, first_date=FIRST, last_date=LAST)
    component.pop("COMMENT", None)
    for observance in component.subcomponents:
        _correct_onsets(observance)
    return component.to_ical().decode("utf-8")


def _correct_onsets(observance: Observance) -> None:
    """Onsets in the wall clock before the change, as the standard asks, each in a property of its own.

    Where clocks go forward the icalendar package gives the first moment after the gap. Of an RDATE with many
    values ical.js, and with it Thunderbird, reads only the first.
    """
    gap: timedelta = max(observance.TZOFFSETTO - observance.TZOFFSETFROM, timedelta())
    observance.DTSTART = observance.DTSTART - gap
    if "RDATE" in observance:
        later: list[datetime] = [item.dt - gap for item in observance.pop("RDATE").dts]
        for onset in later:
            observance.add("RDATE", onset)
