"""Calendar texts that travel by mail (RFC 5546 iTIP, RFC 6047 iMIP)."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from ..core import conf
from .feeds import PRODUCT, feed_text


@dataclass(frozen=True)
class CalendarPart:
    """One VCALENDAR with the method that its MIME type must name."""

    method: str
    text: str

    @property
    def mime_type(self) -> str:
        """RFC 6047 §2.4: the method stands in the type too; a program shows its buttons by it."""
        return f"text/calendar; method={self.method}; component=VEVENT"

    @property
    def file_name(self) -> str:
        return "cancelled.ics" if self.method == "CANCEL" else "event.ics"


def invitation_method() -> str:
    """What the setting ``INVITATION_METHOD`` asks for; empty for mail without calendars."""
    return conf.get("INVITATION_METHOD")


def calendar_part(method: str, entries: Iterable[tuple[str, str]]) -> CalendarPart:
    """Put VEVENTs, each given with its time zone, into a VCALENDAR with a method."""
    rows = list(entries)
    headers = "".join(
        f"{line}\r\n"
        for line in ("VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", f"METHOD:{method}")
    )
    zones = {zone for zone, _text in rows}
    content = feed_text((text.encode() for _zone, text in rows), zones=zones, headers=headers)
    return CalendarPart(method, content.decode())


def packed(parts: Iterable[CalendarPart]) -> str:
    """Parts as one text to be stored; empty for none."""
    listed = [asdict(part) for part in parts]
    return json.dumps(listed, ensure_ascii=False) if listed else ""


def unpacked(text: str) -> list[CalendarPart]:
    """The parts of a stored text."""
    return [CalendarPart(**part) for part in json.loads(text)] if text else []
