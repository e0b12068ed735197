"""The one gate to names, numbers and needs of people who signed up, for staff.

Whatever shows them to somebody or sends them out asks here: whether this user may have them at this event,
and the look is noted for the data officer. Views, searches, checks and exports have no other way.
"""

from collections.abc import Collection, MutableMapping
from enum import StrEnum
from typing import Any, Protocol

from ...core.rate_limits import is_rate_limited
from ...core.users import User
from ..event import BookableEvent, ProtectedPage
from ..models.registrations import Registration, RegistrationQuerySet
from ..permissions import NotPermitted, may
from ..queries import Way, find_people, ways_of
from .access_log import Access, note_access

NAMES_AN_HOUR = 60
"""So many whole names somebody may look for who sees only masked ones: enough to note who is in the photos
of a day, too few to go through a telephone book."""
_NAMED = 100
"""Of so many people at once the log names the sign-ups; of more it has the number."""


class EventWithPeople(ProtectedPage, BookableEvent, Protocol):
    """An event whose page says who may edit it."""


class Where(StrEnum):
    """Where people were shown, as it stands in the log."""

    LIST = "list"
    ONE = "sign-up"
    FILE = "file"
    DOOR = "door"
    NEEDS = "needs"
    SHEET = "sheet"
    CALLS = "calls"
    RESULTS = "results"
    CERTIFICATES = "certificates"
    PHOTO = "photo"
    ARTICLE = "article"


class SearchRefused(Exception):
    """Somebody looked for a person in a way that would tell what is masked for them."""

    def __init__(self, *, too_often: bool) -> None:
        super().__init__("too often" if too_often else "no permission")
        self.too_often = too_often


def may_see_people(user: User, event: ProtectedPage) -> bool:
    """Whether names and numbers of this event are shown to a user; nothing is noted."""
    return may(user, "reveal", event)


def shows_people(
    user: User,
    event: EventWithPeople,
    people: Collection[Registration],
    where: Where,
    visit: MutableMapping[str, Any] | None = None,
    *,
    others: int = 0,
    **data: str | int,
) -> bool:
    """Whether a page may show names and numbers of these people to a user; if it may, the look is noted.

    ``others`` is how many are named beside them who have not signed up. ``visit`` is the user's session where
    a page is looked at again and again: each person is noted once there. Nothing is noted where there is
    nobody to see.
    """
    if not may_see_people(user, event):
        return False
    note_people(user, event, people, where, visit, others=others, **data)
    return True


def note_people(
    user: User,
    event: EventWithPeople,
    people: Collection[Registration],
    where: Where,
    visit: MutableMapping[str, Any] | None = None,
    *,
    others: int = 0,
    **data: str | int,
) -> None:
    """Note that a user was told something of these people; of each once a ``visit``."""
    if visit is not None:
        key = f"wde_look_{where.value}_{event.pk}"
        seen = set(visit.get(key, ()))
        people = [person for person in people if person.pk not in seen]
        if people:
            visit[key] = sorted(seen | {person.pk for person in people})
    if people or others:
        named = people if len(people) <= _NAMED else None
        note_access(event, user, Access.REVEAL, named, where=where.value, count=len(people) + others, **data)


def show_people(
    user: User, event: EventWithPeople, people: Collection[Registration], where: Where, **data: str | int
) -> None:
    """The same where nothing but names is asked for. Raises NotPermitted."""
    if not shows_people(user, event, people, where, None, others=0, **data):
        raise NotPermitted("reveal")


def export_people(user: User, event: EventWithPeople, count: int) -> None:
    """Note that a user takes so many people's data away as a file. Raises NotPermitted."""
    if not may(user, "export", event):
        raise NotPermitted("export")
    note_access(event, user, Access.EXPORT, count=count)


def search_people(user: User, event: EventWithPeople, text: str) -> RegistrationQuerySet:
    """Sign-ups of an event that a user finds by a text.

    By a name or a phone number finds who may see these. Who sees them masked finds by the number of a sign-up
    and by a family name, which are not masked, and by a whole name so often an hour, which is noted. Raises
    NotPermitted for who may not even see the list, and SearchRefused.
    """
    if not may(user, "view", event):
        raise NotPermitted("view")
    if may_see_people(user, event):
        return find_people(event.pk, text)
    ways = ways_of(text)
    found = find_people(event.pk, text, ways - {Way.PHONE, Way.NAME})
    if Way.NAME in ways and Way.FAMILY_NAME not in ways:
        if is_rate_limited("search by name", str(user.pk), NAMES_AN_HOUR):
            raise SearchRefused(too_often=True)
        note_access(event, user, Access.SEARCH)
        return find_people(event.pk, text)
    if Way.PHONE in ways and not found.exists():
        raise SearchRefused(too_often=False)
    return found
