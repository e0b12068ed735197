"""What is due as time passes: offers end, dates come near, messages wait."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ...core import conf
from ...core.dates import local
from ...occurrences.models import Occurrence
from ..messages import outbox
from ..messages.delivery import deliver_due
from ..models.registrations import Registration
from ..values.message_kinds import MessageKind
from .offers import end_offers


def tend(*, now: datetime | None = None) -> dict[str, Any]:
    """Do all of it that is due; safe to run as often as one likes, and by several at once."""
    sent, failed = 0, 0
    ended, reminded = end_offers(now=now), remind(now=now)
    sent, failed = deliver_due()
    return {"ended": ended, "reminded": reminded, "sent": sent, "failed": failed}


def remind(*, now: datetime | None = None) -> int:
    """Remind everybody who comes, ``REMINDER_DAYS`` days before a date; once for each, whoever runs it.

    Days are counted in the zone of the date. Who signed up within these days was told then.
    """
    now = now or timezone.now()
    told = 0
    for days in conf.get("REMINDER_DAYS"):
        dates = Occurrence.objects.filter(
            start__gt=now, start__lte=now + timedelta(days=days + 1), event__live=True
        ).taking_place()
        for date in dates.select_related("event").order_by("start", "pk"):
            zone = date.time_zone
            if (local(date.start, zone).date() - local(now, zone).date()).days <= days:
                told += _remind_of(date, days, now)
    return told


def _remind_of(date: Occurrence, days: int, now: datetime) -> int:
    once = f"reminder:{date.pk}:{days}"
    people = (
        Registration.objects.displayed_as("confirmed")
        .for_occurrence(date)
        .filter(created_at__lt=now - timedelta(hours=12), erased_at=None)
        .exclude(messages__once__startswith=f"{once}:")
        .select_related("group", "quota", "repeats__group")
    )
    with transaction.atomic():
        return len(outbox.announce_all(date.event.specific, people, MessageKind.REMINDER, once=once))
