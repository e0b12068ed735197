"""Which view restrictions there are, and at which pages each holds."""

from django.db.models import F
from wagtail.models import PageViewRestriction


class Restrictions:
    """All view restrictions of a moment with the tree paths at which each holds: one query.

    What is an alias of a restricted page, or an alias of such an alias, is restricted as well.
    """

    def __init__(self) -> None:
        rows = PageViewRestriction.objects.order_by().annotate(
            at=F("page__path"), alias_at=F("page__aliases__path"), next_at=F("page__aliases__aliases__path")
        )
        self._held: dict[PageViewRestriction, set[str]] = {}
        for row in rows:
            found = self._held.setdefault(row, set())
            found.update(path for path in (row.at, row.alias_at, row.next_at) if path)

    def hidden_paths(self, accepted: tuple[int, ...] = ()) -> set[str]:
        """At or below these something is hidden from a reader who has passed the ``accepted`` ones."""
        return {path for row, paths in self._held.items() if row.pk not in accepted for path in paths}

    def holding_at(self, path: str) -> list[PageViewRestriction]:
        """The restrictions that hold for a page."""
        return [row for row, paths in self._held.items() if path.startswith(tuple(paths))]
