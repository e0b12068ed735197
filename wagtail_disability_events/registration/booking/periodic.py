"""What has to be done about sign-ups as time passes: offers end, dates come near."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...core import conf
from ...core.dates import local
from ...core.periodic.jobs import Job
from ...occurrences.models import Occurrence
from ..messages import outbox
from ..models.registrations import Registration
from ..values.message_kinds import MessageKind
from .offers import end_offers
from .waiting_list import promote_from_waitlist


def end_late_offers() -> str:
    """End offers whose time is over, so that the next in the waiting list move up."""
    return f"{end_offers()} offers ended."


def fill_free_places() -> str:
    """Let people on waiting lists move up where places are free: those that a list counted for somebody who
    had one already."""
    waiting = Registration.objects.filter(
        state=Registration.State.WAITING, event__occurrences__end__gte=timezone.now()
    )
    events = waiting.order_by().values_list("event_id", flat=True).distinct()
    return f"{sum(len(promote_from_waitlist(event_id)) for event_id in events)} moved up."


def send_reminders() -> str:
    """Remind of dates that are near."""
    return f"{remind()} reminders."


def remind(*, now: datetime | None = None) -> int:
    """Remind everybody who comes, ``REMINDER_DAYS`` days before a date; once for each, whoever runs it.

    Days are counted in the zone of the date. Who signed up within these days was told then.
    """
    now = now or timezone.now()
    told = 0
    for days in conf.get("REMINDER_DAYS"):
        dates = (
            Occurrence.objects.published()
            .filter(start__gt=now, start__lte=now + timedelta(days=days + 1))
            .taking_place()
        )
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
        .exclude(messages__deduplication_key__startswith=f"{once}:")
        .select_related("group", "quota", "repeats__group")
    )
    with transaction.atomic():
        return len(outbox.announce_all(date.event.specific, people, MessageKind.REMINDER, once=once))


JOBS = (
    Job(
        name="offers",
        label=_("Offers to the waiting list"),
        function=end_late_offers,
        every=timedelta(minutes=1),
        consequence=_("People on the waiting list wait: an offer that nobody took up is not passed on."),
    ),
    Job(
        name="places",
        label=_("Free places to the waiting list"),
        function=fill_free_places,
        every=timedelta(hours=1),
        consequence=_("Some places stay free although people wait for them."),
    ),
    Job(
        name="reminders",
        label=_("Reminders of dates"),
        function=send_reminders,
        every=timedelta(minutes=10),
        consequence=_("People who signed up are not reminded of their dates."),
    ),
)
