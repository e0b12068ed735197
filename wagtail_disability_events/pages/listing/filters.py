"""The filters beside a list: choices with the number of dates that each would leave."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ...occurrences.accessibility import Facility
from ...occurrences.kinds import EventKind
from ...occurrences.service_catalogue import services
from .chosen import Chosen
from .spans import View, When


@dataclass(frozen=True)
class Choice:
    """One choice of a filter, with the number of dates that it would leave."""

    value: str
    label: str
    chosen: bool
    count: int = 0


@dataclass(frozen=True)
class FilterGroup:
    """A question and its choices. ``single`` groups take one answer, with ``anything`` for none."""

    name: str
    legend: str
    choices: list[Choice]
    single: bool = False
    anything: str = ""
    by_select: bool = False


_NEEDED_FIRST = (Facility.LEVEL_ENTRANCE.value,)


def filter_groups(chosen: Chosen) -> list[FilterGroup]:
    """The groups in the order of our readers' questions: what I need, when, what, where."""
    query = chosen.query
    groups = [
        FilterGroup("service", _("I need"), _needs(chosen)),
        FilterGroup("open", _("Sign-up"), _open(chosen)),
    ]
    if query.view == View.LIST and not query.past:
        groups.append(FilterGroup("when", _("When"), _whens(chosen), single=True, anything=_("any time")))
    groups += [
        FilterGroup("kind", _("Kind"), _kinds(chosen)),
        FilterGroup("occasion", _("Occasion"), _occasions(chosen)),
        FilterGroup("facility", _("At the place"), _facilities(chosen)),
    ]
    if len(chosen.scope.organisations) > 1:
        held_by = _organisations(chosen)
        groups.append(
            FilterGroup("org", _("Held by"), held_by, single=True, anything=_("everyone"), by_select=True)
        )
    return [group for group in groups if group.choices]


def _needs(chosen: Chosen) -> list[Choice]:
    """What a visitor needs most: getting in without steps, then the services that are offered."""
    choices = [_facility(chosen, code) for code in _NEEDED_FIRST]
    mask = chosen.mask()
    for code, entry in services().items():
        count = (mask & chosen.snapshot.of("service", code)).bit_count()
        choices.append(Choice(code, entry.label, code in chosen.query.services, count))
    return _worth_showing(choices)


def _facilities(chosen: Chosen) -> list[Choice]:
    return _worth_showing([_facility(chosen, code) for code in Facility.values if code not in _NEEDED_FIRST])


def _facility(chosen: Chosen, code: str) -> Choice:
    count = (chosen.mask() & chosen.snapshot.of("facility", code)).bit_count()
    label = _("Step-free access") if code == Facility.LEVEL_ENTRANCE else str(Facility(code).label)
    return Choice(code, label, code in chosen.query.facilities, count)


def _open(chosen: Chosen) -> list[Choice]:
    count = (chosen.mask(without="open") & chosen.snapshot.open(chosen.now)).bit_count()
    return _worth_showing([Choice("1", _("still open"), chosen.query.open, count)])


def _whens(chosen: Chosen) -> list[Choice]:
    query = chosen.query.without("when", "first", "last")
    return [
        Choice(
            when.value,
            str(when.label),
            chosen.query.when == when,
            chosen.mask(replace(query, when=when.value)).bit_count(),
        )
        for when in When
    ]


def _kinds(chosen: Chosen) -> list[Choice]:
    others = chosen.mask(without="kinds")
    return _worth_showing(
        [
            Choice(
                value,
                str(label),
                value in chosen.query.kinds,
                (others & chosen.snapshot.of("kind", value)).bit_count(),
            )
            for value, label in EventKind.choices
        ]
    )


def _occasions(chosen: Chosen) -> list[Choice]:
    others = chosen.mask(without="occasions")
    counts = {
        occasion_id: (others & chosen.snapshot.of("occasion", occasion_id)).bit_count()
        for occasion_id in chosen.snapshot.values("occasion")
    }
    wanted = [pk for pk, count in counts.items() if count or pk in chosen.query.occasions]
    names = {pk: occasion for pk in wanted if (occasion := chosen.snapshot.common.occasions.get(pk))}
    choices = [
        Choice(str(pk), occasion.name, pk in chosen.query.occasions, counts[pk])
        for pk, occasion in names.items()
    ]
    return sorted(choices, key=lambda choice: (-choice.count, choice.label))[:12]


def _organisations(chosen: Chosen) -> list[Choice]:
    return [
        Choice(
            str(org.pk),
            org.display_name,
            org == chosen.query.organisation,
            chosen.mask(replace(chosen.query, organisation=org)).bit_count(),
        )
        for org in chosen.scope.organisations
    ]


def _worth_showing(choices: list[Choice]) -> list[Choice]:
    return [choice for choice in choices if choice.chosen or choice.count]
