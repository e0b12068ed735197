"""Giving a sign-up up: what it held goes back, and the first who waits moves up."""

from django.db import transaction
from django.utils import timezone

from ..messages import outbox
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..values.message_kinds import MessageKind
from .second_sign_ups import let_the_next_stand
from .taking import give_back
from .waiting_list import promote_from_waitlist


@transaction.atomic
def cancel(registration: Registration, *, announce: MessageKind | None = MessageKind.CANCELLED) -> bool:
    """Cancel a sign-up and give back what it held; return False if it was cancelled already.

    ``announce`` is the message about it; None: nobody is written to. The first of the waiting list moves up
    in the same transaction.
    """
    if registration.state == Registration.State.REPEATED:
        return _cancel_repeated(registration, announce)
    Quota.objects.lock_event(registration.event_id)
    held = _leave(registration, ("confirmed", "offered"))
    if not held and not _leave(registration, ("waiting",)):
        return False
    # it may have been changed since it was read: what it holds now is given back
    registration.refresh_from_db(fields=["state", "cancelled_at", "quota", "seats"])
    if held:
        give_back(registration)
    let_the_next_stand(registration)
    if announce is not None:
        outbox.announce(registration, announce)
    promote_from_waitlist(registration.event_id)
    return True


def _cancel_repeated(registration: Registration, announce: MessageKind | None) -> bool:
    """A second sign-up is cancelled: it held nothing, and the first one stands."""
    still_active = Registration.objects.filter(pk=registration.pk).exclude(
        displayed_as=Registration.State.CANCELLED
    )
    if not still_active.update(displayed_as=Registration.State.CANCELLED, cancelled_at=timezone.now()):
        return False
    registration.refresh_from_db(fields=["displayed_as", "cancelled_at"])
    if announce is not None:
        outbox.announce(registration, announce)
    return True


def _leave(registration: Registration, states: tuple[str, ...]) -> bool:
    """Cancel a registration that is in one of ``states`` at this moment; return whether it was.

    The state is asked in the UPDATE itself: somebody may have moved up since the row was read.
    """
    left = Registration.objects.filter(pk=registration.pk, state__in=states).update(
        state=Registration.State.CANCELLED, cancelled_at=timezone.now(), offer_ends_at=None
    )
    return bool(left)
