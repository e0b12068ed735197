"""What search engines read: schema.org Event and Organization as JSON-LD. Nothing of registrants."""

import json
from typing import Any
from urllib.parse import urljoin

from django.utils.safestring import SafeString, mark_safe

from ...blocks.outcome_lines import ShownWork
from ...core import conf
from ...core.dates import days_of, local
from ...core.outgoing_images import SHARED, outgoing_copy
from ...gallery.photos.models import Photo
from ...occurrences.accessibility import Facility, FacilityState
from ...occurrences.models import Occurrence, Status, Venue
from ...registration.seats.availability import SignUp
from ...registration.seats.availability_words import SignUpState
from ..mixins import ArticleMixin, EventPageMixin, OrganisationMixin

_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
_STATUS = {
    Status.SCHEDULED: "https://schema.org/EventScheduled",
    Status.MOVED: "https://schema.org/EventRescheduled",
    Status.POSTPONED: "https://schema.org/EventPostponed",
    Status.CANCELLED: "https://schema.org/EventCancelled",
}


def event_json_ld(
    event: EventPageMixin, occurrences: list[Occurrence], url: str, *, state: SignUpState | None = None
) -> list[dict[str, Any]]:
    """One schema.org Event for each date: its state, its location and access, whether one can come."""
    return [_one(event, occurrence, url, state) for occurrence in occurrences]


def organisation_json_ld(index: OrganisationMixin, url: str) -> dict[str, Any]:
    """The organisation of a listing."""
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "GovernmentOrganization",
            "name": index.title,
            "url": url,
            "telephone": index.contact_phone,
            "address": index.address,
        }
    )


def article_json_ld(article: ArticleMixin, url: str) -> dict[str, Any]:
    """An article with the day it speaks of."""
    published = article.first_published_at
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "description": article.abstract,
            "url": url,
            "datePublished": published.isoformat() if published else "",
            "publisher": {"@type": "Organization", "name": article.source} if article.source else "",
        }
    )


def creative_work_json_ld(event: EventPageMixin, work: ShownWork, url: str) -> dict[str, Any]:
    """A work on show; its author only as far as the author agreed to be named."""
    value = work["value"]
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "CreativeWork",
            "name": value["title"],
            "url": url,
            "abstract": value["description"],
            "award": work["prize"],
            "artMedium": value["medium"],
            "isPartOf": {"@type": "ExhibitionEvent", "name": event.title},
        }
    )


def photo_json_ld(event: EventPageMixin, photo: Photo, url: str) -> dict[str, Any]:
    """A released photo, described; nobody in it is named here. ``url`` is the whole address of its page."""
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "ImageObject",
            "url": url,
            "caption": photo.caption,
            "description": photo.alt_text,
            "creditText": photo.credit,
            "width": photo.width,
            "height": photo.height,
            "about": {"@type": "Event", "name": event.title},
        }
    )


def as_script(data: object) -> SafeString:
    """JSON that can stand inside a script element: no character in it can close the element."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))


def _amenities(venue: Venue | None) -> list[dict[str, Any]]:
    """What the location has and has not; what is not known is not said."""
    if venue is None:
        return []
    return [
        {
            "@type": "LocationFeatureSpecification",
            "name": str(Facility(item.facility).label),
            "value": item.state == FacilityState.YES,
        }
        for item in venue.facilities.all()
        if item.state != FacilityState.UNKNOWN
    ]


def _offer(event: EventPageMixin, url: str, state: SignUpState | None) -> dict[str, Any] | str:
    """That it is free, and whether there is room."""
    if state is None or not event.registration_enabled:
        return ""
    room = "InStock" if state.code == SignUp.OPEN else "SoldOut"
    currency: str = conf.get("CURRENCY")
    return {
        "@type": "Offer",
        "price": "0",
        **({"priceCurrency": currency} if currency else {}),
        "url": f"{url}register/",
        "availability": f"https://schema.org/{room}",
    }


def _picture(event: EventPageMixin, url: str) -> str:
    if (copy := outgoing_copy(event.cover, SHARED)) is not None:
        return urljoin(url, copy.url)
    return f"{url}cover.png" if event.pk else ""


def _one(
    event: EventPageMixin, occurrence: Occurrence, url: str, state: SignUpState | None
) -> dict[str, Any]:
    zone = occurrence.time_zone
    start = local(occurrence.start, zone)
    venue = occurrence.venue
    location = _without_empty(
        {
            "@type": "Place",
            "name": " ".join(p for p in (venue.name if venue else "", occurrence.location) if p),
            "address": venue.address if venue else "",
            "amenityFeature": _amenities(venue),
        }
    )
    mode = "Offline"
    if event.online_url:
        mode = "Mixed" if venue or occurrence.location else "Online"
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": event.title,
            "description": event.summary,
            "url": url,
            "startDate": start.date().isoformat() if occurrence.all_day else start.isoformat(),
            "endDate": _end_date(occurrence),
            "eventStatus": _STATUS[Status(occurrence.status)],
            "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
            "isAccessibleForFree": True,
            "location": [location, {"@type": "VirtualLocation", "url": event.online_url}]
            if event.online_url
            else location,
            "previousStartDate": local(occurrence.planned_start, zone).isoformat()
            if occurrence.status == Status.MOVED
            else "",
            "image": _picture(event, url),
            "offers": _offer(event, url, state),
            "organizer": [{"@type": "Organization", "name": holder.display_name} for holder in event.holders],
        }
    )


def _end_date(occurrence: Occurrence) -> str:
    """When it ends; of a whole day the last day, not the midnight after it."""
    if occurrence.all_day:
        _first, last = days_of(occurrence.start, occurrence.end, occurrence.time_zone)
        return last.isoformat()
    return local(occurrence.end, occurrence.time_zone).isoformat()


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in ("", None, [])}
