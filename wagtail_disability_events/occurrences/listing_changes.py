"""Notes for the lists that each process keeps in memory: which event's dates are to be read anew."""

import secrets
import time
import uuid
from datetime import UTC, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..core.personal_data import PersonalData

KEPT = 2000
NO_EVENT = 0
"""Stands for a change that touches no date: what was remembered beside the dates is forgotten."""


def new_token() -> uuid.UUID:
    """A UUID that carries the moment it was made (version 7, RFC 9562 §5.7)."""
    stamp = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    return uuid.UUID(
        int=stamp << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & ((1 << 62) - 1)
    )


def moment_of(token: uuid.UUID) -> datetime:
    """When a token was made, in UTC, to the millisecond.

    >>> moment_of(uuid.UUID("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")).isoformat()
    '2022-02-22T19:22:22+00:00'
    """
    return datetime.fromtimestamp((token.int >> 80) / 1000, UTC)


class ListingChange(models.Model):
    """An event whose place in lists may be new; ``event_id`` None stands for all events.

    Written in the transaction of the change, read by every process before it answers from memory. ``token``
    tells a row from one that was rolled back and had the same id, and says when it was written.
    """

    event_id = models.BigIntegerField(null=True, blank=True)
    token = models.UUIDField(default=new_token, editable=False)

    personal_data = PersonalData(nobodys="event_id token")

    class Meta:
        verbose_name = _("change for lists")
        verbose_name_plural = _("changes for lists")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.event_id or '*'}"


def note_change(event_id: int | None) -> None:
    """Let every process read an event's dates anew; None for all events."""
    change = ListingChange.objects.create(event_id=event_id)
    if change.pk % KEPT == 0:
        ListingChange.objects.filter(pk__lte=change.pk - KEPT).delete()
