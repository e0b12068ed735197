"""What lists hold in memory of dates, of events, and of what many events share."""

from dataclasses import dataclass, field
from datetime import datetime

from ...occurrences.models import Occasion, Venue
from ..tree.page import Organisation, TreePage

Left = dict[int | None, int | None]
"""By id of a date, None for the whole event: how many may still come; None is no limit."""


@dataclass(frozen=True, slots=True)
class DateLine:
    """One date on one page, as lists need it. Moments are aware UTC.

    A date has a line for each published page of its event: ``page_id`` is the page, with its ``path`` and
    ``locale_id``; ``event_id`` the one that holds the facts, which mostly is the same.
    """

    pk: int
    event_id: int
    page_id: int
    locale_id: int
    uid: str
    path: str
    start: datetime
    end: datetime
    expires: datetime | None
    kind: str
    occasion_id: int | None
    venue_id: int | None
    all_day: bool
    status: str
    takes_place: bool
    registration_enabled: bool
    registers_by_date: bool
    waitlist: bool
    registration_opens: datetime | None
    registration_closes: datetime | None


@dataclass(slots=True)
class Facets:
    """What lists need of one event beside its dates. Filled while it is read, not changed after that.

    ``times`` at desks are moments with the number that is left of each; ``partners`` are tree paths.
    """

    services: list[str] = field(default_factory=list)
    seats: Left = field(default_factory=dict)
    times: list[tuple[datetime | None, int]] = field(default_factory=list)
    volunteers: Left = field(default_factory=dict)
    partners: list[str] = field(default_factory=list)


NO_FACETS = Facets()


@dataclass(frozen=True)
class Common:
    """What many events share, as model instances that are read and never written.

    ``organisations`` and ``article_indexes`` are the live pages in the order of the tree.
    """

    organisations: list[Organisation]
    article_indexes: list[TreePage]
    venues: dict[int, Venue]
    occasions: dict[int, Occasion]
