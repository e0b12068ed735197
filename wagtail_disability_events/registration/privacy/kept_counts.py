"""Numbers that the statistics need, taken before it is forgotten whose they are: one feature at a time."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import F

from ...core import conf
from ...core.dates import local
from ..models.attendances import Attendance
from ..models.erased_counts import ErasedCount
from ..models.registrations import Registration
from ..models.service_requests import ServiceRequest
from ..values.person_facts import facts_of

FEWEST = 5
"""Fewer people than this are not told apart from the others."""

Key = tuple[int | None, str, str, str]
"""The date (None: the whole event), who, which feature, its value."""


def keep_counts(event_id: int, people: list[Registration]) -> None:
    """Add to the counts of an event those of its people whose features are about to be forgotten.

    Of each person the card, the answers, the day of signing up, the state and the date are read. Call it
    inside the transaction that forgets them.
    """
    counted = Counter(_features(people))
    counted.update(_services([person.pk for person in people]))
    _add(event_id, _with_few_together(counted))


def _features(people: list[Registration]) -> Iterable[Key]:
    ids = [person.pk for person in people]
    came: dict[int, list[int]] = {}
    for pk, date in Attendance.objects.filter(registration__in=ids).values_list("registration", "occurrence"):
        came.setdefault(pk, []).append(date)
    for person in people:
        day = local(person.created_at, conf.get("TIME_ZONE")).date()
        facts = facts_of(person.disability_card, person.answers, day)
        dates: list[tuple[int | None, str]] = [
            (date, ErasedCount.Who.CAME) for date in came.get(person.pk, ())
        ]
        if person.holds_a_place:
            dates.append((person.occurrence_id, ErasedCount.Who.SIGNED_UP))
        for where, who in dates:
            yield where, who, ErasedCount.Feature.CATEGORY, facts.category
            yield where, who, ErasedCount.Feature.LEVEL, facts.level
            yield where, who, ErasedCount.Feature.AGE_BAND, facts.age_band
            yield where, who, ErasedCount.Feature.SEX, facts.sex


def _services(ids: list[int]) -> Iterable[Key]:
    """Asked for by those with a place; arranged for those who came, on the first date to which they came."""
    asked = ServiceRequest.objects.filter(
        registration__in=ids, registration__state__in=("confirmed", "offered")
    ).values_list("registration__occurrence", "quota__service")
    for own_date, service in asked:
        yield own_date, ErasedCount.Who.SIGNED_UP, ErasedCount.Feature.SERVICE, service
    given = ServiceRequest.objects.given().filter(registration__in=ids)
    for date, service in given.values_list("first_came", F("quota__service")):
        yield date, ErasedCount.Who.CAME, ErasedCount.Feature.SERVICE, service


def _with_few_together(counted: "Counter[Key]") -> "Counter[Key]":
    """Whoever would be told apart by a value that few have is counted with those of whom nothing is said."""
    merged: Counter[Key] = Counter()
    for (date, who, feature, value), number in counted.items():
        merged[(date, who, feature, value if number >= FEWEST else "")] += number
    return merged


def _add(event_id: int, counted: "Counter[Key]") -> None:
    for (date, who, feature, value), number in counted.items():
        same: dict[str, Any] = {"event_id": event_id, "occurrence_id": date}
        same |= {"who": who, "feature": feature, "value": value}
        row, new = ErasedCount.objects.get_or_create(**same, defaults={"number": number})
        if not new:
            ErasedCount.objects.filter(pk=row.pk).update(number=F("number") + number)
