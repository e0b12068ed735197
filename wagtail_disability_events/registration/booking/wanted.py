"""What somebody asks for when they sign up, and which rows it draws on."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from ...core.encryption import lookup_hash, lookup_hashes
from ...occurrences.models import Occurrence
from ..form.request import Applicant, BookingRequest
from ..models.quotas import Quota
from ..seats.place_groups import Role, companions_group, group_quotas, seats_and_times
from ..values.search import person_parts


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


def what_is_wanted(request: BookingRequest, seats_of_event: Iterable[Quota] | None = None) -> Wanted:
    """The rows that a request draws on; ``seats_of_event`` save a query where they are at hand.

    Who takes part takes a place of the event, and one of each chosen group; volunteers take one of their own
    only. Companions take places of their own group where there is one, else of the event if it says so.
    """
    event, date = request.event, date_of(request)
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
    if request.slot is not None:
        return Wanted(request.slot, seats, tuple(claims))
    if seats_of_event is None:
        seats_of_event = seats_and_times(event, request.occurrence)
    return Wanted(_seats_of_date(request, seats_of_event), seats, tuple(claims))


def _seats_of_date(request: BookingRequest, rows: Iterable[Quota]) -> Quota:
    """The seats that a sign-up draws on: of the date, or of the whole event."""
    date = date_of(request)
    for row in rows:
        if row.kind == Quota.Kind.SEAT and row.occurrence_id == (date.pk if date else None):
            return row
    raise Quota.DoesNotExist


def person_hash(applicant: Applicant) -> str:
    """Recognises one person: by disability card number, else by phone and name together.

    Somebody with neither is recognised by nothing: two people may have one name.
    """
    return person_hashes(applicant)[0]


def person_hashes(applicant: Applicant) -> list[str]:
    """The hashes under which this person may be stored, in whichever suite; the one to write comes first."""
    parts = person_parts(applicant.name, applicant.phone, applicant.disability_card)
    return lookup_hashes(*parts) if parts else [lookup_hash("nobody", uuid.uuid4().hex)]


def date_of(request: BookingRequest) -> Occurrence | None:
    """The date that a sign-up is for; None for the whole event."""
    if request.slot is not None:
        return request.slot.occurrence
    return request.occurrence if request.event.registers_by_date else None
