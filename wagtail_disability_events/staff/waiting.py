"""Everything that waits for a member of staff, by kind of work."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..core.users import User
from . import waiting_articles as articles
from . import waiting_channels as channels
from . import waiting_events as events

SHOWN = 5


@dataclass(frozen=True)
class Waiting:
    """One kind of work: a sentence, how much there is, and the first few with their addresses."""

    words: str
    count: int
    items: list[tuple[str, str]]


def waiting_for(user: User, now: datetime | None = None) -> list[Waiting]:
    """Everything that waits for somebody; kinds of which there is nothing are left out."""
    now = now or timezone.now()
    editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change").values("pk")
    kinds = [
        (_("Articles wait for your review"), articles.reviews(user)),
        (_("Articles were sent back to you"), articles.sent_back(user)),
        (_("Articles were submitted to you"), articles.inbox(editable)),
        (_("Events without an announcement"), events.unannounced(editable, now)),
        (_("Events that are over, without photos"), events.without_photos(editable, now)),
        (_("Events that are over, without a report"), events.unreported(editable, now)),
        (_("Drafts in which something must be changed"), articles.with_findings(user)),
        (_("Approved, and not yet in an official account"), channels.unpushed(editable, now)),
        (_("Pushes that did not work"), channels.failed(editable)),
        (_("In the draft box, and not yet published there"), channels.unpublished(editable, now)),
        (_("Targets of the year that are behind"), channels.behind(editable, now)),
    ]
    found = [(words, list(items)) for words, items in kinds]
    return [Waiting(words, len(items), items[:SHOWN]) for words, items in found if items]
