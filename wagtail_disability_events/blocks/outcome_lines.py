"""The results of a contest as lines: from the records of the event, else as typed into the block."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..outcomes.models import Result
from ..outcomes.results import published_prizes, published_results


class MedalOrOther(models.TextChoices):
    """The first three places, and recognition beyond them."""

    GOLD = "gold", gettext_lazy("gold")
    SILVER = "silver", gettext_lazy("silver")
    BRONZE = "bronze", gettext_lazy("bronze")
    OTHER = "other", gettext_lazy("taking part")


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


def contest_lines(value: Any, event: Any) -> list[ContestResult]:
    """The lines of a contest block, on the event's own page or in an article about it."""
    recorded = _recorded(value, event)
    if recorded:
        return [_line(result) for result in recorded]
    return [
        ContestResult(result["medal"], None, result["who"], result["team"], result["result"])
        for result in value["results"]
    ]


def results_of(event: Any) -> dict[str, list[Result]]:
    """The published results of an event, read once for a page."""
    if not hasattr(event, "_published_results"):
        event._published_results = published_results(event)
    return event._published_results


def prizes_of(event: Any) -> dict[str, str]:
    """The published prizes of an event, read once for a page."""
    if not hasattr(event, "_published_prizes"):
        event._published_prizes = published_prizes(event)
    return event._published_prizes


def prize_of(value: Any, event: Any) -> str:
    """The prize of a work: as published for the event, else as typed into the block."""
    for child in getattr(event, "works", []) if event is not None else []:
        if child.value["title"] == value["title"] and (prize := prizes_of(event).get(str(child.id))):
            return prize
    return value["prize"]


def shown_works(event: Any) -> list[dict[str, Any]]:
    """The works of a show whose authors agreed, in the order of its page; none for another kind of event."""
    return [
        {
            "id": str(child.id),
            "value": child.value,
            "author": child.value["author"] or _("a resident"),
            "prize": prize_of(child.value, event),
        }
        for child in getattr(event, "works", [])
        if child.value["consent"]
    ]


def _recorded(value: Any, event: Any) -> list[Result]:
    """Results of the contest with this name and class; a copy in an article has another block id."""
    contests = getattr(event, "contests", None) if event is not None else None
    if not contests:
        return []
    found = results_of(event)
    for child in contests:
        same = (child.value["name"], child.value["group"]) == (value["name"], value["group"])
        if same and (results := found.get(str(child.id))):
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
