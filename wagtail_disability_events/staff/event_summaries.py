"""How events stand, from records; many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from ..core.dates import span_phrase
from ..gallery.photos.models import Photo
from ..occurrences.models import Headcount, Occurrence
from ..pages.models import ArticlePage, EventPage
from ..registration.models.attendances import Attendance
from ..registration.models.quotas import Quota
from ..registration.models.registrations import Registration
from ..registration.models.service_requests import ServiceRequest


@dataclass
class EventSummary:
    """How an event stands, from records."""

    when: str = ""
    starts: datetime | None = None
    is_over: bool = False
    state: str = ""
    seats: str = ""
    unmet: int = 0
    photos: int = 0
    waiting_photos: int = 0
    articles: int = 0
    came: int = 0
    next_editions: int = 0


def event_summaries(events: Iterable[EventPage]) -> dict[int, EventSummary]:
    """How each of these events stands; nine queries, whatever their number."""
    listed = list(events)
    ids = [event.pk for event in listed]
    found = {event.pk: EventSummary(state=_state(event)) for event in listed}
    _dates(found, ids)
    for event_id, planned, taken in _seats(ids):
        found[event_id].seats = f"{taken}/{planned}" if planned is not None else str(taken)
    unmet = ServiceRequest.objects.filter(
        granted=False, registration__event__in=ids, registration__state=Registration.State.CONFIRMED
    )
    for event_id, number in _count(unmet, "registration__event_id"):
        found[event_id].unmet = number
    for event_id, number in _count(Photo.objects.public().filter(event__in=ids), "event_id"):
        found[event_id].photos = number
    waiting = Photo.objects.filter(event__in=ids, state=Photo.State.NEW)
    for event_id, number in _count(waiting, "event_id"):
        found[event_id].waiting_photos = number
    for event_id, number in _count(ArticlePage.objects.filter(event__in=ids), "event_id"):
        found[event_id].articles = number
    for event_id, number in _count(
        Attendance.objects.filter(occurrence__event__in=ids), "occurrence__event_id"
    ):
        found[event_id].came = number
    heads = Headcount.objects.filter(occurrence__event__in=ids).order_by().values_list("occurrence__event_id")
    for event_id, number in heads.annotate(number=Sum("walk_ins")):
        found[event_id].came += number or 0
    next_editions = EventPage.objects.filter(previous_edition__in=ids)
    for event_id, number in _count(next_editions, "previous_edition_id"):
        found[event_id].next_editions = number
    return found


def _state(event: EventPage) -> str:
    if event.live:
        return _("published, with changes") if event.has_unpublished_changes else _("published")
    return _("not published any more") if event.first_published_at else _("draft")


def _dates(found: dict[int, EventSummary], ids: list[int]) -> None:
    """The next date of each event, or its last one."""
    now = timezone.now()
    for date in Occurrence.objects.filter(event__in=ids).order_by("start"):
        summary = found[date.event_id]
        if summary.starts is not None and not summary.is_over:
            continue
        summary.starts, summary.is_over = date.start, date.end < now
        summary.when = span_phrase(date.start, date.end, all_day=date.all_day, zone=date.time_zone)
        if not date.takes_place:
            summary.when += f" · {date.get_status_display()}"


def _seats(ids: list[int]) -> Iterable[tuple[int, int | None, int]]:
    people = Quota.objects.filter(event__in=ids, kind__in=[Quota.Kind.SEAT, Quota.Kind.SLOT], offered=True)
    rows = people.order_by().values_list("event_id")
    return rows.annotate(
        planned=Sum("planned_capacity"), used=Sum("taken", filter=~Q(taken=None))
    ).values_list("event_id", "planned", "used")


def _count(rows: QuerySet, field: str) -> QuerySet:
    return rows.order_by().values_list(field).annotate(number=Count("pk"))
