"""Changing one's answers until the deadline, and handing a place on to another person."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from ..form.request import BookingRequest
from ..messages import outbox
from ..models.claims import Claim
from ..models.consents import Consent
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..seats.is_over import is_over
from ..signals import photo_consent_changed
from ..values.message_kinds import MessageKind
from ..values.search import search_hashes
from .booking import book
from .cancelling import cancel
from .errors import NoLongerThere, QuotaExceeded, SlotTaken
from .rows import add_consents, claims_of, insert, keep_consents, keep_files, signed_up
from .second_sign_ups import let_the_next_stand
from .services import ask_services_again
from .taking import are_left, give_back, release_services, take_all
from .waiting_list import promote_from_waitlist
from .wanted import Wanted, person_hashes, what_is_wanted


def may_change(registration: Registration) -> bool:
    """Whether answers can still be changed: as long as one can sign up, by whoever is on the list."""
    return is_before_closing(registration) and not is_over(registration)


def is_before_closing(registration: Registration) -> bool:
    """Whether a sign-up stands and the time of signing up has not ended; its dates are not looked at."""
    closes = registration.event.registration_closes
    return registration.is_active and (closes is None or timezone.now() < closes)


def may_transfer(registration: Registration) -> bool:
    """Whether the place can be handed on to another person."""
    return registration.event.transferable and registration.displays_place


@transaction.atomic
def change(registration: Registration, request: BookingRequest) -> Registration:
    """Take over new answers; the places they need are taken before the old ones are lost.

    Raises SlotTaken and QuotaExceeded, with everything left as it was, and NoLongerThere.
    """
    Quota.objects.lock_event(registration.event_id)
    registration.refresh_from_db()
    if not registration.is_active:
        raise NoLongerThere
    wanted = what_is_wanted(request)
    if registration.displays_place:
        _exchange(registration, wanted, request)
    date = request.slot.occurrence if request.slot is not None else request.occurrence
    registration.quota = wanted.quota
    registration.occurrence = date if request.slot is not None or request.event.registers_by_date else None
    registration.seats, registration.companions = wanted.seats, request.companions
    _write_answers(registration, request)
    registration.claims.all().delete()
    Claim.objects.bulk_create(claims_of(registration, wanted))
    ask_services_again(registration, request)
    add_consents(registration, request.consents, Consent.Way.PAGE)
    photo_consent_changed.send(Registration, registration=registration)
    keep_files(registration, request.files)
    given = [answer["file"] for answer in registration.answers.values() if isinstance(answer, dict)]
    registration.files.exclude(pk__in=given).delete()
    outbox.announce(registration, MessageKind.UPDATED)
    promote_from_waitlist(registration.event_id)
    return registration


@transaction.atomic
def transfer(registration: Registration, request: BookingRequest) -> Registration:
    """Give the places of a sign-up to another person, who gets a page of their own; return the new one.

    Of somebody who is signed up already the first sign-up stands, and the places go to those who wait. What
    only repeats a first sign-up has no place to give: the other person is signed up like anybody else.
    Neither is said. Raises NoLongerThere, and for the latter what ``book`` raises.
    """
    Quota.objects.lock_event(registration.event_id)
    registration.refresh_from_db()
    if not registration.displays_place:
        raise NoLongerThere
    if registration.repeats is not None:
        cancel(registration)
        return book(replace(request, occurrence=registration.occurrence))
    persons = person_hashes(request.applicant)
    other = signed_up(registration.quota, persons)
    request = replace(request, companions=registration.companions)
    claims = tuple((claim.quota, claim.amount) for claim in registration.claims.select_related("quota"))
    wanted = Wanted(registration.quota, registration.seats, claims)
    if other is None:
        release_services(registration)
        Registration.objects.filter(pk=registration.pk).update(
            state=Registration.State.CANCELLED, cancelled_at=timezone.now(), offer_ends_at=None
        )
        registration.refresh_from_db()
        let_the_next_stand(registration)
    else:
        cancel(registration, announce=None)
        outbox.announce(other, MessageKind.AGAIN)
    new = insert(request, wanted, Registration.State.CONFIRMED, persons[0], other)
    if registration.occurrence_id != new.occurrence_id:
        new.occurrence_id = registration.occurrence_id
        new.save(update_fields=["occurrence"])
    ask_services_again(new, request)
    keep_consents(new, request.consents, Consent.Way.PAGE)
    outbox.announce(registration, MessageKind.CANCELLED)
    outbox.announce(new, MessageKind.CONFIRMED)
    return new


def _exchange(registration: Registration, wanted: Wanted, request: BookingRequest) -> None:
    """Give back what is held and take what is wanted; all or nothing."""
    held = [(registration.quota_id, registration.seats)]
    held += [(claim.quota_id, claim.amount) for claim in registration.claims.all()]
    if sorted(held) == wanted.amounts:
        return
    if not registration.holds_a_place:  # what repeats a first sign-up only says so
        more = {pk: amount - dict(held).get(pk, 0) for pk, amount in wanted.amounts}
        if not are_left((pk, amount) for pk, amount in more.items() if amount > 0):
            raise SlotTaken if request.slot is not None else QuotaExceeded
        return
    give_back(registration)
    if not take_all(wanted.amounts):
        raise SlotTaken if request.slot is not None else QuotaExceeded


def _write_answers(registration: Registration, request: BookingRequest) -> None:
    applicant = request.applicant
    kept_name = {key: value for key, value in registration.answers.items() if key == "contact_name"}
    registration.answers = kept_name | applicant.answers
    registration.form = request.form
    for name in ("phone", "email", "disability_card", "needs_note", "named_as"):
        setattr(registration, name, getattr(applicant, name))
    for name, value in search_hashes(registration.name, applicant.phone, applicant.email).items():
        setattr(registration, name, value)
    persons = person_hashes(replace(applicant, name=registration.name))
    if signed_up(registration.quota, persons) in (None, registration):
        registration.person_hash = persons[0]
    registration.save()
