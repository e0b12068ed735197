"""What staff do about the messages of an event: note a call, try again, thank those who came."""

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from ..event import BookableEvent
from ..models.outbox import OutboxMessage
from ..models.registrations import Registration, RegistrationQuerySet
from ..values.identity import normalise_name
from ..values.message_kinds import MessageKind
from . import outbox
from .delivery import deliver_messages

NOTE_LENGTH = 300


def messages_of(event: BookableEvent) -> QuerySet[OutboxMessage]:
    """Every message to registrants of an event."""
    return OutboxMessage.objects.filter(registration__event_id=event.pk)


def calls_to_make(event: BookableEvent) -> QuerySet[OutboxMessage]:
    """The messages that wait for somebody to call."""
    return messages_of(event).filter(channel=OutboxMessage.Channel.CALL, state=OutboxMessage.State.QUEUED)


def counts_by_state(event: BookableEvent) -> dict[str, int]:
    """How many messages are in each state."""
    return dict(messages_of(event).order_by().values_list("state").annotate(n=Count("pk")))


def note_call(event: BookableEvent, message_id: int) -> bool:
    """Note that somebody has been called; return False for a call that does not wait any more."""
    calls = calls_to_make(event).filter(pk=message_id)
    return bool(calls.update(state=OutboxMessage.State.SENT, sent_at=timezone.now()))


def try_again(event: BookableEvent, message_id: int) -> bool:
    """Try once more to send what was given up; return False for anything else."""
    failed = messages_of(event).filter(pk=message_id, state=OutboxMessage.State.FAILED)
    if not failed.update(state=OutboxMessage.State.QUEUED, attempts=0, next_attempt_at=timezone.now()):
        return False
    deliver_messages.enqueue([message_id])
    return True


def people_to_thank(event: BookableEvent) -> RegistrationQuerySet:
    """Everyone who came and is not erased."""
    came = Registration.objects.filter(event_id=event.pk, erased_at=None, attendances__isnull=False)
    return came.distinct()


@transaction.atomic
def thank(event: BookableEvent, note: str) -> int:
    """Thank everyone who came, once, with the address of photos and article that staff give in ``note``;
    return how many messages are on their way."""
    people = people_to_thank(event).select_related("group", "quota")
    words = normalise_name(note)[:NOTE_LENGTH]
    return len(outbox.announce_all(event, people, MessageKind.THANKS, note=words, once="thanks"))
