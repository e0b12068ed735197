"""The words of messages: usual ones for each kind, and placeholders for an organisation's own."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SHORT_LENGTH = 70
"""Characters of one Chinese text message."""

PLACEHOLDERS = {
    "name": gettext_lazy("name of the person who is written to"),
    "event": gettext_lazy("title of the event"),
    "when": gettext_lazy("its date"),
    "location": gettext_lazy("its location"),
    "number": gettext_lazy("number of the sign-up"),
    "deadline": gettext_lazy("until when an offer holds"),
    "contact": gettext_lazy("whom to call"),
    "organisation": gettext_lazy("who holds it"),
    "note": gettext_lazy("what staff have to say: a reason, or what cannot be arranged"),
}
_NOT_IN_SUBJECTS = {"name", "number", "note"}
_NAMED = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True)
class Kind:
    """A kind of message. ``waits_for_morning``: it is no answer to what somebody has just done, so a text
    message keeps quiet hours. ``needs_a_call``: who cannot be written to is called."""

    name: Any
    subject: Any
    opening: Any
    short: Any
    waits_for_morning: bool = True
    needs_a_call: bool = True


KINDS: dict[str, Kind] = {
    "confirmed": Kind(
        gettext_lazy("sign-up confirmed"),
        gettext_lazy("You are signed up: {event}"),
        gettext_lazy("Dear {name}, you are signed up."),
        gettext_lazy("{event}: you are signed up. {when}, number {number}."),
        waits_for_morning=False,
        needs_a_call=False,
    ),
    "waiting": Kind(
        gettext_lazy("on the waiting list"),
        gettext_lazy("You are on the waiting list: {event}"),
        gettext_lazy("Dear {name}, you are on the waiting list. We write again when a place is free."),
        gettext_lazy("{event}: you are on the waiting list, number {number}."),
        waits_for_morning=False,
        needs_a_call=False,
    ),
    "offer": Kind(
        gettext_lazy("a place is offered"),
        gettext_lazy("A place is free for you until {deadline}: {event}"),
        gettext_lazy(
            "Dear {name}, a place has become free. It is kept for you until {deadline}. "
            "Please say yes or no on the page below."
        ),
        gettext_lazy("{event}: a place is free for you. Say yes by {deadline}. Number {number}."),
    ),
    "offer-ended": Kind(
        gettext_lazy("an offer has ended"),
        gettext_lazy("The offer has ended: {event}"),
        gettext_lazy(
            "Dear {name}, the place that was kept for you has gone to the next person. "
            "You can sign up again at any time."
        ),
        gettext_lazy("{event}: the place kept for you has gone on. You can sign up again."),
    ),
    "promoted": Kind(
        gettext_lazy("moved up"),
        gettext_lazy("You have a place now: {event}"),
        gettext_lazy("Dear {name}, a place has become free, and it is yours."),
        gettext_lazy("{event}: you have a place now. {when}, number {number}."),
    ),
    "reminder": Kind(
        gettext_lazy("reminder"),
        gettext_lazy("Soon: {event}"),
        gettext_lazy("Dear {name}, we look forward to seeing you."),
        gettext_lazy("{event}: {when}, {location}. See you there."),
    ),
    "changed": Kind(
        gettext_lazy("changed"),
        gettext_lazy("Change of plan: {event}"),
        gettext_lazy("Dear {name}, something has changed. Please look at the dates below."),
        gettext_lazy("{event} has changed: {when}, {location}. {contact}"),
    ),
    "moved": Kind(
        gettext_lazy("moved"),
        gettext_lazy("New time or place: {event}"),
        gettext_lazy(
            "Dear {name}, the time or the place is another one now. Please look at the dates below."
        ),
        gettext_lazy("{event} has moved: {when}, {location}. {contact}"),
    ),
    "called-off": Kind(
        gettext_lazy("does not take place"),
        gettext_lazy("Does not take place: {event}"),
        gettext_lazy("Dear {name}, this event does not take place as planned. {note}"),
        gettext_lazy("{event} does not take place. {note} {contact}"),
    ),
    "cancelled": Kind(
        gettext_lazy("sign-up cancelled"),
        gettext_lazy("Your sign-up is cancelled: {event}"),
        gettext_lazy("Dear {name}, your sign-up is cancelled."),
        gettext_lazy("{event}: your sign-up {number} is cancelled."),
        waits_for_morning=False,
    ),
    "updated": Kind(
        gettext_lazy("answers changed"),
        gettext_lazy("Your answers are changed: {event}"),
        gettext_lazy("Dear {name}, what you changed is noted."),
        gettext_lazy("{event}: what you changed is noted. Number {number}."),
        waits_for_morning=False,
        needs_a_call=False,
    ),
    "again": Kind(
        gettext_lazy("signed up before"),
        gettext_lazy("The address of your sign-up: {event}"),
        gettext_lazy(
            "Dear {name}, somebody has just asked for your sign-up or signed you up again. "
            "Your sign-up stands as it was; here is its page. If that was not you, you need do nothing."
        ),
        gettext_lazy("{event}: you signed up before, it stands. Number {number}."),
        waits_for_morning=False,
    ),
    "arranged": Kind(
        gettext_lazy("a service is arranged"),
        gettext_lazy("About what you need: {event}"),
        gettext_lazy("Dear {name}, it is arranged: {note}"),
        gettext_lazy("{event}: {note}"),
    ),
    "unmet": Kind(
        gettext_lazy("a service cannot be arranged"),
        gettext_lazy("About what you need: {event}"),
        gettext_lazy("Dear {name}, we are sorry that we cannot arrange everything you need. {note}"),
        gettext_lazy("{event}: {note} {contact}"),
    ),
    "thanks": Kind(
        gettext_lazy("thank you"),
        gettext_lazy("Thank you for coming: {event}"),
        gettext_lazy("Dear {name}, thank you for coming. {note}"),
        gettext_lazy("{event}: thank you for coming."),
        needs_a_call=False,
    ),
}


def filled_in(text: str, values: dict[str, str]) -> str:
    """The text with its placeholders filled in; unknown ones disappear."""
    return " ".join(_NAMED.sub(lambda found: values.get(found[1], ""), text).split())


def short_text(text: str, values: dict[str, str], length: int = SHORT_LENGTH) -> str:
    """The text filled in, at most ``length`` characters: the event's title gives way first, then the end."""
    whole = filled_in(text, values)
    title = values.get("event", "")
    over = len(whole) - length
    if over > 0 and len(title) - over > 4:
        whole = filled_in(text, values | {"event": title[: len(title) - over - 1] + "…"})
    return whole if len(whole) <= length else whole[: length - 1] + "…"


def check_text(text: str, *, in_subject: bool = False) -> str:
    """What is wrong with the placeholders of a text, as a sentence; empty if nothing."""
    named = set(_NAMED.findall(text))
    unknown = sorted(named - set(PLACEHOLDERS))
    if unknown or text.count("{") != text.count("}") or text.count("{") != len(_NAMED.findall(text)):
        known = "、".join(f"{{{name}}}" for name in PLACEHOLDERS)
        return _("These placeholders can be used: %(known)s") % {"known": known}
    if in_subject and named & _NOT_IN_SUBJECTS:
        return _("Nothing about a person stands in a subject: mails lie open.")
    return ""


def sample_values() -> dict[str, str]:
    """Values to look at a text with."""
    return {
        "name": "赵一禾",
        "event": "残疾人趣味运动会",
        "when": "5 月 17 日 星期日 9:00",
        "location": "南湖街道文体中心",
        "number": "7K3M9QX",
        "deadline": "5 月 10 日 17:00",
        "contact": "0571-0000 0000",
        "organisation": "江滨区残联",
        "note": "因台风取消。",
    }


def sample_short(text: str) -> str:
    """A text message with everything filled in, however long it becomes."""
    return filled_in(text, sample_values())
