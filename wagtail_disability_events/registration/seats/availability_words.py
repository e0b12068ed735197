"""What a sign-up state says, as a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...core.dates import moment_phrase
from ...occurrences.models import Occurrence, Status
from ...occurrences.operations import public_reason
from .availability import Seats, SignUp, SignUpRules
from .coarse_words import are_few, queue_in_words


@dataclass(frozen=True)
class SignUpState:
    """A state and its sentence, which says no numbers; ``left`` is for staff.

    ``mark`` is the look's data-state: open, waiting, closed, cancelled.
    """

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


def in_words(
    code: SignUp,
    event: SignUpRules,
    asked: Sequence[Occurrence],
    seats: Seats | None,
    *,
    closes: datetime | None,
    waiting: int,
    now: datetime,
) -> SignUpState:
    """The answer of ``may_sign_up`` with its sentence; ``waiting`` is how many are in the queue at most."""
    match code:
        case SignUp.PAST:
            return SignUpState(code, _("This event is over."))
        case SignUp.CANCELLED | SignUp.POSTPONED:
            return _called_off(next(date for date in asked if date.end >= now))
        case SignUp.NOT_NEEDED:
            return SignUpState(code, _("No sign-up needed: just come."))
        case SignUp.NOT_YET:
            return SignUpState(code, _not_yet(event, asked, now))
        case SignUp.CLOSED:
            closed = moment_phrase(closes, asked[0].time_zone) if closes else ""
            return SignUpState(code, _("Sign-up closed on %(moment)s.") % {"moment": closed})
    if seats is None:
        raise ValueError("A form that is open has seats.")
    match code:
        case SignUp.VOLUNTEERS:
            return _volunteers_wanted(seats.for_volunteers)
        case SignUp.WAITING:
            return SignUpState(code, queue_in_words(waiting), 0)
        case SignUp.FULL:
            full = _("All times are taken.") if seats.are_times else _("Full. There is no waiting list.")
            return SignUpState(code, full, 0)
    written = event.registration_closes
    return _open(seats, _closing_phrase(written, asked[0].time_zone, now) if written else "")


def _not_yet(event: SignUpRules, asked: Sequence[Occurrence], now: datetime) -> str:
    opens = event.registration_opens
    if opens and now < opens and asked:
        return _("Sign-up opens on %(moment)s.") % {"moment": moment_phrase(opens, asked[0].time_zone)}
    return _("Sign-up has not opened yet.")


def _volunteers_wanted(left: int | None) -> SignUpState:
    """The state of an event that is full for everybody but volunteers; ``left`` None without a limit."""
    if not are_few(left):
        return SignUpState(SignUp.VOLUNTEERS, _("Full. Volunteers can still sign up."), left)
    return SignUpState(SignUp.VOLUNTEERS, _("Full. Volunteers can still sign up, a few places left."), left)


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


def _open(seats: Seats, closing: str) -> SignUpState:
    left = seats.left
    if seats.are_times and left is not None:
        sentence = _("Times can be booked, a few left") if are_few(left) else _("Times can be booked")
    else:
        sentence = _("Sign-up is open, a few places left") if are_few(left) else _("Sign-up is open")
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
