"""How far the targets of a year are, counted from the ledger."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ...pages.models import EventIndexPage
from .models import LedgerEntry, Outlet, OutletLevel, PublicityTarget

Counted = PublicityTarget.Counted
_DAYS = {
    Counted.SUBMITTED: "submitted_on",
    Counted.ACCEPTED: "accepted_on",
    Counted.CARRIED: "carried_on",
    Counted.PUSHED: "carried_on",
}
_CARRYING = (Outlet.Kind.NEWSPAPER, Outlet.Kind.TELEVISION, Outlet.Kind.WEBSITE, Outlet.Kind.OTHER)
_OUTLETS = {
    Counted.CARRIED: Q(outlet__kind__in=_CARRYING),
    Counted.PUSHED: Q(outlet__kind=Outlet.Kind.OWN_ACCOUNT),
}


@dataclass(frozen=True)
class Progress:
    """A target, what is reached, and what should be reached by a day if it went evenly over the year."""

    target: PublicityTarget
    reached: int
    due: int

    @property
    def is_behind(self) -> bool:
        return self.reached < self.due

    @property
    def percent(self) -> int:
        return min(100, self.reached * 100 // self.target.number)


def count(organisation: EventIndexPage, year: int, counted: str, level: str = "") -> int:
    """Articles of an organisation and those below it in a year: submitted, accepted, carried or pushed.

    A submission counts once for each outlet, as the offices count.
    """
    entries = LedgerEntry.objects.filter(
        organisation__path__startswith=organisation.path, **{f"{_DAYS[Counted(counted)]}__year": year}
    )
    entries = entries.filter(_OUTLETS.get(Counted(counted), Q()))
    if level:
        levels = OutletLevel.values[OutletLevel.values.index(level) :]
        entries = entries.filter(outlet__level__in=levels)
    return entries.count()


def progress(organisation: EventIndexPage, today: date) -> list[Progress]:
    """The targets of this year with what is reached."""
    targets = PublicityTarget.objects.filter(organisation_id=organisation.pk, year=today.year)
    share = today.timetuple().tm_yday / 366
    return [
        Progress(
            target,
            count(organisation, target.year, target.counted, target.level),
            int(target.number * share),
        )
        for target in targets
    ]
