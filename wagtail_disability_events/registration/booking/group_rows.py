"""One person of a list: what stands in their line, what is wrong with it, what becomes of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..form.request import BookingRequest
from ..models.registrations import Registration
from .wanted import Wanted


class RowResult(StrEnum):
    """What happens to a row when the list is sent."""

    PLACE = "place"
    WAITS = "waits"
    REFUSED = "refused"
    KNOWN = "known"


RESULT_WORDS = {
    RowResult.PLACE: gettext_lazy("gets a place"),
    RowResult.WAITS: gettext_lazy("goes on the waiting list"),
    RowResult.REFUSED: gettext_lazy("cannot be signed up"),
    RowResult.KNOWN: gettext_lazy("is signed up already"),
}


@dataclass
class CheckedRow:
    """One person of a list. ``first`` is the sign-up that they have already; ``no_place`` says that there is
    neither a place nor a waiting list."""

    line: int
    cells: dict[str, str]
    problems: list[str] = field(default_factory=list)
    request: BookingRequest | None = None
    persons: list[str] = field(default_factory=list)
    wanted: Wanted | None = None
    first: Registration | None = None
    result: RowResult = RowResult.REFUSED
    no_place: bool = False

    @property
    def ready(self) -> BookingRequest:
        """What is booked. Raises ValueError for a row with problems."""
        if self.request is None:
            raise ValueError("This row has problems.")
        return self.request

    @property
    def drawn_on(self) -> Wanted:
        """The quotas it draws on. Raises ValueError for a row with problems."""
        if self.wanted is None:
            raise ValueError("This row has problems.")
        return self.wanted

    @property
    def said_problems(self) -> list[str]:
        """Why somebody cannot be signed up, as sentences."""
        return [
            *self.problems,
            *([_("There are fewer places left than people on the list.")] if self.no_place else []),
        ]

    @property
    def result_in_words(self) -> str:
        return str(RESULT_WORDS[self.result])


@dataclass(frozen=True)
class ListSummary:
    """How many rows get what. ``all_good``: everybody can be signed up; ``some_good``: somebody can."""

    counts: dict[str, int]
    all_good: bool
    some_good: bool


def summary_of(rows: Iterable[CheckedRow], too_many: int) -> ListSummary:
    """The summary of a list, of which ``too_many`` further lines were not read."""
    counts = Counter(row.result for row in rows)
    return ListSummary(
        counts={result.value: counts[result] for result in RowResult},
        all_good=counts[RowResult.REFUSED] + counts[RowResult.KNOWN] == 0 and not too_many,
        some_good=counts[RowResult.PLACE] + counts[RowResult.WAITS] > 0,
    )
