"""Messages are rows first: written with the fact, carried afterwards, recognisable when carried twice."""

import logging
import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from .. import conf
from ..dates import span_phrase
from ..occurrences.models import Status
from ..occurrences.operations import public_reason
from .models import OutboxMessage, Registration
from .senders import message_sender

logger = logging.getLogger(__name__)

_SUBJECTS = {
    "confirmed": lambda title: _("You are signed up: %(title)s") % {"title": title},
    "waiting": lambda title: _("You are on the waiting list: %(title)s") % {"title": title},
    "promoted": lambda title: _("You have a place now: %(title)s") % {"title": title},
    "cancelled": lambda title: _("Your sign-up is cancelled: %(title)s") % {"title": title},
    "changed": lambda title: _("Change of plan: %(title)s") % {"title": title},
}


def announce(registration: Registration, kind: str) -> OutboxMessage | None:
    """Queue a message about a registration; None when no address was given.

    Call it inside the transaction of the fact. Delivery starts after commit.
    """
    if not registration.email:
        return None
    event = registration.event
    with override(registration.language):
        message = OutboxMessage.objects.create(
            registration=registration,
            kind=kind,
            message_id=f"<{uuid.uuid4()}@{_mail_domain(event)}>",
            recipient=registration.email,
            subject=_SUBJECTS[kind](event.title),
            body=render_to_string(
                f"wagtail_disability_events/mail/{kind}.txt", _context(event, registration)
            ),
            next_attempt_at=timezone.now(),
        )
    transaction.on_commit(lambda: deliver_message.enqueue(message.pk), robust=True)
    return message


@task()
def deliver_message(message_id: int) -> None:
    """Carry one message; a failure is noted and tried again by ``send_messages``."""
    message = OutboxMessage.objects.filter(pk=message_id, state=OutboxMessage.State.QUEUED).first()
    if message is not None:
        deliver(message)


def deliver(message: OutboxMessage) -> bool:
    """Try to send a queued message now; return whether it is sent.

    Two workers never send one message at once: the attempt is claimed by a conditional UPDATE.
    """
    claimed = OutboxMessage.objects.filter(
        pk=message.pk, state=OutboxMessage.State.QUEUED, attempts=message.attempts
    ).update(attempts=message.attempts + 1, next_attempt_at=_next_attempt(message.attempts + 1))
    if not claimed:
        return False
    message.attempts += 1
    try:
        message_sender().send(message)
    except Exception as error:  # any transport may fail in its own way, and the row must say so
        logger.warning("Message %s was not sent: %s", message.pk, type(error).__name__)
        message.last_error = type(error).__name__
        if message.attempts >= conf.get("MESSAGE_MAX_ATTEMPTS"):
            message.state = OutboxMessage.State.FAILED
        message.save(update_fields=["last_error", "state"])
        return False
    message.state, message.sent_at, message.last_error = OutboxMessage.State.SENT, timezone.now(), ""
    message.save(update_fields=["state", "sent_at", "last_error"])
    return True


def deliver_due() -> tuple[int, int]:
    """Send every message whose time has come; return (sent, failed)."""
    due = OutboxMessage.objects.filter(
        state=OutboxMessage.State.QUEUED, next_attempt_at__lte=timezone.now()
    ).order_by("pk")
    results = [deliver(message) for message in due]
    return results.count(True), results.count(False)


def _next_attempt(attempts: int) -> Any:
    """Wait 1, 2, 4 … minutes, at most six hours."""
    return timezone.now() + timedelta(minutes=min(2 ** (attempts - 1), 360))


def _context(event: Any, registration: Registration) -> dict[str, Any]:
    occurrences = [registration.occurrence] if registration.occurrence else list(event.occurrences.all())
    path = reverse("wagtail_disability_events:registration", args=[registration.token])
    return {
        "registration": registration,
        "event": event,
        "dates": [_date_line(occurrence) for occurrence in occurrences],
        "services": registration.service_requests.select_related("quota"),
        "private_url": f"{event.site_root_url}{path}",
    }


def _date_line(occurrence: Any) -> str:
    """When, and what has become of it: ``5 月 17 日 星期日 9:00–11:30 已取消：台风``."""
    parts = [
        span_phrase(occurrence.start, occurrence.end, all_day=occurrence.all_day, zone=occurrence.time_zone),
        occurrence.topic,
    ]
    if occurrence.status != Status.SCHEDULED:
        parts += [str(occurrence.get_status_display()), public_reason(occurrence)]
    return " ".join(part for part in parts if part)


def _mail_domain(event: Any) -> str:
    return event.site_root_url.partition("://")[2].partition(":")[0] or "localhost"
