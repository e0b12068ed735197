"""May somebody sign up now, and if not, why not? Lists, filters, pages, forms and booking ask this rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ...occurrences.models import Status


class SignUp(StrEnum):
    """What a visitor can do about an event at this moment."""

    OPEN = "open"
    WAITING = "waiting"
    FULL = "full"
    VOLUNTEERS = "volunteers"
    NOT_YET = "not-yet"
    CLOSED = "closed"
    NOT_NEEDED = "not-needed"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    PAST = "past"

    @property
    def accepts(self) -> bool:
        """Whether the form is open."""
        return self in (SignUp.OPEN, SignUp.WAITING, SignUp.VOLUNTEERS)


class SignUpRules(Protocol):
    """What the editor decided for an event. Moments are aware."""

    @property
    def registration_enabled(self) -> bool: ...
    @property
    def registers_by_date(self) -> bool: ...
    @property
    def registration_opens(self) -> datetime | None: ...
    @property
    def registration_closes(self) -> datetime | None: ...
    @property
    def waitlist(self) -> bool: ...


class SignUpDate(Protocol):
    """One date of an event. Moments are aware."""

    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime: ...
    @property
    def all_day(self) -> bool: ...
    @property
    def status(self) -> str: ...
    @property
    def takes_place(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Seats:
    """What is left for those who take part, and for volunteers; None is no limit.

    ``are_times``: times at desks, which are booked one by one and have no waiting list.
    """

    left: int | None
    are_times: bool = False
    for_volunteers: int | None = 0


def may_sign_up(
    event: SignUpRules,
    asked: Sequence[SignUpDate],
    seats: Seats | None,
    *,
    closes: datetime | None,
    now: datetime,
) -> SignUp:
    """The answer for the dates that are asked about: one of an event, or all.

    ``seats`` are those of these dates, None while there are no rows; ``closes`` comes from
    ``closing_moment``.
    """
    ahead = [date for date in asked if date.end >= now]
    if asked and not ahead:
        return SignUp.PAST
    if ahead and not any(date.takes_place for date in ahead):
        return SignUp.POSTPONED if ahead[0].status == Status.POSTPONED else SignUp.CANCELLED
    if not event.registration_enabled:
        return SignUp.NOT_NEEDED
    if seats is None or not asked or (event.registration_opens and now < event.registration_opens):
        return SignUp.NOT_YET
    if closes and now >= closes:
        return SignUp.CLOSED
    return _with_what_is_left(event, seats)


def closing_moment(
    event: SignUpRules, asked: Iterable[SignUpDate], dates: Iterable[SignUpDate], *, are_times: bool = False
) -> datetime | None:
    """When sign-up closes: as the editor wrote, else when it begins; None while nothing takes place.

    ``asked`` are the dates in question, ``dates`` all of the event. Who signs up for the whole event can do
    so until its first date begins, also when further ones are ahead.
    """
    if event.registration_closes:
        return event.registration_closes
    if are_times:  # later times can be booked while the first ones pass
        return max((date.end for date in asked), default=None)
    if event.registers_by_date:
        return max((_begun(date) for date in asked if date.takes_place), default=None)
    return min((_begun(date) for date in dates if date.takes_place), default=None)


def _begun(date: SignUpDate) -> datetime:
    """Somebody may come to an exhibition on its last day; a morning has begun when it has begun."""
    return date.end if date.all_day else date.start


def _with_what_is_left(event: SignUpRules, seats: Seats) -> SignUp:
    if seats.left != 0:
        return SignUp.OPEN
    if event.waitlist and not seats.are_times:
        return SignUp.WAITING
    return SignUp.FULL if seats.for_volunteers == 0 else SignUp.VOLUNTEERS
