"""Groups of people with places of their own: those in wheelchairs, companions, volunteers, one contest."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

from ...occurrences.models import Occurrence
from ..event import BookableEvent
from ..models.quotas import Quota


class Role(models.TextChoices):
    """Who the places are for. Participants also take one of the event's own places."""

    PARTICIPANT = "participant", _("people who take part")
    COMPANION = "companion", _("companions")
    VOLUNTEER = "volunteer", _("volunteers")


@dataclass(frozen=True)
class PlaceGroup:
    """Places of one group. ``several`` can be chosen together, such as contests. Ages are whole years."""

    key: str
    label: str
    role: str = Role.PARTICIPANT
    capacity: int | None = None
    note: str = ""
    min_age: int | None = None
    max_age: int | None = None
    categories: tuple[str, ...] = field(default=())
    several: bool = False


def group_quotas(event: BookableEvent, occurrence: Occurrence | None = None) -> dict[str, Quota]:
    """The rows that count the groups of an event, or of one of its dates where one signs up by date."""
    rows = Quota.objects.filter(event_id=event.pk, kind=Quota.Kind.GROUP, offered=True)
    return {quota.service: quota for quota in rows.filter(occurrence=occurrence)}


def companions_group(event: BookableEvent) -> PlaceGroup | None:
    """The group of companions, where they have places of their own."""
    return next((group for group in event.place_groups() if group.role == Role.COMPANION), None)


def seats_and_times(event: BookableEvent, occurrence: Occurrence | None) -> list[Quota]:
    """The rows that say whether one can sign up: seats of the event and of the date, times at its desks."""
    rows = Quota.objects.filter(event_id=event.pk, kind__in=(Quota.Kind.SEAT, Quota.Kind.SLOT))
    dates = (None, occurrence.pk if occurrence is not None else None)
    return [row for row in rows if row.kind == Quota.Kind.SLOT or row.occurrence_id in dates]
