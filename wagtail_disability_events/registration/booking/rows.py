"""What is written of a sign-up: its row, what it takes beside its own quota, what was agreed to."""

from collections.abc import Iterable

from ...core.users import User
from ..form.request import BookingRequest, ConsentGiven
from ..models.claims import Claim
from ..models.consents import Consent
from ..models.forms import AnswerFile
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..values.search import search_hashes
from .waiting_list import comes_again
from .wanted import Wanted, date_of, person_hashes


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
    registration = Registration(
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
        name=applicant.name,
        phone=applicant.phone,
        email=applicant.email,
        disability_card=applicant.disability_card,
        needs_note=applicant.needs_note,
        person_hash=person,
        named_as=applicant.named_as,
        language=applicant.language,
        created_by_id=request.created_by.pk if request.created_by is not None else None,
        overbooked_because=request.beyond_because,
        waits_behind=waits and comes_again(request.event, person_hashes(applicant)),
        **search_hashes(applicant.name, applicant.phone, applicant.email),
    )
    registration.event, registration.answers = request.event, applicant.answers
    return registration


def claims_of(registration: Registration, wanted: Wanted) -> list[Claim]:
    """What a registration takes beside its own quota, not written yet."""
    return [Claim(registration=registration, quota=quota, amount=amount) for quota, amount in wanted.claims]


def keep_consents(registration: Registration, consents: Iterable[ConsentGiven], way: str = "") -> None:
    """Write down what a new sign-up decided, in which words; ``way`` says how, where it was not its form."""
    Consent.objects.bulk_create(consents_of(registration, consents, way))


def add_consents(
    registration: Registration, consents: Iterable[ConsentGiven], way: str, noted_by: User | None = None
) -> None:
    """Add what was decided anew to the record. What was said already, in the same words, is no new entry."""
    newest = {entry.purpose: entry for entry in registration.consents.newest()}
    said = consents_of(registration, consents, way, noted_by)
    Consent.objects.bulk_create(
        entry
        for entry in said
        if entry.purpose not in newest or not entry.says_the_same(newest[entry.purpose])
    )


def consents_of(
    registration: Registration,
    consents: Iterable[ConsentGiven],
    way: str = "",
    noted_by: User | None = None,
) -> list[Consent]:
    """What was decided, in which words; not written yet. Whoever is signed up by staff has told them."""
    by_staff = registration.created_by_id is not None
    author = noted_by.pk if noted_by is not None else registration.created_by_id if not way else None
    return [
        Consent(
            registration=registration,
            purpose=consent.purpose,
            given=consent.given,
            wording=consent.wording,
            version=consent.version,
            way=way or (Consent.Way.STAFF if by_staff else Consent.Way.FORM),
            noted_by_id=author,
        )
        for consent in consents
    ]


def keep_files(registration: Registration, file_ids: tuple[int, ...]) -> None:
    """Give the registration the files that were stored while its form was filled in."""
    if file_ids:
        AnswerFile.objects.filter(pk__in=file_ids, registration=None).update(
            registration=registration, visitor=""
        )


def signed_up(quota: Quota, persons: Iterable[str]) -> Registration | None:
    """The sign-up that a person, known by any of these hashes, has there already."""
    return Registration.objects.active().filter(quota=quota, person_hash__in=list(persons)).first()
