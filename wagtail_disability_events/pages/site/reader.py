"""Who asks: the restrictions they have passed and what is in memory, read once a request."""

from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from wagtail.models import PageViewRestriction, Site

from ..listing.address import read_query
from ..listing.chosen import Scope
from ..listing.dates_in_memory import Snapshot
from ..listing.query import ListingQuery
from ..listing.snapshot import current
from ..tree.page import Branch
from ..tree.restrictions import Restrictions
from .successors import successor_of


class Reader:
    """The reader of one request."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @classmethod
    def of(cls, request: HttpRequest) -> "Reader":
        """The reader of a request, kept with it."""
        kept: Reader | None = getattr(request, "wde_reader", None)
        if kept is None:
            kept = request.wde_reader = cls(request)  # type: ignore[attr-defined]
        return kept

    @property
    def is_previewing(self) -> bool:
        """Whether an editor looks at a draft."""
        return bool(getattr(self.request, "is_preview", False))

    @cached_property
    def accepted(self) -> tuple[int, ...]:
        """Ids of restrictions that this request fulfils: a password given, a login, a group.

        An anonymous reader without a session costs no query.
        """
        request = self.request
        has_session = getattr(request, "session", None) is not None and not request.session.is_empty()
        user = getattr(request, "user", None)
        if not has_session and (not user or not user.is_authenticated):
            return ()
        restrictions = PageViewRestriction.objects.prefetch_related("groups")
        return tuple(item.pk for item in restrictions if item.accept_request(request))

    @cached_property
    def restrictions(self) -> Restrictions:
        return Restrictions()

    @cached_property
    def snapshot(self) -> Snapshot:
        """The dates in memory, the same for the whole request: one query."""
        return current()

    def scope(self, index: Branch) -> Scope:
        """What this reader may see of an organisation and all below it."""
        return Scope.of(index, self.snapshot, self.restrictions.hidden_paths(self.accepted))

    def query(self, scope: Scope) -> ListingQuery:
        """What the address of the request asks for; of an organisation that was merged, its successor's."""
        asked: QueryDict = self.request.GET
        wanted, known = asked.get("org", ""), [str(organisation.pk) for organisation in scope.organisations]
        site = Site.find_for_request(self.request) if wanted and wanted not in known else None
        if site is not None and (heir := successor_of(wanted, site)) is not None:
            changed = asked.copy()
            changed["org"] = str(heir)
            return read_query(changed, scope.organisations)
        return read_query(asked, scope.organisations)
