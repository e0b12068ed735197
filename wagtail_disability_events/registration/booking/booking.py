"""Taking a seat.

Everything that a sign-up takes is taken by conditional UPDATEs inside one short transaction with the
registration, the services and the message that announces it (see the explanation "How a seat is taken").
"""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from ...occurrences.models import Occurrence
from ..event import BookableEvent
from ..form.request import BookingRequest
from ..messages import outbox
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..seats.availability import SignUp
from ..seats.availability_of_many import state_for_booking
from ..seats.place_groups import seats_and_times
from ..values.message_kinds import MessageKind
from .errors import AlreadySignedUp, QuotaExceeded, RegistrationClosed, SlotTaken
from .known import Known
from .repetitions import tell_the_first
from .rows import insert, keep_consents, keep_files
from .services import ask_services
from .taking import are_left_one_by_one, take_all
from .wanted import Wanted, person_hash, what_is_wanted

TURNS = 3


def book(request: BookingRequest, *, now: datetime | None = None) -> Registration:
    """Register an applicant: confirmed if everything wanted is left, else on the waiting list.

    The same ``submission_id`` for the same person returns the same registration; for another person (a form
    reached by “back” and filled in anew) it is a sign-up of its own. Somebody who is signed up already gets
    one in the state REPEATED, which takes nothing, and their first address is sent to them again.

    The same is asked of the database whoever it is, and what is more to do is left to the worker: by the time
    it takes nobody learns who has signed up.

    Raises RegistrationClosed, SlotTaken, ServiceTaken, QuotaExceeded; for staff AlreadySignedUp.
    """
    person = person_hash(request.applicant)
    problem = IntegrityError()
    for _turn in range(TURNS):
        known = Known(request, person)
        if (sent := known.sent()) is not None:
            if sent.person_hash in known.persons:
                return sent
            request = replace(request, submission_id=uuid.uuid4())
        try:
            return _attempt(request, person, known, now)
        except IntegrityError as error:  # at this very moment
            problem = error
    raise problem


def _attempt(request: BookingRequest, person: str, known: Known, now: datetime | None) -> Registration:
    """Book, if the form is open. Raises IntegrityError where something is there that was not known of."""
    seats = seats_and_times(request.event, request.occurrence)
    if request.created_by is None:
        check_open(request.event, request.occurrence, now or timezone.now(), seats)
    wanted = what_is_wanted(request, seats)
    first = known.first(wanted.quota)
    if first is not None and request.created_by is not None:
        raise AlreadySignedUp(first)
    return _book(request, wanted, person, first)


@transaction.atomic
def _book(request: BookingRequest, wanted: Wanted, person: str, first: Registration | None) -> Registration:
    """Take what is wanted and write it down; beside a ``first`` sign-up take nothing and say the same."""
    state = Registration.State.CONFIRMED
    if request.beyond_because:
        for quota_id, amount in wanted.amounts:
            Quota.objects.take_beyond(quota_id, amount)
    elif not (take_all(wanted.amounts) if first is None else are_left_one_by_one(wanted.amounts)):
        if request.slot is not None:
            raise SlotTaken
        if not request.event.waitlist:
            raise QuotaExceeded
        state = Registration.State.WAITING
    registration = insert(request, wanted, state, person, first)
    services = ask_services(registration, request)
    keep_consents(registration, request.consents)
    keep_files(registration, request.files)
    if request.created_by is None:
        transaction.on_commit(lambda: tell_the_first.enqueue(registration.pk), robust=True)
    confirmed = state == Registration.State.CONFIRMED
    kind = MessageKind.CONFIRMED if confirmed else MessageKind.WAITING
    outbox.announce(registration, kind, services=services)
    return registration


def check_open(
    event: BookableEvent, occurrence: Occurrence | None, now: datetime, seats: Iterable[Quota] | None = None
) -> None:
    """Raise RegistrationClosed, with the state that explains it, unless the form is open.

    A full event is no closed one: booking says itself that nothing is left. ``seats`` are what
    ``seats_and_times`` finds, where they are at hand.
    """
    rows = seats_and_times(event, occurrence) if seats is None else seats
    state = state_for_booking(event, occurrence, rows, now)
    if not state.accepts and state.code != SignUp.FULL:
        raise RegistrationClosed(state)
