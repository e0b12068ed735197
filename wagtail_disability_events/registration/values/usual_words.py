"""The usual words of each kind of message."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from .message_kinds import MessageKind


@dataclass(frozen=True)
class UsualWords:
    """What a kind of message usually says. ``waits_for_morning``: it is no answer to what somebody has just
    done, so a text message keeps quiet hours. ``needs_a_call``: who cannot be written to is called."""

    name: Promise
    subject: Promise
    opening: Promise
    short: Promise
    waits_for_morning: bool = True
    needs_a_call: bool = True


def kinds_with_names() -> list[tuple[str, Promise]]:
    """The kinds as choices of a field."""
    return [(kind.value, usual.name) for kind, usual in USUAL_WORDS.items()]


USUAL_WORDS: dict[MessageKind, UsualWords] = {
    MessageKind.CONFIRMED: UsualWords(
        gettext_lazy("sign-up confirmed"),
        gettext_lazy("You are signed up: {event}"),
        gettext_lazy("Dear {name}, you are signed up."),
        gettext_lazy("{event}: you are signed up. {when}, number {number}."),
        waits_for_morning=False,
        needs_a_call=False,
    ),
    MessageKind.WAITING: UsualWords(
        gettext_lazy("on the waiting list"),
        gettext_lazy("You are on the waiting list: {event}"),
        gettext_lazy("Dear {name}, you are on the waiting list. We write again when a place is free."),
        gettext_lazy("{event}: you are on the waiting list, number {number}."),
        waits_for_morning=False,
        needs_a_call=False,
    ),
    MessageKind.OFFER: UsualWords(
        gettext_lazy("a place is offered"),
        gettext_lazy("A place is free for you until {deadline}: {event}"),
        gettext_lazy(
            "Dear {name}, a place has become free. It is kept for you until {deadline}. "
            "Please say yes or no on the page below."
        ),
        gettext_lazy("{event}: a place is free for you. Say yes by {deadline}. Number {number}."),
    ),
    MessageKind.OFFER_ENDED: UsualWords(
        gettext_lazy("an offer has ended"),
        gettext_lazy("The offer has ended: {event}"),
        gettext_lazy(
            "Dear {name}, the place that was kept for you has gone to the next person. "
            "You can sign up again at any time."
        ),
        gettext_lazy("{event}: the place kept for you has gone on. You can sign up again."),
    ),
    MessageKind.PROMOTED: UsualWords(
        gettext_lazy("moved up"),
        gettext_lazy("You have a place now: {event}"),
        gettext_lazy("Dear {name}, a place has become free, and it is yours."),
        gettext_lazy("{event}: you have a place now. {when}, number {number}."),
    ),
    MessageKind.REMINDER: UsualWords(
        gettext_lazy("reminder"),
        gettext_lazy("Soon: {event}"),
        gettext_lazy("Dear {name}, we look forward to seeing you."),
        gettext_lazy("{event}: {when}, {location}. See you there."),
    ),
    MessageKind.CHANGED: UsualWords(
        gettext_lazy("changed"),
        gettext_lazy("Change of plan: {event}"),
        gettext_lazy("Dear {name}, something has changed. Please look at the dates below."),
        gettext_lazy("{event} has changed: {when}, {location}. {contact}"),
    ),
    MessageKind.MOVED: UsualWords(
        gettext_lazy("moved"),
        gettext_lazy("New time or place: {event}"),
        gettext_lazy(
            "Dear {name}, the time or the place is another one now. Please look at the dates below."
        ),
        gettext_lazy("{event} has moved: {when}, {location}. {contact}"),
    ),
    MessageKind.CALLED_OFF: UsualWords(
        gettext_lazy("does not take place"),
        gettext_lazy("Does not take place: {event}"),
        gettext_lazy("Dear {name}, this event does not take place as planned. {note}"),
        gettext_lazy("{event} does not take place. {note} {contact}"),
    ),
    MessageKind.CANCELLED: UsualWords(
        gettext_lazy("sign-up cancelled"),
        gettext_lazy("Your sign-up is cancelled: {event}"),
        gettext_lazy("Dear {name}, your sign-up is cancelled."),
        gettext_lazy("{event}: your sign-up {number} is cancelled."),
        waits_for_morning=False,
    ),
    MessageKind.UPDATED: UsualWords(
        gettext_lazy("answers changed"),
        gettext_lazy("Your answers are changed: {event}"),
        gettext_lazy("Dear {name}, what you changed is noted."),
        gettext_lazy("{event}: what you changed is noted. Number {number}."),
        waits_for_morning=False,
        needs_a_call=False,
    ),
    MessageKind.AGAIN: UsualWords(
        gettext_lazy("signed up before"),
        gettext_lazy("The address of your sign-up: {event}"),
        gettext_lazy(
            "Dear {name}, somebody has just asked for your sign-up or signed you up again. "
            "Your sign-up stands as it was; here is its page. If that was not you, you need do nothing."
        ),
        gettext_lazy("{event}: you signed up before, it stands. Number {number}."),
        waits_for_morning=False,
    ),
    MessageKind.JOINED: UsualWords(
        gettext_lazy("two sign-ups joined"),
        gettext_lazy("Your two sign-ups are one now: {event}"),
        gettext_lazy(
            "Dear {name}, there were two sign-ups of yours. We have joined them: the first one counts, "
            "and what the second one asked for has been added as far as it was left. "
            "Please look whether it is right."
        ),
        gettext_lazy("{event}: your two sign-ups are joined, the first one counts. {contact}"),
    ),
    MessageKind.ARRANGED: UsualWords(
        gettext_lazy("a service is arranged"),
        gettext_lazy("About what you need: {event}"),
        gettext_lazy("Dear {name}, it is arranged: {note}"),
        gettext_lazy("{event}: {note}"),
    ),
    MessageKind.UNMET: UsualWords(
        gettext_lazy("a service cannot be arranged"),
        gettext_lazy("About what you need: {event}"),
        gettext_lazy("Dear {name}, we are sorry that we cannot arrange everything you need. {note}"),
        gettext_lazy("{event}: {note} {contact}"),
    ),
    MessageKind.THANKS: UsualWords(
        gettext_lazy("thank you"),
        gettext_lazy("Thank you for coming: {event}"),
        gettext_lazy("Dear {name}, thank you for coming. {note}"),
        gettext_lazy("{event}: thank you for coming."),
        needs_a_call=False,
    ),
}
