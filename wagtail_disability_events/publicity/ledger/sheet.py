"""A spreadsheet of entries: marked with what is in the ledger, and taken over."""

from dataclasses import asdict, dataclass
from datetime import date

from wagtail.log_actions import log

from ...core.users import User
from ...pages.models import EventIndexPage
from .keeping import note, outlet_named
from .models import LedgerEntry, title_key

DAYS = ("submitted_on", "accepted_on", "carried_on")


@dataclass
class SheetEntry:
    """What a line says of an article at an outlet."""

    title: str
    outlet: str
    kind: str
    level: str
    submitted_on: date | None = None
    accepted_on: date | None = None
    carried_on: date | None = None
    link: str = ""
    reads: int | None = None
    note: str = ""

    def packed(self) -> dict[str, str | int | None]:
        """The values as JSON takes them."""
        values = asdict(self)
        return {
            name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()
        }

    @classmethod
    def unpacked(cls, values: dict[str, str]) -> "SheetEntry":
        """The entry whose values were packed."""
        days = {name: date.fromisoformat(values[name]) if values[name] else None for name in DAYS}
        return cls(**{**values, **days})  # type: ignore[arg-type]


@dataclass
class SheetRow:
    """One line of the sheet, with what is wrong with it, or whether it is in the ledger."""

    line: int
    entry: SheetEntry | None = None
    problem: str = ""
    is_known: bool = False


def right_entries(rows: list[SheetRow]) -> list[SheetEntry]:
    """What can be taken over."""
    return [row.entry for row in rows if row.entry is not None and not row.problem]


def mark_known(rows: list[SheetRow], organisation: EventIndexPage) -> None:
    """Say of each row whether the ledger has it, or the sheet has it twice."""
    noted = LedgerEntry.objects.filter(organisation_id=organisation.pk)
    keys = set(noted.values_list("key", "outlet__name"))
    for row in rows:
        if row.entry is None or row.problem:
            continue
        key = (title_key(row.entry.title), row.entry.outlet)
        row.is_known = key in keys
        keys.add(key)


def take_over(entries: list[SheetEntry], organisation: EventIndexPage, user: User) -> int:
    """Note what a sheet says; return how many entries are new. Known ones are filled where empty."""
    noted = LedgerEntry.objects.filter(organisation_id=organisation.pk)
    before = noted.count()
    for entry in entries:
        note(
            organisation,
            entry.title,
            outlet_named(entry.outlet, entry.kind, entry.level),
            made_by=user,
            origin=LedgerEntry.Origin.SHEET,
            link=entry.link,
            note=entry.note,
            submitted_on=entry.submitted_on,
            accepted_on=entry.accepted_on,
            carried_on=entry.carried_on,
            reads=entry.reads,
        )
    new = noted.count() - before
    log(instance=organisation, action="wde.ledger.sheet", user=user, data={"new": new})
    return new
