"""Whether one can sign up, said as a sentence."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...core.dates import moment_phrase
from ...occurrences.models import Occurrence, Status
from ...occurrences.operations import public_reason
from ..models.quotas import Quota
from ..models.registrations import Registration


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


@dataclass(frozen=True)
class SignUpState:
    """A state and its sentence. ``mark`` is the look's data-state: open, waiting, closed, cancelled."""

    code: SignUp
    sentence: str
    left: int | None = None

    @property
    def accepts(self) -> bool:
        return self.code.accepts

    @property
    def mark(self) -> str:
        if self.code in (SignUp.OPEN, SignUp.NOT_NEEDED):
            return "open"
        if self.code in (SignUp.WAITING, SignUp.FULL, SignUp.VOLUNTEERS, SignUp.NOT_YET, SignUp.POSTPONED):
            return "waiting"
        return "cancelled" if self.code == SignUp.CANCELLED else "closed"


def is_over(registration: Registration) -> bool:
    """Whether every date that somebody signed up for is over."""
    chosen = registration.occurrence
    dates = [chosen] if chosen is not None else list(registration.event.occurrences.all())
    return all(date.end < timezone.now() for date in dates)


def sign_up_state(
    event: Any,
    occurrences: list[Occurrence],
    quota: Quota | None,
    *,
    waiting: int,
    now: datetime | None = None,
) -> SignUpState:
    """The state of sign-up for an event, or for one of its dates.

    ``occurrences`` are the dates in question; ``quota`` their seats; ``waiting`` how many are in the queue.
    """
    now = now or timezone.now()
    ahead = [occurrence for occurrence in occurrences if occurrence.end >= now]
    if occurrences and not ahead:
        return SignUpState(SignUp.PAST, _("This event is over."))
    if ahead and not any(occurrence.takes_place for occurrence in ahead):
        return _called_off(ahead[0])
    if not event.registration_enabled:
        return SignUpState(SignUp.NOT_NEEDED, _("No sign-up needed: just come."))
    if quota is None or not occurrences:
        return SignUpState(SignUp.NOT_YET, _("Sign-up has not opened yet."))
    closes, zone = _closing_moment(event, ahead, quota), ahead[0].time_zone
    if event.registration_opens and now < event.registration_opens:
        opens = moment_phrase(event.registration_opens, zone)
        return SignUpState(SignUp.NOT_YET, _("Sign-up opens on %(moment)s.") % {"moment": opens})
    if closes and now >= closes:
        closed = moment_phrase(closes, zone)
        return SignUpState(SignUp.CLOSED, _("Sign-up closed on %(moment)s.") % {"moment": closed})
    if quota.left == 0 and quota.kind == Quota.Kind.SLOT:
        return SignUpState(SignUp.FULL, _("All times are taken."), 0)
    if quota.left == 0:
        return _full(event, waiting)
    return _open(quota, _closing_phrase(closes, zone, now) if event.registration_closes and closes else "")


def volunteers_wanted(left: int | None) -> SignUpState:
    """The state of an event that is full for everybody but volunteers; ``left`` None without a limit."""
    if left is None:
        return SignUpState(SignUp.VOLUNTEERS, _("Full. Volunteers can still sign up."))
    sentence = ngettext(
        "Full. Volunteers can still sign up, %(count)s place left.",
        "Full. Volunteers can still sign up, %(count)s places left.",
        left,
    )
    return SignUpState(SignUp.VOLUNTEERS, sentence % {"count": left}, left)


def _called_off(occurrence: Occurrence) -> SignUpState:
    reason = public_reason(occurrence)
    if occurrence.status == Status.POSTPONED:
        sentence = (
            _("Postponed: %(reason)s") % {"reason": reason}
            if reason
            else _("Postponed; the new date is not known yet.")
        )
        return SignUpState(SignUp.POSTPONED, sentence)
    sentence = _("Cancelled: %(reason)s") % {"reason": reason} if reason else _("Cancelled.")
    return SignUpState(SignUp.CANCELLED, sentence)


def _closing_moment(event: Any, ahead: list[Occurrence], quota: Quota) -> datetime | None:
    if event.registration_closes:
        return event.registration_closes
    if quota.kind == Quota.Kind.SLOT:  # later times can be booked while the first ones pass
        return max((date.end for date in ahead), default=None)
    # somebody may come to an exhibition on its last day; a morning has begun when it has begun
    moments = [date.end if date.all_day else date.start for date in ahead if date.takes_place]
    return max(moments, default=None) if event.registers_by_date else min(moments, default=None)


def _full(event: Any, waiting: int) -> SignUpState:
    if not event.waitlist:
        return SignUpState(SignUp.FULL, _("Full. There is no waiting list."), 0)
    if not waiting:
        return SignUpState(SignUp.WAITING, _("Full. You can join the waiting list."), 0)
    sentence = ngettext(
        "Full. You can join the waiting list (%(count)s person ahead).",
        "Full. You can join the waiting list (%(count)s people ahead).",
        waiting,
    )
    return SignUpState(SignUp.WAITING, sentence % {"count": waiting}, 0)


def _open(quota: Quota, closing: str) -> SignUpState:
    left = quota.left
    if left is None:
        sentence = _("Sign-up is open")
    elif quota.kind == Quota.Kind.SLOT:
        sentence = ngettext(
            "Times can be booked, %(count)s left", "Times can be booked, %(count)s left", left
        ) % {"count": left}
    else:
        sentence = ngettext(
            "Sign-up is open, %(count)s place left", "Sign-up is open, %(count)s places left", left
        ) % {"count": left}
    if closing:
        sentence = _("%(open)s; %(closing)s") % {"open": sentence, "closing": closing}
    return SignUpState(SignUp.OPEN, sentence, left)


def _closing_phrase(closes: datetime, zone: str, now: datetime) -> str:
    if closes - now < timedelta(hours=24):
        hours = max(1, int((closes - now).total_seconds() // 3600))
        return ngettext("closes in %(count)s hour", "closes in %(count)s hours", hours) % {"count": hours}
    days = (closes - now).days
    if days <= 7:
        return ngettext("closes in %(count)s day", "closes in %(count)s days", days) % {"count": days}
    return _("closes on %(moment)s") % {"moment": moment_phrase(closes, zone)}
