"""What an event and its dates say in a calendar, in the active language. Nothing of a registrant."""

import re
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import urljoin

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _

from ..core import conf
from ..core.outgoing_images import SHARED, outgoing_copy
from ..occurrences.models import Occurrence, Status
from ..occurrences.operations import public_reason
from ..occurrences.service_catalogue import service_label
from .event import EventInCalendars
from .vevent import CalendarFacts

_STATUS = {
    Status.SCHEDULED: "CONFIRMED",
    Status.MOVED: "CONFIRMED",
    Status.POSTPONED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
}


_ADDRESS = re.compile(r"https?://[^\s<]+")


_LINK = r'<a href="\g<0>">\g<0></a>'


@dataclass(frozen=True)
class EventWords:
    """What every date of an event says alike, gathered once, in the active language."""

    title: str
    summary: str
    url: str
    categories: tuple[str, ...]
    organizer: str
    closing: tuple[str, ...]
    """The lines that end each description: access, sign-up, contact, address."""
    image: str = ""
    conference: str = ""


def event_words(event: EventInCalendars) -> EventWords:
    """Gather what the dates of ``event`` say alike."""
    url = event.full_url or ""
    services = "、".join(service_label(offer.service) for offer in event.service_offers())
    categories = (str(event.get_kind_display()), event.occasion.name if event.occasion else "")
    sign_up = f"{url}register/" if url and event.registration_enabled else ""
    return EventWords(
        title=event.title,
        summary=event.summary,
        url=url,
        categories=tuple(part for part in categories if part),
        organizer=event.organisation_name,
        closing=(
            _("Access: %(services)s") % {"services": services} if services else "",
            _("Sign up: %(address)s") % {"address": sign_up} if sign_up else "",
            _("Questions: %(contact)s") % {"contact": event.contact_line} if event.contact_line else "",
            url,
        ),
        image=_picture(event, url),
        conference=event.online_url,
    )


def _picture(event: EventInCalendars, url: str) -> str:
    if event.cover_id and (copy := outgoing_copy(event.cover, SHARED)) is not None:
        return urljoin(url, copy.url)
    return f"{url}cover.png" if url else ""


def calendar_facts(words: EventWords, occurrence: Occurrence) -> CalendarFacts:
    """What a VEVENT says of a date, in the active language. Nothing of a registrant is in it."""
    venue = occurrence.venue
    status = Status(occurrence.status)
    lines = _lines(words, occurrence)
    return CalendarFacts(
        start=occurrence.start,
        end=occurrence.end,
        all_day=occurrence.all_day,
        time_zone=occurrence.time_zone,
        status=_STATUS[status],
        summary=_summary(words, occurrence),
        description="\n".join(lines),
        html="".join(_paragraph(line) for line in lines),
        location=" ".join(
            part
            for part in (venue.name if venue else "", occurrence.location, venue.address if venue else "")
            if part
        ),
        url=words.url,
        categories=words.categories,
        organizer=words.organizer,
        organizer_email=organizer_email(),
        image=words.image,
        conference=words.conference,
        geo=(float(venue.latitude), float(venue.longitude))
        if venue and venue.latitude is not None and venue.longitude is not None
        else None,
    )


def _summary(words: EventWords, occurrence: Occurrence) -> str:
    title = f"{words.title}：{occurrence.topic}" if occurrence.topic else words.title
    if occurrence.status == Status.CANCELLED:
        return _("Cancelled: %(title)s") % {"title": title}
    if occurrence.status == Status.POSTPONED:
        return _("Postponed: %(title)s") % {"title": title}
    return title


def _lines(words: EventWords, occurrence: Occurrence) -> list[str]:
    teacher = _("Teacher or host: %(name)s") % {"name": occurrence.teacher} if occurrence.teacher else ""
    lines = (public_reason(occurrence), words.summary, teacher, *words.closing)
    return [line for line in lines if line]


def _paragraph(line: str) -> str:
    """A line as HTML, on one line of text; addresses are links."""
    html = escape(line.replace("\r", "")).replace("\n", "<br>")
    return f"<p>{_ADDRESS.sub(_LINK, html)}</p>"


def organizer_email() -> str:
    """The address in ORGANIZER, which every program wants and nobody writes to."""
    return parseaddr(conf.get("CALENDAR_EMAIL") or settings.DEFAULT_FROM_EMAIL)[1]
