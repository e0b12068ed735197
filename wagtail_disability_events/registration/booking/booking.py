"""Taking a seat and giving it back. Rules without HTTP.

Everything that a sign-up takes is taken by conditional UPDATEs inside one short transaction with the
registration, the services and the message that announces it (see the explanation "How a seat is taken").
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from ...occurrences.event import SignUpEvent
from ...occurrences.models import Occurrence
from ..form.request import BookingRequest, ConsentGiven
from ..messages import outbox
from ..models.forms import AnswerFile
from ..models.quotas import Quota
from ..models.registrations import Claim, Consent, Registration, ServiceRequest
from ..seats.availability import SignUp
from ..seats.availability_of_many import state_for_booking
from ..seats.place_groups import seats_and_times
from ..values.search import search_hashes
from .waiting_list import comes_again, promote_from_waitlist
from .wanted import Wanted, date_of, person_hash, what_is_wanted

TURNS = 3


class BookingError(Exception):
    """A sign-up that cannot be; subclasses carry what a person needs to go on."""


class RegistrationClosed(BookingError):
    """Sign-up has not opened, is over, or is not asked for."""

    def __init__(self, state: Any) -> None:
        super().__init__(state)
        self.state = state


class SlotTaken(BookingError):
    """The chosen time at a desk was taken a moment ago."""


class ServiceTaken(BookingError):
    """The last of some services was taken while the form was open; ``services`` are their codes."""

    def __init__(self, services: tuple[str, ...]) -> None:
        super().__init__(services)
        self.services = services


class QuotaExceeded(BookingError):
    """Every seat is taken and the event keeps no waiting list."""


class AlreadySignedUp(BookingError):
    """Told to staff only: this person is signed up; ``registration`` is the sign-up."""

    def __init__(self, registration: Registration) -> None:
        super().__init__(registration)
        self.registration = registration


def book(request: BookingRequest, *, now: datetime | None = None) -> Registration:
    """Register an applicant: confirmed if everything wanted is left, else on the waiting list.

    The same ``submission_id`` for the same person returns the same registration; for another person (a form
    reached by “back” and filled in anew) it is a sign-up of its own. Somebody who is signed up already gets
    one in the state REPEATED, which takes nothing, and their first address is sent to them again.

    Raises RegistrationClosed, SlotTaken, ServiceTaken, QuotaExceeded; for staff AlreadySignedUp.
    """
    person = person_hash(request.applicant)
    try:
        return _attempt(request, person, None, now)
    except (BookingError, IntegrityError) as error:
        problem = error
    # mostly sent twice, or by somebody who has signed up before: only now it is worth asking
    for _turn in range(TURNS):
        known = _Known(request, person)
        if (sent := known.sent) is not None:
            if sent.person_hash == person:
                return sent
            request = replace(request, submission_id=uuid.uuid4())
        try:
            return _attempt(request, person, known, now)
        except IntegrityError as error:  # at this very moment
            problem = error
    raise problem


def _attempt(
    request: BookingRequest, person: str, known: "_Known | None", now: datetime | None
) -> Registration:
    """Book, if the form is open. Raises IntegrityError where something is there that was not known of."""
    # REMOVE

    seats = seats_and_times(request.event, request.occurrence)
    if request.created_by is None:
        check_open(request.event, request.occurrence, now or timezone.now(), seats)
    wanted = what_is_wanted(request, seats)
    first = known.first(wanted.quota) if known is not None else None
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
    elif not (take_all(wanted.amounts) if first is None else are_left(wanted.amounts)):
        if request.slot is not None:
            raise SlotTaken
        if not request.event.waitlist:
            raise QuotaExceeded
        state = Registration.State.WAITING
    registration = insert(request, wanted, state, person, first)
    services = _ask_services(registration, request)
    keep_consents(registration, request.consents)
    if request.files:
        AnswerFile.objects.filter(pk__in=request.files, registration=None).update(registration=registration)
    if first is not None:
        outbox.announce(first, "again")
    kind = "confirmed" if state == Registration.State.CONFIRMED else "waiting"
    outbox.announce(registration, kind, services=services)
    return registration


def take_all(amounts: Iterable[tuple[int, int]]) -> bool:
    """Take all of these rows, (id, amount), or none; call it inside a transaction."""
    taken: list[tuple[int, int]] = []
    for quota_id, amount in amounts:
        if not Quota.objects.take(quota_id, amount):
            for held_id, held in taken:
                Quota.objects.release(held_id, held)
            return False
        taken.append((quota_id, amount))
    return True


def are_left(amounts: Iterable[tuple[int, int]]) -> bool:
    """Whether all of these rows, (id, amount), could be taken at this moment; nothing is taken."""
    wanted = dict(amounts)
    left = {quota.pk: quota.left for quota in Quota.objects.filter(pk__in=wanted)}
    return all((rest := left[pk]) is None or rest >= amount for pk, amount in wanted.items())


@transaction.atomic
def cancel(registration: Registration, *, announce: str = "cancelled") -> bool:
    """Cancel a sign-up and give back what it held; return False if it was cancelled already.

    The first of the waiting list moves up in the same transaction.
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
    registration.repetitions.update(displayed_as=Registration.State.CANCELLED)
    if announce:
        outbox.announce(registration, announce)
    promote_from_waitlist(registration.event_id)
    return True


def give_back(registration: Registration) -> None:
    """Release everything that a registration held; call it with the rows locked."""
    Quota.objects.release(registration.quota_id, registration.seats)
    for claim in registration.claims.all():
        Quota.objects.release(claim.quota_id, claim.amount)
    for service in registration.service_requests.filter(granted=True):
        Quota.objects.release(service.quota_id)
    registration.service_requests.filter(granted=True).update(granted=False)


class _Known:
    """What is there already: by the very same form, and by the same person at this event."""

    def __init__(self, request: BookingRequest, person: str) -> None:
        of_person = Q(event_id=request.event.pk, person_hash=person)
        rows = Registration.objects.filter(Q(submission_id=request.submission_id) | of_person).order_by("pk")
        self.person = person
        self.rows = list(rows.values_list("pk", "submission_id", "person_hash", "quota_id", "state"))
        self.submission_id = request.submission_id

    @property
    def sent(self) -> Registration | None:
        """What the same form has made."""
        return self._get(lambda submission, *_others: submission == self.submission_id)

    def first(self, quota: Quota) -> Registration | None:
        """The sign-up that the person has there already."""
        return self._get(
            lambda _submission, person, quota_id, state: (
                (person, quota_id) == (self.person, quota.pk)
                and state not in (Registration.State.CANCELLED, Registration.State.REPEATED)
            )
        )

    def _get(self, fits: Callable[..., bool]) -> Registration | None:
        found = next((pk for pk, *facts in self.rows if fits(*facts)), None)
        return None if found is None else Registration.objects.get(pk=found)


def signed_up(quota: Quota, person: str) -> Registration | None:
    """The sign-up that a person has there already."""
    return Registration.objects.active().filter(quota=quota, person_hash=person).first()


def _cancel_repeated(registration: Registration, announce: str) -> bool:
    """A second sign-up is cancelled: it held nothing, and the first one stands."""
    still_active = Registration.objects.filter(pk=registration.pk).exclude(
        displayed_as=Registration.State.CANCELLED
    )
    if not still_active.update(displayed_as=Registration.State.CANCELLED, cancelled_at=timezone.now()):
        return False
    registration.refresh_from_db(fields=["displayed_as", "cancelled_at"])
    if announce:
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


def insert(
    request: BookingRequest, wanted: Wanted, state: str, person: str, first: Registration | None = None
) -> Registration:
    """Write the registration of a request, with what it takes or waits for; places are taken elsewhere."""
    registration = new_registration(request, wanted, state, person, first)
    registration.save()
    claims = claims_of(registration, wanted)
    if claims:
        Claim.objects.bulk_create(claims)
    return registration


def new_registration(
    request: BookingRequest, wanted: Wanted, state: str, person: str, first: Registration | None = None
) -> Registration:
    """The registration of a request, not written yet; beside a ``first`` one of the same person it only says
    ``state``."""
    applicant = request.applicant
    waits = state == Registration.State.WAITING
    return Registration(
        event=request.event,
        occurrence=date_of(request),
        quota=wanted.quota,
        submission_id=request.submission_id,
        state=state if first is None else Registration.State.REPEATED,
        repeats=first,
        displayed_as=state if first is not None else "",
        seats=wanted.seats,
        companions=request.companions,
        group=request.group,
        filled_in_by=applicant.filled_in_by,
        form=request.form,
        answers=applicant.answers,
        name=applicant.name,
        phone=applicant.phone,
        email=applicant.email,
        disability_card=applicant.disability_card,
        needs_note=applicant.needs_note,
        person_hash=person,
        named_as=applicant.named_as,
        language=applicant.language,
        created_by=request.created_by,
        overbooked_because=request.beyond_because,
        waits_behind=waits and comes_again(request.event, person),
        **search_hashes(applicant.name, applicant.phone, applicant.email),
    )


def claims_of(registration: Registration, wanted: Wanted) -> list[Claim]:
    """What a registration takes beside its own quota, not written yet."""
    return [Claim(registration=registration, quota=quota, amount=amount) for quota, amount in wanted.claims]


def _ask_services(registration: Registration, request: BookingRequest) -> list[ServiceRequest]:
    """Reserve what is limited for somebody who has a place; whoever waits gets it with the place.

    Raises ServiceTaken where the last one went while the form was open, and nobody said “without it”.
    """
    if not request.services:
        return []
    quotas = list(
        Quota.objects.services()
        .filter(event_id=registration.event_id, service__in=request.services)
        .order_by("pk")
    )
    holds = registration.displays_place
    takes = Quota.objects.take if registration.holds_a_place else lambda pk: are_left([(pk, 1)])
    requests = [
        ServiceRequest(registration=registration, quota=q, granted=holds and takes(q.pk)) for q in quotas
    ]
    gone = [r.quota.service for r in requests if holds and not r.granted]
    if request.created_by is None and set(gone) - request.without:
        raise ServiceTaken(tuple(code for code in gone if code not in request.without))
    return ServiceRequest.objects.bulk_create(requests)


def keep_consents(registration: Registration, consents: Iterable[ConsentGiven]) -> None:
    """Write down what was decided, in which words."""
    Consent.objects.bulk_create(consents_of(registration, consents))


def consents_of(registration: Registration, consents: Iterable[ConsentGiven]) -> list[Consent]:
    """What was decided, in which words; not written yet."""
    return [
        Consent(
            registration=registration,
            purpose=consent.purpose,
            given=consent.given,
            wording=consent.wording,
            version=consent.version,
        )
        for consent in consents
    ]


def check_open(
    event: SignUpEvent, occurrence: Occurrence | None, now: datetime, seats: Iterable[Quota] | None = None
) -> None:
    """Raise RegistrationClosed, with the state that explains it, unless the form is open.

    A full event is no closed one: booking says itself that nothing is left. ``seats`` are what
    ``seats_and_times`` finds, where they are at hand.
    """
    rows = seats_and_times(event, occurrence) if seats is None else seats
    state = state_for_booking(event, occurrence, rows, now)
    if not state.accepts and state.code != SignUp.FULL:
        raise RegistrationClosed(state)
