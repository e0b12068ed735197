"""One date as staff read it in a list."""

from dataclasses import dataclass

from ..core.dates import span_phrase
from ..occurrences.models import Occurrence
from ..occurrences.operations import Operation, allowed_operations, public_reason
from ..pages.listing.lines import location_line


@dataclass(frozen=True)
class StaffLine:
    """A date with the number of people who signed up for it, and what can be done to it."""

    row: Occurrence
    when: str
    location: str
    reason: str
    people: int
    operations: tuple[Operation, ...]
    clash: bool = False


def staff_line(row: Occurrence, *, people: int = 0, clash: bool = False) -> StaffLine:
    """Expects ``venue`` loaded."""
    return StaffLine(
        row=row,
        when=when(row),
        location=location_line(row),
        reason=public_reason(row),
        people=people,
        operations=allowed_operations(row),
        clash=clash,
    )


def when(row: Occurrence) -> str:
    """When a date takes place as it holds."""
    return span_phrase(row.start, row.end, all_day=row.all_day, zone=row.time_zone)


def planned(row: Occurrence) -> str:
    """When a date would take place as its page says."""
    return span_phrase(row.planned_start, row.planned_end, all_day=row.planned_all_day, zone=row.time_zone)
