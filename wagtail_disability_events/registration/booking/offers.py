"""An offered place: taken up, declined by cancelling, or gone on to the next when its time is over."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ..messages import outbox
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..values.message_kinds import MessageKind
from .cancelling import cancel


@transaction.atomic
def accept_offer(registration: Registration, *, now: datetime | None = None) -> bool:
    """Take up an offer; return whether it still held."""
    moved = Registration.objects.filter(
        pk=registration.pk, state=Registration.State.OFFERED, offer_ends_at__gt=now or timezone.now()
    ).update(state=Registration.State.CONFIRMED, offer_ends_at=None)
    if moved:
        registration.refresh_from_db(fields=["state", "offer_ends_at"])
        outbox.announce(registration, MessageKind.CONFIRMED)
    return bool(moved)


def end_offers(*, now: datetime | None = None) -> int:
    """End every offer whose time is over, and let the next ones move up; return how many ended."""
    now = now or timezone.now()
    over = Registration.objects.filter(state=Registration.State.OFFERED, offer_ends_at__lte=now)
    ended = 0
    for registration in over.select_related("event").order_by("offer_ends_at", "pk"):
        with transaction.atomic():
            Quota.objects.lock_event(registration.event_id)
            if over.filter(pk=registration.pk).exists():
                registration.event = registration.event.specific
                ended += cancel(registration, announce=MessageKind.OFFER_ENDED)
    return ended
