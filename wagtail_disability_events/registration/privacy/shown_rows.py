"""A sign-up as staff see it: names and numbers are masked until somebody asks for them."""

from dataclasses import dataclass

from ...occurrences.models import Occurrence
from ..attendance.attendance import may_come_to
from ..models.registrations import Registration
from ..models.service_requests import ServiceRequest
from ..seats.slots import slot_phrase
from ..values.identity import masked_disability_card, masked_name, masked_number


@dataclass(frozen=True)
class ShownRow:
    """One line of a list. ``photo``: photos may be published; ``came`` and ``may_come`` are of its date.
    ``again``: a second sign-up waits for a decision."""

    registration: Registration
    slot: str
    groups: list[str]
    name: str
    phone: str
    disability_card: str
    note: str
    services: list[ServiceRequest]
    photo: bool
    came: bool
    may_come: bool
    again: bool


def row_of(
    registration: Registration,
    occurrence: Occurrence | None,
    revealed: bool,
    *,
    photo: bool,
    came: bool,
    groups: list[str],
    again: bool = False,
) -> ShownRow:
    """One line of a list; names and numbers only if ``revealed``."""
    name, phone, card = registration.name, registration.phone, registration.disability_card
    hidden_note = "…" if registration.needs_note else ""
    return ShownRow(
        registration=registration,
        slot=slot_phrase(registration.quota),
        groups=groups,
        name=name if revealed else masked_name(name),
        phone=phone if revealed else masked_number(phone),
        disability_card=card if revealed else masked_disability_card(card),
        note=registration.needs_note if revealed else hidden_note,
        services=list(registration.service_requests.all()),
        photo=photo,
        came=came,
        again=again,
        may_come=registration.is_active and (occurrence is None or may_come_to(registration, occurrence)),
    )


def row_of_one(registration: Registration, revealed: bool) -> ShownRow:
    """The same for one sign-up by itself, with its details at hand."""
    occurrence = registration.occurrence
    came = {attendance.occurrence_id for attendance in registration.attendances.all()}
    return row_of(
        registration,
        occurrence,
        revealed,
        photo=registration.photo_allowed,
        came=occurrence is not None and occurrence.pk in came,
        groups=groups_of(registration),
    )


def groups_of(registration: Registration) -> list[str]:
    """The groups whose places it takes."""
    return [claim.quota.label for claim in registration.claims.all()]
