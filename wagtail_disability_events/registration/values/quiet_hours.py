"""Quiet hours, in which no text message is sent that can wait."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from ...core import conf


def after_quiet_hours(moment: datetime, zone: str) -> datetime:
    """The moment itself, or the end of the quiet hours that it lies in; aware, in the zone of the event."""
    if not conf.get("QUIET_HOURS"):
        return moment
    begins, ends = (time.fromisoformat(text) for text in conf.get("QUIET_HOURS"))
    local = moment.astimezone(ZoneInfo(zone))
    clock = local.time()
    over_night = begins > ends
    quiet = clock >= begins or clock < ends if over_night else begins <= clock < ends
    if not quiet:
        return moment
    day = local.date() + timedelta(days=1) if over_night and clock >= begins else local.date()
    return datetime.combine(day, ends, ZoneInfo(zone))
