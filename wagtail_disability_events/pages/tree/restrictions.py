"""Which view restrictions there are, and which a reader has already passed."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest
from wagtail.models import PageViewRestriction


class Restrictions:
    """All view restrictions of a moment with the tree paths at which each holds: one query.

    What is an alias of a restricted page, or an alias of such an alias, is restricted as well.
    """

    def __init__(self) -> None:
        rows = PageViewRestriction.objects.order_by().annotate(
            at=F("page__path"), alias_at=F("page__aliases__path"), next_at=F("page__aliases__aliases__path")
        )
        self._held: dict[Any, set[str]] = {}
        for row in rows:
            found = self._held.setdefault(row, set())
            found.update(path for path in (row.at, row.alias_at, row.next_at) if path)

    @classmethod
    def of(cls, request: Any) -> "Restrictions":
        """Those of a request, read once."""
        if request is None:
            return cls()
        if not hasattr(request, "_wde_restrictions"):
            request._wde_restrictions = cls()
        return request._wde_restrictions

    def hidden_paths(self, accepted: tuple[int, ...] = ()) -> set[str]:
        """At or below these something is hidden from a reader who has passed the ``accepted`` ones."""
        return {path for row, paths in self._held.items() if row.pk not in accepted for path in paths}

    def holding_at(self, path: str) -> list[Any]:
        """The restrictions that hold for a page."""
        return [row for row, paths in self._held.items() if path.startswith(tuple(paths))]


def accepted_restrictions(request: HttpRequest) -> tuple[int, ...]:
    """Ids of restrictions that this request fulfils: a password given, a login, a group.

    An anonymous reader without a session costs no query.
    """
    has_session = getattr(request, "session", None) is not None and not request.session.is_empty()
    if not has_session and not getattr(request, "user", None):
        return ()
    if not has_session and not request.user.is_authenticated:
        return ()
    restrictions = PageViewRestriction.objects.prefetch_related("groups")
    return tuple(item.pk for item in restrictions if item.accept_request(request))
