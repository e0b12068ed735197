"""Time zones as calendar files name or define them."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def known_zone(name: str) -> tzinfo | None:
    """A zone of the almanac by its name, a Windows name, or a long name that ends in one."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # 3 MB, for an import and not before

    name = name.strip().strip('"')
    for candidate in (name, WINDOWS_TO_OLSON.get(name, ""), "/".join(name.split("/")[-2:])):
        try:
            return ZoneInfo(candidate) if candidate else None
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None


def defined_zone(chunk: list[str]) -> tzinfo:
    """The zone that a VTIMEZONE describes, kept out of what icalendar remembers of zones by name."""
    from icalendar import Component, Timezone  # as above

    named_otherwise = ["BEGIN:X-ZONE", *chunk[1:-1], "END:X-ZONE"]
    described = Component.from_ical("\r\n".join(named_otherwise) + "\r\n")
    zone = Timezone()
    for name, value in described.items():
        zone[name] = value
    zone.subcomponents = list(described.subcomponents)  # type: ignore[arg-type]
    return zone.to_tz(lookup_tzid=False)


def last_day_in(zone: tzinfo, hour: time | None) -> Callable[[datetime], datetime]:
    """How an UNTIL in UTC becomes the last day in a zone: one that ends before that day's hour leaves it
    out.
    """

    def to_local(moment: datetime) -> datetime:
        local = moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
        return local - timedelta(days=1) if hour is not None and local.time() < hour else local

    return to_local


def offset_of(moment: datetime, zone: tzinfo) -> timedelta:
    """How far a zone is ahead of UTC at an aware moment."""
    return moment.astimezone(zone).utcoffset() or timedelta()
