"""Pages that help a person get dates into the calendar they use: subscribing, and adding one event."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...calendars.event_words import calendar_facts, event_words
from ...calendars.vevent import CalendarFacts
from ...core.dates import span_html
from ...core.qr_codes import qr_code
from ...core.security_headers import protect
from ..listing.active_filters import active_filters
from ..listing.chosen import Chosen
from ..mixins import EventPageMixin, OrganisationMixin
from .event_reading import EventReading
from .reader import Reader
from .structured_data import as_script, organisation_json_ld

DEVICES = ("apple", "android", "windows", "web")
_TEMPLATES = "wagtail_disability_events/pages/site/"


@dataclass(frozen=True)
class CalendarLinks:
    """Where the services of others take a calendar or a date by its address."""

    google: str
    outlook: str
    office: str


@require_safe
def subscribe(request: HttpRequest, index: OrganisationMixin) -> HttpResponse:
    """What subscribing means, and how it is done on each kind of device; the reader's own comes first."""
    reader = Reader.of(request)
    scope = reader.scope(index)
    query = reader.query(scope)
    parameters = query.parameters()
    asked = f"?{parameters}" if parameters else ""
    feed_url = request.build_absolute_uri(f"{index.get_url(request)}calendar.ics{asked}")
    webcal_url = "webcal:" + feed_url.partition(":")[2]
    first = _device_of(request)
    context = index.get_context(request)
    context.update(
        organisation=index,
        active=[found.label for found in active_filters(Chosen.of(query, scope))],
        listing_url=f"{index.get_url(request)}{query.address()}",
        unknown=query.unknown_values if query.finds_nothing else "",
        ignored=bool(query.ignored or query.unknown),
        feed_url=feed_url,
        webcal_url=webcal_url,
        devices=[first, *(device for device in DEVICES if device != first)],
        links=_subscribing_links(feed_url, webcal_url, index.title),
        in_wechat=is_wechat(request),
        behind_a_door=index.get_view_restrictions().exists(),
        qr=_qr(request.build_absolute_uri(f"{index.get_url(request)}subscribe/{asked}")),
        json_ld=as_script(organisation_json_ld(index, index.get_full_url(request) or "")),
    )
    return protect(TemplateResponse(request, f"{_TEMPLATES}subscribe.html", context))


@require_safe
def add_to_calendar(request: HttpRequest, event: EventPageMixin) -> HttpResponse:
    """The dates of one event, each for the calendar of a phone or of a service on the web."""
    file_url = request.build_absolute_uri(f"{event.get_url(request)}event.ics")
    words = event_words(event)
    reading = EventReading(event, request)
    context = event.get_context(request)
    context.update(
        organisation=event.organisation,
        event=event,
        dates=[
            {
                "html": span_html(date.start, date.end, all_day=date.all_day, zone=date.time_zone),
                "topic": date.topic,
                "takes_place": date.takes_place,
                "state": date.get_status_display(),
                "links": date_links(calendar_facts(words, date)),
            }
            for date in reading.next_dates()
        ],
        file_url=file_url,
        webcal_url="webcal:" + file_url.partition(":")[2],
        behind_a_door=event.get_view_restrictions().exists(),
        in_wechat=is_wechat(request),
        qr=_qr(request.build_absolute_uri(f"{event.get_url(request)}calendar/")),
        json_ld=reading.script(),
    )
    return protect(TemplateResponse(request, f"{_TEMPLATES}add_to_calendar.html", context))


def date_links(facts: CalendarFacts) -> CalendarLinks:
    """Addresses at which calendars on the web offer to enter a date, filled in.

    Of a whole day Google wants an exclusive end, Outlook an inclusive one.
    """
    zone = ZoneInfo(facts.time_zone)
    google = {
        "action": "TEMPLATE",
        "text": facts.summary,
        "dates": "/".join(_google_moment(moment, facts) for moment in (facts.start, facts.end)),
        "ctz": facts.time_zone,
        "details": facts.description,
        "location": facts.location,
    }
    last = facts.end - timedelta(seconds=1) if facts.all_day else facts.end
    start, end = (
        moment.astimezone(zone).date().isoformat()
        if facts.all_day
        else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        for moment in (facts.start, last)
    )
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": facts.summary,
        "startdt": start,
        "enddt": end,
        "allday": "true" if facts.all_day else "false",
        "body": facts.description,
        "location": facts.location,
    }
    asked = urlencode(outlook, quote_via=quote)
    return CalendarLinks(
        google=f"https://calendar.google.com/calendar/render?{urlencode(google, quote_via=quote)}",
        outlook=f"https://outlook.live.com/calendar/0/deeplink/compose?{asked}",
        office=f"https://outlook.office.com/calendar/0/deeplink/compose?{asked}",
    )


def is_wechat(request: HttpRequest) -> bool:
    """Whether the page is read in WeChat's own browser, which opens no calendar file."""
    return "micromessenger" in request.headers.get("User-Agent", "").lower()


def _subscribing_links(feed_url: str, webcal_url: str, name: str) -> CalendarLinks:
    asked = urlencode({"url": feed_url, "name": name}, quote_via=quote)
    return CalendarLinks(
        google=f"https://calendar.google.com/calendar/r?{urlencode({'cid': webcal_url}, quote_via=quote)}",
        outlook=f"https://outlook.live.com/calendar/0/addfromweb?{asked}",
        office=f"https://outlook.office.com/calendar/0/addfromweb?{asked}",
    )


def _device_of(request: HttpRequest) -> str:
    agent = request.headers.get("User-Agent", "")
    if any(name in agent for name in ("iPhone", "iPad", "Macintosh")):
        return "apple"
    if any(name in agent for name in ("Android", "HarmonyOS", "OpenHarmony")):
        return "android"
    return "windows" if "Windows" in agent else "apple"


def _google_moment(moment: datetime, facts: CalendarFacts) -> str:
    if facts.all_day:
        return moment.astimezone(ZoneInfo(facts.time_zone)).strftime("%Y%m%d")
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _qr(address: str) -> dict[str, str]:
    """A picture that a phone reads an address from: as data, so that no request tells who looked."""
    code = qr_code(address)
    return {
        "picture": code.svg_data_uri(scale=4, border=4, dark="#000", light="#fff"),
        "alt": _("QR code with the address of this page"),
    }
