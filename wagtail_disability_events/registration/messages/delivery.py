"""Carrying messages: each attempt is claimed first, so that no two processes carry one at the same time."""

import logging
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks import task

from ...core import conf
from ..models.outbox import OutboxMessage
from .senders import sender_for

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
"""How long an attempt belongs to the process that claimed it; a process that died is followed after that."""


@task()
def deliver_messages(message_ids: list[int]) -> None:
    """Carry messages one after the other; a failure is noted and tried again by ``run_periodic``."""
    for message in OutboxMessage.objects.filter(pk__in=message_ids, state=OutboxMessage.State.QUEUED):
        deliver(message)


def deliver(message: OutboxMessage) -> bool:
    """Try to send a queued message now; return whether it is sent.

    Two workers never send one message at once: the attempt is claimed by a conditional UPDATE, for as long as
    any sender may take.
    """
    claimed = OutboxMessage.objects.filter(
        pk=message.pk, state=OutboxMessage.State.QUEUED, attempts=message.attempts
    ).update(attempts=message.attempts + 1, next_attempt_at=timezone.now() + LEASE)
    if not claimed:
        return False
    message.attempts += 1
    try:
        sender_for(message.channel).send(message)
    except Exception as error:  # any transport may fail in its own way, and the row must say so
        logger.warning("Message %s was not sent: %s", message.pk, type(error).__name__)
        message.last_error = _reason(error)
        message.next_attempt_at = _next_attempt(message.attempts)
        if message.attempts >= conf.get("MESSAGE_MAX_ATTEMPTS"):
            message.state = OutboxMessage.State.FAILED
        message.save(update_fields=["last_error", "state", "next_attempt_at"])
        return False
    message.state, message.sent_at, message.last_error = OutboxMessage.State.SENT, timezone.now(), ""
    message.save(update_fields=["state", "sent_at", "last_error"])
    return True


def deliver_due() -> tuple[int, int]:
    """Send every message whose time has come; return (sent, failed)."""
    due = (
        OutboxMessage.objects.filter(state=OutboxMessage.State.QUEUED, next_attempt_at__lte=timezone.now())
        .exclude(channel=OutboxMessage.Channel.CALL)
        .order_by("pk")
    )
    results = [deliver(message) for message in due.iterator(chunk_size=100)]
    return results.count(True), results.count(False)


def _reason(error: Exception) -> str:
    """What kind of failure it was; never the text of an error, which may name the recipient."""
    status = getattr(getattr(error, "response", None), "status_code", None) or getattr(
        error, "smtp_code", None
    )
    return f"{type(error).__name__} {status}" if status else type(error).__name__


def _next_attempt(attempts: int) -> Any:
    """Wait 1, 2, 4 … minutes, at most six hours."""
    return timezone.now() + timedelta(minutes=min(2 ** (attempts - 1), 360))
