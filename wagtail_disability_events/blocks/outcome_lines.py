"""The results of a contest as lines: from the records of the event, else as typed into the block."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..outcomes.models import Result
from .base import EventInBlocks, ListOf, ShownDocument, ShownImage, StreamChild


class MedalOrOther(models.TextChoices):
    """The first three places, and recognition beyond them."""

    GOLD = "gold", gettext_lazy("gold")
    SILVER = "silver", gettext_lazy("silver")
    BRONZE = "bronze", gettext_lazy("bronze")
    OTHER = "other", gettext_lazy("taking part")


class TypedResult(TypedDict):
    """A result as typed into a contest block."""

    medal: str
    who: str
    team: str
    result: str


class ContestValue(TypedDict):
    """The value of a contest block."""

    name: str
    group: str
    rules: str
    measure: str
    unit: str
    heats: int | None
    limit: int | None
    results: ListOf[TypedResult]


class WorkValue(TypedDict):
    """The value of ``WorkBlock``."""

    title: str
    author: str
    named: str
    consent: bool
    medium: str
    image: ShownImage | None
    sound: ShownDocument | None
    text: str
    description: str
    prize: str


class ShownWork(TypedDict):
    """A work as templates show it: ``id`` is that of its block."""

    id: str
    value: WorkValue
    author: str
    prize: str


@dataclass(frozen=True)
class ContestResult:
    """One line of a result list. ``rank`` is a number where one is known, else the place."""

    medal: str
    rank: int | None
    who: str
    team: str
    result: str
    note: str = ""
    round: str = ""


def contest_lines(value: ContestValue, event: EventInBlocks | None) -> list[ContestResult]:
    """The lines of a contest block, on the event's own page or in an article about it."""
    recorded = _recorded(value, event)
    if recorded:
        return [_line(result) for result in recorded]
    return [
        ContestResult(result["medal"], None, result["who"], result["team"], result["result"])
        for result in value["results"]
    ]


def prize_of(value: WorkValue, event: EventInBlocks | None) -> str:
    """The prize of a work: as published for the event, else as typed into the block."""
    if event is not None:
        for child in works_of(event):
            prize = event.outcomes.prizes.get(str(child.id)) if child.value["title"] == value["title"] else ""
            if prize:
                return prize
    return value["prize"]


def shown_works(event: EventInBlocks) -> list[ShownWork]:
    """The works of a show whose authors agreed, in the order of its page; none for another kind of event."""
    return [
        {
            "id": str(child.id),
            "value": child.value,
            "author": child.value["author"] or _("a resident"),
            "prize": prize_of(child.value, event),
        }
        for child in works_of(event)
        if child.value["consent"]
    ]


def works_of(event: EventInBlocks) -> Sequence[StreamChild[WorkValue]]:
    """The works of a show; none for another kind of event."""
    return getattr(event, "works", ())


def contests_of(event: EventInBlocks) -> Sequence[StreamChild[ContestValue]]:
    """The contests of a sports day; none for another kind of event."""
    return getattr(event, "contests", ())


def _recorded(value: ContestValue, event: EventInBlocks | None) -> list[Result]:
    """Results of the contest with this name and class; a copy in an article has another block id."""
    if event is None:
        return []
    for child in contests_of(event):
        same = (child.value["name"], child.value["group"]) == (value["name"], value["group"])
        if same and (results := event.outcomes.results.get(str(child.id))):
            return results
    return []


def _line(result: Result) -> ContestResult:
    return ContestResult(
        medal=result.medal or MedalOrOther.OTHER,
        rank=result.rank,
        who=result.public_name,
        team=result.team,
        result=result.text,
        note=result.note,
        round=_("heat %(number)s") % {"number": result.heat} if result.heat else "",
    )
