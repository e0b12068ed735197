"""Who is expected at a date, who has come, who is missing."""

from dataclasses import dataclass

from django.db.models import Count

from ...occurrences.models import Headcount, Occurrence
from ..models.attendances import Attendance
from ..models.registrations import Registration, RegistrationQuerySet

SHOWN = 300


@dataclass(frozen=True)
class ExpectedPerson:
    """Somebody who has a place, with the access services they asked for."""

    registration: Registration
    came: bool
    services: list[str]


@dataclass(frozen=True)
class DoorCounts:
    """Sign-ups that are expected, have come, are missing; people who came without one."""

    expected: int
    came: int
    missing: int
    walk_ins: int


def expected_at(occurrence: Occurrence) -> RegistrationQuerySet:
    """The sign-ups that have a place at a date."""
    return Registration.objects.holding().for_occurrence(occurrence)


def expected_people(occurrence: Occurrence, among: RegistrationQuerySet) -> list[ExpectedPerson]:
    """Those who are expected among others, by name; ``SHOWN`` at most."""
    people = among.holding().for_occurrence(occurrence).order_by("created_at", "pk")
    people = people.prefetch_related("service_requests__quota")
    came = set(Attendance.objects.filter(occurrence=occurrence).values_list("registration_id", flat=True))
    lines = [
        ExpectedPerson(
            registration=person,
            came=person.pk in came,
            services=[request.quota.service_name for request in person.service_requests.all()],
        )
        for person in people[:SHOWN]
    ]
    return sorted(lines, key=lambda line: (line.registration.name, line.registration.pk))


def door_counts(occurrence: Occurrence) -> DoorCounts:
    """The counts at this moment."""
    expected = expected_at(occurrence).count()
    came = Attendance.objects.filter(occurrence=occurrence).aggregate(n=Count("pk"))["n"]
    heads = Headcount.objects.filter(occurrence=occurrence).first()
    return DoorCounts(
        expected=expected,
        came=came,
        missing=max(0, expected - came),
        walk_ins=heads.walk_ins if heads else 0,
    )
