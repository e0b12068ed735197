"""Taking a seat and giving it back. Rules without HTTP.

Everything that a sign-up takes is taken by conditional UPDATEs inside one short transaction with the
registration, the services and the message that announces it (see the explanation "How a seat is taken").
"""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from ..encryption import lookup_hash
from ..occurrences.models import Occurrence
from . import outbox
from .form_models import AnswerFile, FormVersion
from .models import Claim, Consent, Quota, Registration, RepeatedSignUp, ServiceRequest
from .naming import Naming
from .places import Role, companions_group, group_quotas
from .search import search_hashes
from .waiting_list import comes_again, promote_from_waitlist

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


@dataclass(frozen=True)
class Applicant:
    """Who comes: normalised texts, encrypted when stored. ``filled_in_by`` is who signs them up."""

    name: str
    phone: str
    email: str = ""
    certificate: str = ""
    needs_note: str = ""
    named_as: str = Naming.ANONYMOUS
    language: str = "zh-hans"
    filled_in_by: str = Registration.For.SELF
    answers: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ConsentGiven:
    """A decision and the words that were on the screen."""

    purpose: str
    given: bool
    wording: str

    @property
    def version(self) -> str:
        """Names the wording: the same words have the same version."""
        return hashlib.sha256(self.wording.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class BookingRequest:
    """One submission of the form. ``submission_id`` makes sending it twice harmless.

    ``places`` are keys of groups; ``services`` codes. ``without`` are services that one comes without if
    need be: their last one was gone when the form was shown. ``beyond_because`` is why staff book more than
    the plan leaves.
    """

    event: Any
    applicant: Applicant
    occurrence: Occurrence | None = None
    slot: Quota | None = None
    places: tuple[str, ...] = ()
    companions: int = 0
    services: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    consents: tuple[ConsentGiven, ...] = ()
    form: FormVersion | None = None
    files: tuple[int, ...] = ()
    group: Any = None
    submission_id: uuid.UUID = field(default_factory=uuid.uuid4)
    created_by: Any = None
    beyond_because: str = ""


@dataclass(frozen=True)
class Wanted:
    """The rows that a request draws on: its own quota, and others, each with an amount."""

    quota: Quota
    seats: int
    claims: tuple[tuple[Quota, int], ...] = ()

    @property
    def amounts(self) -> list[tuple[int, int]]:
        """All rows as (id, amount) in the order in which they are taken."""
        return sorted([(self.quota.pk, self.seats), *((quota.pk, n) for quota, n in self.claims)])


def book(request: BookingRequest, *, now: datetime | None = None) -> Registration | RepeatedSignUp:
    """Register an applicant: confirmed if everything wanted is left, else on the waiting list.

    The same ``submission_id`` for the same person returns the same registration; for another person (a form
    reached by “back” and filled in anew) it is a sign-up of its own. Somebody who is signed up already gets a
    RepeatedSignUp, which takes nothing, and their first address is sent to them again.

    Raises RegistrationClosed, SlotTaken, ServiceTaken, QuotaExceeded; for staff AlreadySignedUp.
    """
    from .state import check_open

    person = person_hash(request.applicant)
    if known := _sent_before(request.submission_id):
        if _is_for(known, person):
            return known
        request = replace(request, submission_id=uuid.uuid4())
    if request.created_by is None:
        check_open(request.event, request.occurrence, now or timezone.now())
    wanted = what_is_wanted(request)
    for turn in range(TURNS):
        try:
            first = signed_up(wanted.quota, person)
            if first is None:
                return _book(request, wanted, person)
            if first.submission_id == request.submission_id:  # sent twice, and written since we looked
                return first
            return _repeat(request, first, wanted.quota)
        except IntegrityError:  # sent twice at the same moment, or two sign-ups drew one number
            if known := _sent_before(request.submission_id):
                return known
            if turn == TURNS - 1:
                raise
    raise AssertionError("unreachable")


def what_is_wanted(request: BookingRequest) -> Wanted:
    """The rows that a request draws on.

    Who takes part takes a place of the event, and one of each chosen group; volunteers take one of their own
    only. Companions take places of their own group where there is one, else of the event if it says so.
    """
    event, date = request.event, _date_of(request)
    chosen = {group.key: group for group in event.place_groups() if group.key in request.places}
    companions = companions_group(event) if request.companions else None
    rows = group_quotas(event, date) if chosen or companions else {}
    claims = [(rows[key], 1) for key in chosen if key in rows]
    if companions is not None and companions.key in rows:
        claims.append((rows[companions.key], request.companions))
    seats = 1
    if request.companions and companions is None and event.companions_take_places:
        seats += request.companions
    own = [rows[key] for key, group in chosen.items() if group.role == Role.VOLUNTEER and key in rows]
    if own and all(group.role == Role.VOLUNTEER for group in chosen.values()):
        return Wanted(own[0], 1, tuple(claim for claim in claims if claim[0] is not own[0]))
    return Wanted(request.slot or seat_quota(event, request.occurrence), seats, tuple(claims))


@transaction.atomic
def _book(request: BookingRequest, wanted: Wanted, person: str) -> Registration:
    state = Registration.State.CONFIRMED
    if request.beyond_because:
        for quota_id, amount in wanted.amounts:
            Quota.objects.take_beyond(quota_id, amount)
    elif not take_all(wanted.amounts):
        if request.slot is not None:
            raise SlotTaken
        if not request.event.waitlist:
            raise QuotaExceeded
        state = Registration.State.WAITING
    registration = insert(request, wanted, state, person)
    _ask_services(registration, request)
    keep_consents(registration, request.consents)
    if request.files:
        AnswerFile.objects.filter(pk__in=request.files, registration=None).update(registration=registration)
    outbox.announce(registration, "confirmed" if state == Registration.State.CONFIRMED else "waiting")
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


@transaction.atomic
def cancel(registration: Registration, *, announce: str = "cancelled") -> bool:
    """Cancel a sign-up and give back what it held; return False if it was cancelled already.

    The first of the waiting list moves up in the same transaction.
    """
    Quota.objects.lock_event(registration.event_id)
    held = _leave(registration, ("confirmed", "offered"))
    if not held and not _leave(registration, ("waiting",)):
        return False
    # it may have been changed since it was read: what it holds now is given back
    registration.refresh_from_db(fields=["state", "cancelled_at", "quota", "seats"])
    if held:
        give_back(registration)
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


def seat_quota(event: Any, occurrence: Occurrence | None) -> Quota:
    """The seats that a sign-up draws on: of the date, or of the whole event."""
    scope = occurrence if event.registers_by_date else None
    return Quota.objects.get(event_id=event.pk, kind=Quota.Kind.SEAT, occurrence=scope)


def person_hash(applicant: Applicant) -> str:
    """Recognises one person: by certificate number, else by phone and name together.

    Somebody with neither is recognised by nothing: two people may have one name.
    """
    if applicant.certificate:
        return lookup_hash("certificate", applicant.certificate[:18])
    if not applicant.phone:
        return lookup_hash("nobody", uuid.uuid4().hex)
    return lookup_hash("person", applicant.phone, applicant.name)


def _sent_before(submission_id: uuid.UUID) -> Registration | RepeatedSignUp | None:
    return (
        Registration.objects.filter(submission_id=submission_id).first()
        or RepeatedSignUp.objects.filter(submission_id=submission_id).select_related("registration").first()
    )


def _is_for(known: Registration | RepeatedSignUp, person: str) -> bool:
    first = known.registration if isinstance(known, RepeatedSignUp) else known
    return first.person_hash == person


def signed_up(quota: Quota, person: str) -> Registration | None:
    """The sign-up that a person has there already."""
    return Registration.objects.active().filter(quota=quota, person_hash=person).first()


@transaction.atomic
def _repeat(request: BookingRequest, first: Registration, quota: Quota) -> RepeatedSignUp:
    """What a second sign-up becomes. It says what a first one would have said at this moment."""
    if request.created_by is not None:
        raise AlreadySignedUp(first)
    quota.refresh_from_db()
    if quota.left == 0 and request.slot is None and not request.event.waitlist:
        raise QuotaExceeded
    repeated = RepeatedSignUp.objects.create(
        registration=first,
        submission_id=request.submission_id,
        state=Registration.State.WAITING if quota.left == 0 else Registration.State.CONFIRMED,
        typed={"name": request.applicant.name, "phone": request.applicant.phone},
    )
    outbox.announce(first, "again")
    return repeated


def _leave(registration: Registration, states: tuple[str, ...]) -> bool:
    """Cancel a registration that is in one of ``states`` at this moment; return whether it was.

    The state is asked in the UPDATE itself: somebody may have moved up since the row was read.
    """
    left = Registration.objects.filter(pk=registration.pk, state__in=states).update(
        state=Registration.State.CANCELLED, cancelled_at=timezone.now(), offer_ends_at=None
    )
    return bool(left)


def insert(request: BookingRequest, wanted: Wanted, state: str, person: str) -> Registration:
    """Write the registration of a request, with what it takes or waits for; places are taken elsewhere."""
    registration = new_registration(request, wanted, state, person)
    registration.save()
    Claim.objects.bulk_create(claims_of(registration, wanted))
    return registration


def new_registration(request: BookingRequest, wanted: Wanted, state: str, person: str) -> Registration:
    """The registration of a request, not written yet."""
    applicant = request.applicant
    waits = state == Registration.State.WAITING
    return Registration(
        event_id=request.event.pk,
        occurrence=_date_of(request),
        quota=wanted.quota,
        submission_id=request.submission_id,
        state=state,
        seats=wanted.seats,
        companions=request.companions,
        group=request.group,
        filled_in_by=applicant.filled_in_by,
        form=request.form,
        answers=applicant.answers,
        name=applicant.name,
        phone=applicant.phone,
        email=applicant.email,
        certificate=applicant.certificate,
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


def _date_of(request: BookingRequest) -> Occurrence | None:
    """The date that a sign-up is for; None for the whole event."""
    if request.slot is not None:
        return request.slot.occurrence
    return request.occurrence if request.event.registers_by_date else None


def _ask_services(registration: Registration, request: BookingRequest) -> None:
    """Reserve what is limited for somebody who has a place; whoever waits gets it with the place.

    Raises ServiceTaken where the last one went while the form was open, and nobody said “without it”.
    """
    if not request.services:
        return
    quotas = list(
        Quota.objects.services()
        .filter(event_id=registration.event_id, service__in=request.services)
        .order_by("pk")
    )
    holds = registration.holds_a_place
    requests = [
        ServiceRequest(registration=registration, quota=q, granted=holds and Quota.objects.take(q.pk))
        for q in quotas
    ]
    gone = [r.quota.service for r in requests if holds and not r.granted]
    if request.created_by is None and set(gone) - request.without:
        raise ServiceTaken(tuple(code for code in gone if code not in request.without))
    ServiceRequest.objects.bulk_create(requests)


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
