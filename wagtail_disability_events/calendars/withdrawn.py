"""The text of a date whose event is not published any more: cancelled, under the same UID."""

from datetime import UTC, datetime
from typing import cast

from django.utils.translation import gettext as _
from icalendar import Event, vDatetime

_LEFT_OUT = ("URL", "X-ALT-DESC", "IMAGE", "CONFERENCE", "DESCRIPTION", "STATUS", "TRANSP", "SEQUENCE")
_STAMPS = ("DTSTAMP", "LAST-MODIFIED")


def withdrawn_text(text: str, *, title: str, contact: str, sequence: int, modified: datetime) -> str:
    """A stored VEVENT as ``STATUS:CANCELLED``, in the active language (RFC 5546 §3.2.5).

    Where it leads to is left out: nothing is there any more. ``contact`` is whom to ask, empty for nobody.
    """
    event = cast(Event, Event.from_ical(text))
    was_cancelled = event.get("STATUS") == "CANCELLED"
    summary = str(event.get("SUMMARY") or title)
    for name in (*_LEFT_OUT, *_STAMPS, "SUMMARY"):
        event.pop(name, None)
    stamp = modified.astimezone(UTC).replace(microsecond=0)
    event.add("dtstamp", stamp)
    event.add("last-modified", vDatetime(stamp))
    event.add("sequence", sequence)
    event.add("summary", summary if was_cancelled else _("Cancelled: %(title)s") % {"title": summary})
    event.add("status", "CANCELLED")
    event.add("transp", "TRANSPARENT")
    event.add("description", _words(contact))
    return event.to_ical().decode("utf-8")


def _words(contact: str) -> str:
    words = _("The organiser has taken this event off the website. If you wanted to come, ask before you go.")
    return "\n".join([words, _("Questions: %(contact)s") % {"contact": contact}] if contact else [words])
