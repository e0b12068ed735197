"""What the address of a list or feed asks for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from ..occurrences.access import AccessService, Facility, FacilityState
from ..registration.models import Quota
from .kinds import EventKind

NEEDS = {Facility.LEVEL_ENTRANCE.value, *AccessService.values}
MAX_QUERY_LENGTH = 60


@dataclass
class ListingQuery:
    """What the address asks for. Nonsense is left out and named in ``ignored``."""

    text: str = ""
    kinds: list[str] = field(default_factory=list)
    services: list[str] = field(default_factory=list)
    organisation: Any = None
    past: bool = False
    ignored: list[str] = field(default_factory=list)

    @classmethod
    def from_address(cls, params: QueryDict, organisations: Iterable[Any]) -> "ListingQuery":
        query = cls(text=params.get("q", "").strip()[:MAX_QUERY_LENGTH].replace("\x00", ""))
        for value in params.getlist("kind"):
            (query.kinds if value in EventKind.values else query.ignored).append(value)
        for value in params.getlist("service"):
            (query.services if value in NEEDS else query.ignored).append(value)
        if wanted := params.get("org", ""):
            query.organisation = next((org for org in organisations if str(org.pk) == wanted), None)
            if query.organisation is None:
                query.ignored.append(wanted)
        match params.get("when", ""):
            case "past":
                query.past = True
            case "" | "ahead":
                pass
            case other:
                query.ignored.append(other)
        return query

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.kinds or self.services or self.organisation)

    def parameters(self) -> str:
        """The query as an address carries it, without the page number."""
        pairs: list[tuple[str, str]] = [("q", self.text)] if self.text else []
        pairs += [("kind", value) for value in self.kinds]
        pairs += [("service", value) for value in self.services]
        if self.organisation is not None:
            pairs.append(("org", str(self.organisation.pk)))
        if self.past:
            pairs.append(("when", "past"))
        return urlencode(pairs)

    def narrow(self, rows: Any) -> Any:
        """Narrow a queryset of rows with an ``event`` (dates, calendar entries) to what was asked."""
        if self.organisation is not None:
            rows = rows.filter(event__path__startswith=self.organisation.path)
        if self.kinds:
            rows = rows.filter(event__kind__in=self.kinds)
        if self.text:
            rows = rows.filter(Q(event__title__icontains=self.text) | Q(event__summary__icontains=self.text))
        for need in self.services:
            if need == Facility.LEVEL_ENTRANCE:
                rows = rows.filter(at_step_free_venue())
            else:
                offered = Quota.objects.services().filter(service=need)
                rows = rows.filter(event__in=offered.values("event_id"))
        return rows


def at_step_free_venue() -> Q:
    """A condition on rows with an event: its place is entered without steps."""
    return Q(
        event__venue__facilities__facility=Facility.LEVEL_ENTRANCE,
        event__venue__facilities__state=FacilityState.YES,
    )
