"""Registrations for staff: found by what somebody says, and read with what a list shows of them."""

from collections.abc import Iterable
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from django.db.models import Exists, OuterRef, Prefetch

from ..core.encryption import lookup_hashes
from ..occurrences.models import Occurrence
from .models.attendances import Attendance
from .models.consents import Consent
from .models.quotas import Quota
from .models.registrations import Registration, RegistrationQuerySet
from .models.service_requests import ServiceRequest
from .values.identity import normalise_digits
from .values.search import folded

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import WithAnnotations


class ListFacts(TypedDict):
    """What a list knows of each row: whether photos may be published, whether the person came to its date,
    whether a second sign-up waits for a decision."""

    photo: bool
    came: bool
    again: bool


ListedRegistration: TypeAlias = "WithAnnotations[Registration, ListFacts]"
"""A registration as ``for_list`` reads it."""


class Way(Enum):
    """By what a text may find somebody: the number of a sign-up, a phone number or its last four digits, a
    family name of one character, a whole name."""

    REFERENCE = auto()
    PHONE = auto()
    FAMILY_NAME = auto()
    NAME = auto()


def ways_of(text: str) -> set[Way]:
    """The ways in which a text can find somebody; none for an empty one."""
    name = folded(text)
    if not name:
        return set()
    if normalise_digits(text).isdigit():
        return {Way.REFERENCE, Way.PHONE}
    return {Way.FAMILY_NAME, Way.NAME} if len(name) == 1 else {Way.NAME}


def find_people(event_id: int, text: str, ways: set[Way] | None = None) -> RegistrationQuerySet:
    """Registrations of an event by a whole name, a surname of one character, a whole phone number, its last
    four digits, or the number of a sign-up; by the number of a second one the first is found.

    ``ways`` are those of ``ways_of`` that count, all of them without it. Each reads an index of its own;
    joined by “or” they would read every registration.
    """
    digits, name = normalise_digits(text), folded(text)
    everybody: RegistrationQuerySet = Registration.objects.order_by()
    here = everybody.filter(event_id=event_id)
    found = []
    for way in ways_of(text) if ways is None else ways_of(text) & ways:
        match way:
            case Way.REFERENCE:
                numbered = everybody.filter(reference=digits)
                found += [numbered.values("pk"), numbered.values("repeats")]
            case Way.PHONE:
                found.append(everybody.filter(phone_hash__in=lookup_hashes("phone", digits)).values("pk"))
                if len(digits) == 4:
                    found.append(
                        here.filter(phone_tail_hash__in=lookup_hashes("phone-tail", digits)).values("pk")
                    )
            case Way.FAMILY_NAME:
                found.append(here.filter(name_start_hash__in=lookup_hashes("name-start", name)).values("pk"))
            case Way.NAME:
                found.append(here.filter(name_hash__in=lookup_hashes("name", name)).values("pk"))
    return here.filter(pk__in=found[0].union(*found[1:])) if found else here.none()


def with_details(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Registrations with everything that staff see of them."""
    return registrations.select_related(
        "occurrence", "quota__occurrence", "group", "created_by"
    ).prefetch_related("service_requests__quota", "attendances", "consents", "claims__quota")


def for_list(
    registrations: RegistrationQuerySet, occurrence: Occurrence | None, *, with_groups: bool
) -> "QuerySet[ListedRegistration]":
    """The same in as few queries as a list needs: groups only where there are any, the rest with the row.

    Each row has what ``ListFacts`` names.
    """
    services = ServiceRequest.objects.select_related("quota")
    photo = Consent.objects.holding(Consent.Purpose.PHOTO).filter(registration=OuterRef("pk"))
    came = Attendance.objects.filter(registration=OuterRef("pk"), occurrence=occurrence)
    again = Registration.objects.filter(repeats=OuterRef("pk"), erased_at=None).exclude(
        displayed_as=Registration.State.CANCELLED
    )
    groups = ["claims__quota"] if with_groups else []
    return (
        registrations.select_related("occurrence", "quota__occurrence", "group", "created_by")
        .prefetch_related(Prefetch("service_requests", queryset=services), *groups)
        .annotate(photo=Exists(photo), came=Exists(came), again=Exists(again))
    )


def have_groups(quotas: Iterable[Quota]) -> bool:
    """Whether an event with these quotas has groups with places of their own."""
    return any(quota.kind == Quota.Kind.GROUP for quota in quotas)
