"""What is said of a date in a line: where, when, and what helps people to take part."""

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from ...core.dates import local, time_phrase
from ...occurrences.accessibility import Facility, FacilityState
from ...occurrences.models import Occurrence
from ...occurrences.service_catalogue import service_label
from ...registration.models.quotas import Quota
from .facts import Common


def location_line(occurrence: Occurrence) -> str:
    """Where, with the one access fact that decides for many: ``南湖街道文体中心 一楼 · 平进平出``."""
    venue = occurrence.venue
    parts = [" ".join(part for part in (venue.name if venue else "", occurrence.location) if part)]
    if venue and any(
        item.facility == Facility.LEVEL_ENTRANCE and item.state == FacilityState.YES
        for item in venue.facilities.all()
    ):
        parts.append(_("level entrance"))
    return " · ".join(part for part in parts if part)


def time_line(occurrence: Occurrence) -> str:
    """When it begins, as a local time: ``14:00``."""
    if occurrence.all_day:
        return _("all day")
    return time_phrase(local(occurrence.start, occurrence.time_zone))


def service_line(quota: Quota) -> str:
    """A service with what is left of it, when it is limited."""
    label = service_label(quota.service)
    if quota.left is None:
        return label
    return _("%(service)s (%(left)s left)") % {"service": label, "left": quota.left}


def with_common(date: Occurrence, common: Common) -> Occurrence:
    """Give a date, and its event, the place and occasion that are in memory."""
    if date.venue_id in common.venues:
        date.venue = common.venues[date.venue_id]
    if date.event.occasion_id in common.occasions:
        date.event.occasion = common.occasions[date.event.occasion_id]
    return date


def with_lines(dates: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
    """Load with dates what a line says of them, three queries whatever their number."""
    return dates.select_related("event", "event__occasion", "venue").prefetch_related(
        "venue__facilities",
        Prefetch("event__quotas", to_attr="all_quotas"),
    )
