"""The filters that are on, each with the way back from it."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from ...core.dates import day_phrase
from ...occurrences.accessibility import Facility
from ...occurrences.kinds import EventKind
from ...occurrences.service_catalogue import service_label
from .chosen import Chosen
from .query import ListingQuery
from .spans import When


@dataclass(frozen=True)
class ActiveFilter:
    """A filter that is on: the address without it, and how many dates there would be then."""

    label: str
    address: str
    count: int


def active_filters(chosen: Chosen) -> list[ActiveFilter]:
    """The filters that are on, each with the address that drops it."""
    query = chosen.query
    found: list[tuple[str, ListingQuery]] = []
    if query.text:
        found.append((query.text, replace(query, text="")))
    for name, label_of in (
        ("services", service_label),
        ("facilities", lambda code: Facility(code).label),
        ("kinds", lambda code: EventKind(code).label),
        ("occasions", lambda pk: getattr(chosen.snapshot.common.occasions.get(pk), "name", "")),
    ):
        values = getattr(query, name)
        for value in values:
            rest = tuple(other for other in values if other != value)
            without: dict[str, Any] = {name: rest}
            found.append((str(label_of(value) or value), replace(query, **without)))
    if query.open:
        found.append((_("still open"), replace(query, open=False)))
    if query.when:
        found.append((str(When(query.when).label), replace(query, when="")))
    if query.first or query.last:
        found.append((_span(query), replace(query, first=None, last=None)))
    if query.organisation is not None:
        found.append((query.organisation.display_name, replace(query, organisation=None)))
    for pair in query.unknown:
        rest = tuple(other for other in query.unknown if other != pair)
        found.append((pair[1], replace(query, unknown=rest)))
    return [ActiveFilter(label, other.address(), chosen.mask(other).bit_count()) for label, other in found]


def _span(query: ListingQuery) -> str:
    first, last = query.first, query.last
    if first and last:
        return day_phrase(first) if first == last else f"{day_phrase(first)}–{day_phrase(last)}"
    if first:
        return _("from %(day)s") % {"day": day_phrase(first)}
    return _("until %(day)s") % {"day": day_phrase(last)} if last else ""
