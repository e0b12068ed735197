"""Times at a desk: made from what the page says, moved with the date, booked one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from ...core.dates import day_phrase, local, time_phrase
from ...occurrences.models import Occurrence
from ..event import BookableEvent
from ..models.quotas import Quota


@dataclass(frozen=True)
class Desk:
    """A desk of an event with its times in wall-clock time; ``at_once`` people share one."""

    key: str
    label: str
    times: tuple[tuple[time, time], ...]
    at_once: int


def sync_slots(event: BookableEvent, dates: Iterable[Occurrence], slots: Iterable[Quota]) -> None:
    """Make the times of an event, ``slots``, agree with its desks and dates; what is booked stays booked.

    A time that the page has no more is withdrawn: deleted, or kept for those who booked it.
    """
    there = {(slot.desk, slot.occurrence_id, slot.minute): slot for slot in slots}
    desks = event.booking_desks()
    if not desks and not there:
        return
    new, changed = [], []
    for date in dates:
        if not date.in_schedule:
            continue
        for desk in desks:
            for begins, ends in desk.times:
                quota = there.pop((desk.key, date.pk, _minute(begins)), None)
                if quota is None:
                    quota = Quota(
                        event_id=event.pk,
                        occurrence=date,
                        kind=Quota.Kind.SLOT,
                        desk=desk.key,
                        minute=_minute(begins),
                        capacity=desk.at_once,
                    )
                    new.append(quota)
                else:
                    changed.append(quota)
                _write(quota, date, desk, ends)
    Quota.objects.bulk_create(new, batch_size=500)
    fields = ["label", "starts_at", "ends_at", "planned_capacity", "capacity", "offered"]
    Quota.objects.bulk_update(changed, fields, batch_size=500)
    gone = [quota.pk for quota in there.values()]
    if gone:
        Quota.objects.filter(pk__in=gone, registrations=None).delete()
        Quota.objects.filter(pk__in=gone).update(offered=False)


def move_slots(occurrence: Occurrence) -> None:
    """After a date has moved its times are on the new day, at the same time of day."""
    slots = list(Quota.objects.filter(occurrence=occurrence, kind=Quota.Kind.SLOT))
    for slot in slots:
        if slot.starts_at is None or slot.ends_at is None or slot.minute is None:
            continue
        length = slot.ends_at - slot.starts_at
        slot.starts_at = _moment(occurrence, time(*divmod(slot.minute, 60)))
        slot.ends_at = slot.starts_at + length
    Quota.objects.bulk_update(slots, ["starts_at", "ends_at"], batch_size=500)


def free_slots(event: BookableEvent, *, now: datetime | None = None) -> list[Quota]:
    """The times that can still be booked, by desk and time."""
    slots = Quota.objects.filter(
        event_id=event.pk, kind=Quota.Kind.SLOT, offered=True, starts_at__gt=now or timezone.now()
    )
    slots = slots.exclude(occurrence__status__in=["cancelled", "postponed"]).select_related("occurrence")
    return [slot for slot in slots.order_by("label", "desk", "starts_at") if slot.left != 0]


def slot_time(slot: Quota) -> str:
    """``12 月 7 日 星期一 9:30–10:00`` in the zone of the date."""
    if slot.starts_at is None or slot.ends_at is None or slot.occurrence is None:
        return ""
    zone = slot.occurrence.time_zone
    start, end = local(slot.starts_at, zone), local(slot.ends_at, zone)
    return f"{day_phrase(start.date(), year=False)} {time_phrase(start)}–{time_phrase(end)}"


def slot_phrase(slot: Quota) -> str:
    """A time with what the desk is for; empty for a quota that is no time at a desk."""
    if slot.kind != Quota.Kind.SLOT:
        return ""
    return f"{slot.label} {slot_time(slot)}".strip()


def _write(quota: Quota, date: Occurrence, desk: Desk, ends: time) -> None:
    begins = time(*divmod(quota.minute or 0, 60))
    quota.label = desk.label
    quota.starts_at, quota.ends_at = _moment(date, begins), _moment(date, ends)
    quota.planned_capacity, quota.offered = desk.at_once, True
    quota.capacity = max(desk.at_once, quota.taken)


def _moment(date: Occurrence, clock: time) -> datetime:
    day = local(date.start, date.time_zone).date()
    return datetime.combine(day, clock, ZoneInfo(date.time_zone))


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute
