"""A feed is a header, the time zones and a join of stored texts (RFC 5545 §3.4, RFC 7986 §5)."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from ..core import conf
from .reading_bytes import Utf8, rows_of_bytes
from .time_zones import vtimezone

PRODUCT = "-//wagtail-disability-events//calendar 1//ZH"
COLORS = {
    "calm": ("darkgreen", "#0B5A46"),
    "warm": ("saddlebrown", "#7A4300"),
    "festive": ("firebrick", "#A01C16"),
}
"""By theme: a CSS3 name (RFC 7986 §5.9), and what Apple's calendars read."""
SETTLING = timedelta(minutes=1)


@dataclass(frozen=True)
class FeedState:
    """What a program compares to see whether it has a feed already.

    ``content_hash`` is the same until what the feed holds changes. ``changed_at`` is when the process
    that answers saw its last change; None where it does not know.
    """

    content_hash: str
    changed_at: datetime | None


def entity_tag(headers: str, state: FeedState) -> str:
    """What a program compares (RFC 9110 §8.8.3), without quotes: the same for the same header and content."""
    return hashlib.sha256(f"{headers}|{state.content_hash}".encode()).hexdigest()[:32]


def group_head(name: str, url: str) -> str:
    """A Group of JSCalendar (RFC 8984 §5.3) without its entries."""
    group = {"@type": "Group", "uid": str(uuid.uuid5(uuid.NAMESPACE_URL, url)), "prodId": PRODUCT}
    return json.dumps(group | {"title": name, "source": url}, ensure_ascii=False)


def group_text(head: str, entries: Iterable[bytes]) -> bytes:
    """Put the JSON of entries into a group."""
    return head[:-1].encode() + b', "entries": [\n' + b",\n".join(entries) + b"\n]}\n"


def stored_texts(
    entries: QuerySet, *also: str, form: str = "text", of: str = ""
) -> Iterator[tuple[Any, ...]]:
    """Time zone and text of each entry that is not long over, in a steady order; one query.

    ``also`` names columns to come after these; ``form`` is ``text`` or ``json``; ``of`` leads to the entry of
    a translated one.
    """
    recent = entries.filter(**{f"{of}end__gte": window_start()}).order_by("id").annotate(bytes=Utf8(form))
    return rows_of_bytes(recent.values_list(f"{of}time_zone", "bytes", *also))


def window_start() -> datetime:
    """The moment before which a past date leaves the feeds: local midnight, so that it moves once a day."""
    return _today() - timedelta(days=conf.get("FEED_PAST_DAYS"))


def _today() -> datetime:
    zone = ZoneInfo(conf.get("TIME_ZONE"))
    return timezone.now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def feed_text(texts: Iterable[bytes], *, zones: set[str], headers: str) -> bytes:
    """Join header, VTIMEZONEs and VEVENTs to one VCALENDAR."""
    head = "".join(["BEGIN:VCALENDAR\r\n", headers, *(vtimezone(zone) for zone in sorted(zones))])
    return b"".join([head.encode(), *texts, b"END:VCALENDAR\r\n"])


def header_text(name: str, url: str) -> str:
    """The calendar's own properties, folded and escaped by the icalendar package."""
    from icalendar import Calendar  # 3 MB, where a calendar is written and not before

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", conf.get("TIME_ZONE"))
    calendar.add("refresh-interval", timedelta(hours=conf.get("FEED_REFRESH_HOURS")), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{conf.get('FEED_REFRESH_HOURS')}H")
    color, apple_color = COLORS.get(conf.get("THEME"), COLORS["calm"])
    calendar.add("color", color)
    calendar.add("x-apple-calendar-color", apple_color)
    if url:
        calendar.add("source", url, {"VALUE": "URI"})
    text = calendar.to_ical().decode("utf-8")
    return text.removeprefix("BEGIN:VCALENDAR\r\n").removesuffix("END:VCALENDAR\r\n")


def last_modified(state: FeedState) -> int:
    """Seconds since 1970 of a moment after which nothing has changed, for programs that know no ETag.

    At midnight past dates leave the feed. As long as it is not settled, it stays a minute behind the clock: a
    program that has read the feed meanwhile is given it once more.
    """
    return int(min(_changed(state), timezone.now() - SETTLING).timestamp())


def is_settled(state: FeedState) -> bool:
    """Whether nothing has changed for a minute. Before that, a date in seconds tells no two changes apart."""
    return _changed(state) <= timezone.now() - SETTLING


def _changed(state: FeedState) -> datetime:
    return max(state.changed_at or timezone.now(), _today())
