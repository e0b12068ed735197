"""What staff did with personal data: written to the log of the event's page, read by the data officer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry

from ...core.users import User
from ..event import BookableEvent
from ..models.registrations import Registration
from ..permissions import APP

REFERENCES_SHOWN = 3


class Access(StrEnum):
    """What staff can do with personal data, by the name it has in the log."""

    REVEAL = "wde.registrations.reveal"
    EXPORT = "wde.registrations.export"
    ERASE = "wde.registrations.erase"
    PROMOTE = "wde.registrations.promote"
    BEYOND = "wde.registrations.beyond"
    CANCEL = "wde.registrations.cancel"
    JOIN = "wde.registrations.join"
    PART = "wde.registrations.part"
    SEARCH = "wde.registrations.search"
    CONSENT = "wde.registrations.consent"


NAMING = [action.value for action in Access]
"""Names of the actions whose entries may name sign-ups by their numbers."""

ACCESS_WORDS: dict[Access, Promise] = {
    Access.REVEAL: gettext_lazy("saw names and numbers"),
    Access.EXPORT: gettext_lazy("exported the list"),
    Access.ERASE: gettext_lazy("erased somebody"),
    Access.PROMOTE: gettext_lazy("gave a place out of turn"),
    Access.BEYOND: gettext_lazy("booked beyond the plan"),
    Access.CANCEL: gettext_lazy("cancelled a sign-up"),
    Access.JOIN: gettext_lazy("joined two sign-ups"),
    Access.PART: gettext_lazy("parted two sign-ups"),
    Access.SEARCH: gettext_lazy("looked for a name"),
    Access.CONSENT: gettext_lazy("noted what somebody agreed to"),
}


@dataclass(frozen=True)
class AccessLine:
    """One line for the data officer: when who did what, at which event, to whom or to how many."""

    when: datetime
    who: object
    what: str
    event: str
    of: str


def note_access(
    event: BookableEvent,
    user: User,
    action: Access,
    people: Iterable[Registration] | None = None,
    **data: str | int,
) -> None:
    """Write down what a user did with the data of these people, who are named by their numbers."""
    named = {} if people is None else {"references": [person.reference for person in people]}
    log(instance=event, action=action.value, user=user, data={**named, **data})


def entries() -> "QuerySet[Any]":
    """The entries of the log about personal data, newest first."""
    return PageLogEntry.objects.filter(action__in=list(Access)).order_by("-timestamp").select_related("page")


def in_words(page: Iterable[PageLogEntry]) -> list[AccessLine]:
    """Entries as they are read; two queries whatever their number."""
    rows = list(page)
    users = get_user_model()._default_manager.in_bulk({row.user_id for row in rows if row.user_id})
    titles = dict(Page.objects.filter(pk__in={row.page_id for row in rows}).values_list("pk", "title"))
    return [
        AccessLine(
            when=row.timestamp,
            who=users.get(row.user_id) or _("a deleted account"),
            what=str(ACCESS_WORDS[Access(row.action)]),
            event=titles.get(row.page_id) or row.label,
            of=_of(row.data),
        )
        for row in rows
    ]


def who_may_see() -> list[tuple[object, int]]:
    """Accounts that may see personal data somewhere, with how often they have done so."""
    users = [
        user
        for user in get_user_model()._default_manager.filter(is_active=True)
        if user.has_perm(f"{APP}.reveal_registration")
    ]
    counts = dict(
        PageLogEntry.objects.filter(action=Access.REVEAL, user__in=[user.pk for user in users])
        .order_by()
        .values_list("user")
        .annotate(n=Count("pk"))
    )
    return [(user, counts.get(user.pk, 0)) for user in users]


def _of(data: dict[str, Any]) -> str:
    references = data.get("references") or []
    number = len(references) + data.get("forgotten", 0)
    if number > len(references) or number > REFERENCES_SHOWN:
        return _("%(count)s sign-ups") % {"count": number}
    return "、".join(references) or str(data.get("receipt") or data.get("count") or "")
