"""Entering, ranking and publishing results; medals by team."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from ..core.users import User
from ..occurrences.event import Event
from ..occurrences.listing_changes import note_change
from ..registration.models.registrations import Registration
from .models import Award, Result, ResultSheet
from .ranking import Medal, MedalCount, ResultState, ranks


class Contest(Protocol):
    """A contest block of a sports day's page."""

    @property
    def id(self) -> str | None: ...
    @property
    def value(self) -> Any: ...


def sheet_of(event: Event, contest: Contest) -> ResultSheet:
    """The sheet of a contest block, made when it is first asked for; measure and unit follow the page."""
    value = contest.value
    sheet, _new = ResultSheet.objects.update_or_create(
        event_id=event.pk,
        contest=str(contest.id),
        defaults={"measure": value["measure"], "unit": value["unit"] or ""},
    )
    return sheet


@transaction.atomic
def rank_results(sheet: ResultSheet) -> None:
    """Write the rank of each result, heat by heat; who did not finish has none."""
    by_heat: dict[int, list[Result]] = {}
    for result in sheet.results.select_for_update(no_key=True):
        by_heat.setdefault(result.heat, []).append(result)
    for results in by_heat.values():
        values = [r.value if r.state == ResultState.FINISHED else None for r in results]
        for result, rank in zip(results, ranks(values, sheet.measure), strict=True):
            result.rank = rank
        Result.objects.bulk_update(results, ["rank"])


def add_everyone(sheet: ResultSheet) -> int:
    """Add a line for each confirmed registration that has none in the final yet; return how many."""
    there = set(sheet.results.filter(heat=0).values_list("registration_id", flat=True))
    new = [
        Result(sheet=sheet, registration=registration)
        for registration in Registration.objects.filter(event_id=sheet.event_id).confirmed()
        if registration.pk not in there
    ]
    Result.objects.bulk_create(new)
    return len(new)


def publish_results(sheet: ResultSheet, *, published: bool, user: User | None = None) -> None:
    """Show or hide the results of a contest, at once and apart from the page."""
    sheet.published_at = timezone.now() if published else None
    sheet.save(update_fields=["published_at"])
    note_change(sheet.event_id)
    action = "wde.results.publish" if published else "wde.results.hide"
    log(instance=sheet.event, action=action, user=user, data={"contest": sheet.contest})


def medal_table(results: Iterable[Result]) -> list[MedalCount]:
    """Medals by team, most gold first; participants without a team are not counted."""
    counted: dict[str, Counter[str]] = {}
    for result in results:
        if result.team and result.medal:
            counted.setdefault(result.team, Counter())[result.medal] += 1
    lines = [
        MedalCount(team, medals[Medal.GOLD], medals[Medal.SILVER], medals[Medal.BRONZE])
        for team, medals in counted.items()
    ]
    return sorted(lines, key=lambda line: (-line.gold, -line.silver, -line.bronze, line.team))


def save_prizes(event: Event, prizes: dict[str, str], *, published: bool, user: User | None = None) -> None:
    """Write the prize of each work by the id of its block, and show or hide all of them."""
    moment = timezone.now() if published else None
    with transaction.atomic():
        for work, prize in prizes.items():
            Award.objects.update_or_create(
                event_id=event.pk, work=work, defaults={"prize": prize, "published_at": moment}
            )
        note_change(event.pk)
        action = "wde.prizes.publish" if published else "wde.prizes.hide"
        log(instance=event, action=action, user=user, data={"prizes": sum(map(bool, prizes.values()))})
