"""The same facts as JSON: an Event of JSCalendar (RFC 8984), written beside each VEVENT."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from .vevent import CalendarFacts

_STATUS = {"CONFIRMED": "confirmed", "TENTATIVE": "tentative", "CANCELLED": "cancelled"}


def write_event(facts: CalendarFacts, *, uid: str, sequence: int, modified: datetime) -> str:
    """Return the JSON text of an Event, in one line. Times are local, beside their zone (§1.4.5, §4.7)."""
    event: dict[str, Any] = {
        "@type": "Event",
        "uid": uid,
        "updated": f"{modified.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "sequence": sequence,
        "title": facts.summary,
        "start": _local(facts.start, facts),
        "timeZone": None if facts.all_day else facts.time_zone,
        "duration": _duration(facts),
        "status": _STATUS[facts.status],
        "freeBusyStatus": "free" if facts.status == "CANCELLED" else "busy",
    }
    if facts.all_day:
        event["showWithoutTime"] = True
    if facts.description:
        event["description"] = facts.description
    if location := _location(facts):
        event["locations"] = {"1": location}
    if facts.conference:
        event["virtualLocations"] = {"1": {"@type": "VirtualLocation", "uri": facts.conference}}
    if links := _links(facts):
        event["links"] = links
    if facts.categories:
        event["keywords"] = dict.fromkeys(facts.categories, True)
    event |= _recurrence(facts)
    return json.dumps(event, ensure_ascii=False)


def _location(facts: CalendarFacts) -> dict[str, Any]:
    if not facts.location and facts.geo is None:
        return {}
    location: dict[str, Any] = {"@type": "Location"}
    if facts.location:
        location["name"] = facts.location
    if facts.geo is not None:
        location["coordinates"] = f"geo:{facts.geo[0]},{facts.geo[1]}"
    return location


def _links(facts: CalendarFacts) -> dict[str, Any]:
    links: dict[str, Any] = {}
    if facts.url:
        links["page"] = {"@type": "Link", "href": facts.url, "rel": "describedby"}
    if facts.image:
        links["image"] = {"@type": "Link", "href": facts.image, "rel": "icon", "display": "badge"}
    return links


def _recurrence(facts: CalendarFacts) -> dict[str, Any]:
    """Rule and exceptions of a series (§4.3), or which date of it an event stands for."""
    found: dict[str, Any] = {}
    if facts.instance is not None:
        found["recurrenceId"] = _local(facts.instance, facts)
        found["recurrenceIdTimeZone"] = None if facts.all_day else facts.time_zone
    if facts.rule:
        found["recurrenceRules"] = [_rule(facts)]
    overrides: dict[str, Any] = {_local(moment, facts): {"excluded": True} for moment in facts.excluded}
    overrides |= {_local(moment, facts): {} for moment in facts.added}
    if overrides:
        found["recurrenceOverrides"] = dict(sorted(overrides.items()))
    return found


def _rule(facts: CalendarFacts) -> dict[str, Any]:
    """An RRULE value as a RecurrenceRule (§4.3.3)."""
    rule: dict[str, Any] = {"@type": "RecurrenceRule"}
    for part in facts.rule.split(";"):
        name, _equals, value = part.partition("=")
        match name:
            case "FREQ":
                rule["frequency"] = value.lower()
            case "INTERVAL" | "COUNT":
                rule[name.lower()] = int(value)
            case "UNTIL":
                rule["until"] = _until(value, facts)
            case "BYDAY":
                rule["byDay"] = [_day(item) for item in value.split(",")]
            case "BYMONTHDAY":
                rule["byMonthDay"] = [int(item) for item in value.split(",")]
            case "BYMONTH":
                rule["byMonth"] = value.split(",")
            case "BYSETPOS":
                rule["bySetPosition"] = [int(item) for item in value.split(",")]
            case "WKST":
                rule["firstDayOfWeek"] = value.lower()
    return rule


def _day(item: str) -> dict[str, Any]:
    """``-1SA`` as an NDay."""
    day: dict[str, Any] = {"@type": "NDay", "day": item[-2:].lower()}
    if item[:-2]:
        day["nthOfPeriod"] = int(item[:-2])
    return day


def _until(value: str, facts: CalendarFacts) -> str:
    if not value.endswith("Z"):
        return f"{datetime.strptime(value, '%Y%m%d'):%Y-%m-%dT%H:%M:%S}"
    return _local(datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC), facts)


def _local(moment: datetime, facts: CalendarFacts) -> str:
    return f"{moment.astimezone(ZoneInfo(facts.time_zone)):%Y-%m-%dT%H:%M:%S}"


def _duration(facts: CalendarFacts) -> str:
    """How long it lasts: whole days by the almanac, hours by the clock (§1.4.6).

    Days and hours are not mixed: a day is not always 24 hours long.
    """
    if facts.all_day:
        zone = ZoneInfo(facts.time_zone)
        days = (facts.end.astimezone(zone).date() - facts.start.astimezone(zone).date()).days
        return f"P{days}D"
    minutes, seconds = divmod(int((facts.end - facts.start) / timedelta(seconds=1)), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{value}{unit}" for value, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if value]
    return "PT" + ("".join(parts) or "0S")
