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
    """The answer of ``may_sign_up`` with its sentence; ``waiting`` is how many are in the queue."""
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
            return SignUpState(code, _queue(waiting), 0)
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


def _queue(waiting: int) -> str:
    if not waiting:
        return _("Full. You can join the waiting list.")
    sentence = ngettext(
        "Full. You can join the waiting list (%(count)s person ahead).",
        "Full. You can join the waiting list (%(count)s people ahead).",
        waiting,
    )
    return sentence % {"count": waiting}


def _open(seats: Seats, closing: str) -> SignUpState:
    left = seats.left
    if left is None:
        sentence = _("Sign-up is open")
    elif seats.are_times:
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
