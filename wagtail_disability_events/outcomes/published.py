"""The published results and prizes of one event, read once for whoever shows them."""

from functools import cached_property
from typing import TYPE_CHECKING

from .models import Award, Result

if TYPE_CHECKING:
    from collections.abc import Mapping


class PublishedOutcomes:
    """Results by the id of their contest block, prizes by that of their work's block.

    Each is read when it is first asked for. An event that is not stored yet has none.
    """

    def __init__(self, event_id: int | None) -> None:
        self.event_id = event_id

    @classmethod
    def nothing(cls) -> "PublishedOutcomes":
        """As if nothing were published, for readers to whom it is not shown."""
        return cls(None)

    @cached_property
    def results(self) -> "Mapping[str, list[Result]]":
        """Two queries at most."""
        found: dict[str, list[Result]] = {}
        if self.event_id is None:
            return found
        shown = Result.objects.filter(sheet__event_id=self.event_id, sheet__published_at__isnull=False)
        for result in shown.select_related("sheet", "registration"):
            found.setdefault(result.sheet.contest, []).append(result)
        return found

    @cached_property
    def prizes(self) -> "Mapping[str, str]":
        """One query."""
        if self.event_id is None:
            return {}
        shown = Award.objects.filter(event_id=self.event_id, published_at__isnull=False).exclude(prize="")
        return dict(shown.values_list("work", "prize"))
