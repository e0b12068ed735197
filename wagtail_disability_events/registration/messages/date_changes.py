"""Messages to those who signed up that their date has changed."""

from collections.abc import Iterable

from django.utils import timezone

from ...occurrences.models import Occurrence, Status
from ...occurrences.operations import public_reason
from ..event import BookableEvent
from ..models.registrations import Registration
from ..values.message_kinds import MessageKind
from . import outbox


def notify_registrants(event: BookableEvent, occurrences: Iterable[Occurrence]) -> None:
    """Queue one message to everyone who signed up for any of these dates; none about dates that are over."""
    now = timezone.now()
    ahead = [date for date in occurrences if max(date.end, date.planned_end) >= now]
    if not ahead:
        return
    people = (
        Registration.objects.displayed_as("confirmed", "offered", "waiting")
        .for_occurrences(event, [date.pk for date in ahead])
        .select_related("group", "quota", "repeats__group")
    )
    outbox.announce_all(event, people, _kind(ahead), note=public_reason(ahead[0]))


def _kind(dates: list[Occurrence]) -> MessageKind:
    """What has happened to all of these dates."""
    kinds = {
        Status.CANCELLED: MessageKind.CALLED_OFF,
        Status.POSTPONED: MessageKind.CALLED_OFF,
        Status.MOVED: MessageKind.MOVED,
    }
    found = {kinds.get(Status(date.status), MessageKind.CHANGED) for date in dates}
    return found.pop() if len(found) == 1 else MessageKind.CHANGED
