"""Placeholders in the words of messages: which there are, checked and filled in."""

import re

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
