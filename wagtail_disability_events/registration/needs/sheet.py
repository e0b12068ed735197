"""The sheet of a service for whoever does it on the day: what they need to know, and no more."""

from dataclasses import dataclass

from ..event import BookableEvent
from ..models.registrations import Registration
from ..models.service_requests import ServiceRequest
from ..values.identity import masked_name
from .readiness import ServiceReadiness, readiness

_CALLS_PEOPLE = {"transport", "guide"}
"""Services whose helpers call people and pick them up, and therefore read names and phone numbers."""


@dataclass(frozen=True)
class SheetLine:
    """One person on the sheet; ``phone`` is empty where nobody has to call."""

    name: str
    phone: str
    reference: str
    detail: str


@dataclass(frozen=True)
class Sheet:
    """A service with the people who need it. ``with_phone``: names and numbers are readable."""

    service: ServiceReadiness
    with_phone: bool
    lines: list[SheetLine]
    people: list[Registration]


def sheet_for(event: BookableEvent, service: str) -> Sheet | None:
    """The sheet of a service by its code; None for one that is neither offered nor asked for.

    A driver needs names, phones and times; an interpreter needs how many there are and where they sit.
    """
    found = next((one for one in readiness(event) if one.code == service), None)
    if found is None:
        return None
    with_phone = service in _CALLS_PEOPLE
    needed = [one for one in found.requests if one.arrangement != ServiceRequest.Arrangement.UNMET]
    lines = [
        SheetLine(
            name=one.registration.name if with_phone else masked_name(one.registration.name),
            phone=one.registration.phone if with_phone else "",
            reference=one.registration.reference,
            detail=one.detail,
        )
        for one in needed
    ]
    return Sheet(found, with_phone, lines, [one.registration for one in needed])
