"""Taking a seat, giving it back, and moving up. Rules without HTTP.

A seat is taken by one conditional UPDATE inside one short transaction with the registration, the
services and the message that announces it (see the explanation "How a seat is taken").
"""

import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from ..encryption import lookup_hash
from ..occurrences.models import Occurrence
from . import outbox
from .models import Consent, Quota, Registration, ServiceRequest


class BookingError(Exception):
    """A sign-up that cannot be; subclasses carry what a person needs to go on."""


class RegistrationClosed(BookingError):
    """Sign-up has not opened, is over, or is not asked for."""

    def __init__(self, state: Any) -> None:
        super().__init__(state)
        self.state = state


class QuotaExceeded(BookingError):
    """Every seat is taken and the event keeps no waiting list."""


@dataclass(frozen=True)
class Applicant:
    """Who signs up: normalised texts, encrypted when stored."""

    name: str
    phone: str
    email: str = ""
    certificate: str = ""
    needs_note: str = ""
    language: str = "zh-hans"


@dataclass(frozen=True)
class ConsentGiven:
    """A decision and the words that were on the screen."""

    purpose: str
    given: bool
    wording: str


@dataclass(frozen=True)
class BookingRequest:
    """One submission of the form. ``submission_id`` makes sending it twice harmless."""

    event: Any
    applicant: Applicant
    occurrence: Occurrence | None = None
    services: tuple[str, ...] = ()
    consents: tuple[ConsentGiven, ...] = ()
    submission_id: uuid.UUID = field(default_factory=uuid.uuid4)
    created_by: Any = None


def book(request: BookingRequest, *, now: datetime | None = None) -> Registration:
    """Register an applicant: confirmed if a seat is left, else on the waiting list.

    The same ``submission_id`` for the same person returns the same registration; for another person (a form
    reached by “back” and filled in anew) it is a sign-up of its own.

    Raises RegistrationClosed and QuotaExceeded.
    """
    from .state import check_open

    existing = Registration.objects.filter(submission_id=request.submission_id).first()
    if existing is not None and existing.person_hash == person_hash(request.applicant):
        return existing
    if existing is not None:
        request = replace(request, submission_id=uuid.uuid4())
    if request.created_by is None:
        check_open(request.event, request.occurrence, now or timezone.now())
    try:
        return _book(request)
    except IntegrityError:
        if Registration.objects.filter(submission_id=request.submission_id).exists():
            return book(request, now=now)
        raise


@transaction.atomic
def _book(request: BookingRequest) -> Registration:
    quota = seat_quota(request.event, request.occurrence)
    if Quota.objects.take(quota.pk):
        state = Registration.State.CONFIRMED
    elif request.event.waitlist:
        state = Registration.State.WAITING
    else:
        raise QuotaExceeded
    registration = _insert(request, quota, state)
    _reserve_services(registration, request.services)
    Consent.objects.bulk_create(
        Consent(
            registration=registration, purpose=consent.purpose, given=consent.given, wording=consent.wording
        )
        for consent in request.consents
    )
    outbox.announce(registration, "confirmed" if state == Registration.State.CONFIRMED else "waiting")
    return registration


@transaction.atomic
def cancel(registration: Registration) -> bool:
    """Cancel a sign-up and give back what it held; return False if it was cancelled already.

    The first of the waiting list moves up in the same transaction.
    """
    held_a_seat = _leave(registration, Registration.State.CONFIRMED)
    if not held_a_seat and not _leave(registration, Registration.State.WAITING):
        return False
    registration.refresh_from_db(fields=["state", "cancelled_at"])
    if held_a_seat:
        Quota.objects.release(registration.quota_id, registration.seats)
    for service in registration.service_requests.filter(granted=True):
        Quota.objects.release(service.quota_id)
    registration.service_requests.update(granted=False)
    outbox.announce(registration, "cancelled")
    promote_from_waitlist(Quota.objects.get(pk=registration.quota_id))
    return True


def promote_from_waitlist(quota: Quota, *, now: datetime | None = None) -> list[Registration]:
    """Give free seats to those who have waited longest; return who moved up.

    Nobody moves up to a date that is over or does not take place.
    """
    promoted: list[Registration] = []
    if quota.left == 0 or not _is_ahead(quota, now or timezone.now()):
        return promoted
    with transaction.atomic():
        for registration in Registration.objects.filter(quota_id=quota.pk).waiting():
            if not Quota.objects.take(quota.pk, registration.seats):
                break
            moved = Registration.objects.filter(pk=registration.pk, state=Registration.State.WAITING).update(
                state=Registration.State.CONFIRMED
            )
            if not moved:
                Quota.objects.release(quota.pk, registration.seats)
                continue
            registration.state = Registration.State.CONFIRMED
            outbox.announce(registration, "promoted")
            promoted.append(registration)
    return promoted


def _leave(registration: Registration, state: str) -> bool:
    """Cancel a registration that is in ``state`` at this moment; return whether it was.

    The state is asked in the UPDATE itself: somebody may have moved up since the row was read.
    """
    left = Registration.objects.filter(pk=registration.pk, state=state).update(
        state=Registration.State.CANCELLED, cancelled_at=timezone.now()
    )
    return bool(left)


def _is_ahead(quota: Quota, now: datetime) -> bool:
    dates = Occurrence.objects.filter(event_id=quota.event_id)
    if quota.occurrence_id:
        dates = dates.filter(pk=quota.occurrence_id)
    return dates.standing().filter(end__gte=now).exists()


def seat_quota(event: Any, occurrence: Occurrence | None) -> Quota:
    """The seats that a sign-up draws on: of the date, or of the whole event."""
    scope = occurrence if event.registers_by_date else None
    return Quota.objects.get(event_id=event.pk, kind=Quota.Kind.SEAT, occurrence=scope)


def person_hash(applicant: Applicant) -> str:
    """Recognises one person: by certificate number, else by phone and name together."""
    if applicant.certificate:
        return lookup_hash("certificate", applicant.certificate[:18])
    return lookup_hash("person", applicant.phone, applicant.name)


def _insert(request: BookingRequest, quota: Quota, state: str) -> Registration:
    applicant = request.applicant
    return Registration.objects.create(
        event_id=request.event.pk,
        occurrence=request.occurrence if request.event.registers_by_date else None,
        quota=quota,
        submission_id=request.submission_id,
        state=state,
        name=applicant.name,
        phone=applicant.phone,
        email=applicant.email,
        certificate=applicant.certificate,
        needs_note=applicant.needs_note,
        phone_hash=lookup_hash("phone", applicant.phone),
        person_hash=person_hash(applicant),
        language=applicant.language,
        created_by=request.created_by,
    )


def _reserve_services(registration: Registration, services: tuple[str, ...]) -> None:
    quotas = Quota.objects.services().filter(event_id=registration.event_id, service__in=services)
    ServiceRequest.objects.bulk_create(
        ServiceRequest(registration=registration, quota=quota, granted=Quota.objects.take(quota.pk))
        for quota in quotas
    )
