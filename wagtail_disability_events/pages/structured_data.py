"""What search engines read: schema.org Event and Organization as JSON-LD. Nothing of registrants."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from ..dates import local
from ..occurrences.models import Occurrence, Status

_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
_STATUS = {
    Status.SCHEDULED: "https://schema.org/EventScheduled",
    Status.MOVED: "https://schema.org/EventRescheduled",
    Status.POSTPONED: "https://schema.org/EventPostponed",
    Status.CANCELLED: "https://schema.org/EventCancelled",
}


def event_json_ld(event: Any, occurrences: list[Occurrence], url: str) -> list[dict[str, Any]]:
    """One schema.org Event for each date."""
    return [_one(event, occurrence, url) for occurrence in occurrences]


def organisation_json_ld(index: Any, url: str) -> dict[str, Any]:
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


def article_json_ld(article: Any, url: str) -> dict[str, Any]:
    """An article with the day it speaks of."""
    published = article.first_published_at
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "description": article.digest,
            "url": url,
            "datePublished": published.isoformat() if published else "",
            "publisher": {"@type": "Organization", "name": article.source} if article.source else "",
        }
    )


def as_script(data: Any) -> SafeString:
    """JSON that can stand inside a script element: no character in it can close the element."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))


def _one(event: Any, occurrence: Occurrence, url: str) -> dict[str, Any]:
    zone = occurrence.time_zone
    start, end = local(occurrence.start, zone), local(occurrence.end, zone)
    venue = occurrence.venue
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": event.title,
            "description": event.summary,
            "url": url,
            "startDate": start.date().isoformat() if occurrence.all_day else start.isoformat(),
            "endDate": end.date().isoformat() if occurrence.all_day else end.isoformat(),
            "eventStatus": _STATUS[Status(occurrence.status)],
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "isAccessibleForFree": True,
            "location": _without_empty(
                {
                    "@type": "Place",
                    "name": " ".join(p for p in (venue.name if venue else "", occurrence.place) if p),
                    "address": venue.address if venue else "",
                }
            ),
            "organizer": {"@type": "Organization", "name": event.organisation_name},
        }
    )


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in ("", None)}
