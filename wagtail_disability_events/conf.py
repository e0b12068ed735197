"""Settings of the package: one dict, ``WAGTAIL_DISABILITY_EVENTS``, documented key by key."""

from typing import Any

from django.conf import settings

SETTING_NAME = "WAGTAIL_DISABILITY_EVENTS"

DEFAULTS: dict[str, Any] = {
    # Time zone of an organisation that names none (an IANA key).
    "TIME_ZONE": "Asia/Shanghai",
    # Keys that encrypt personal data, newest first (see encryption.generate_key).
    # Empty: derived from SECRET_KEY.
    "ENCRYPTION_KEYS": [],
    # Key of the hashes by which a phone or certificate is found. Empty: derived from SECRET_KEY.
    "LOOKUP_KEY": "",
    # Entries of the listing on one page.
    "LISTING_PAGE_SIZE": 20,
    # Days that a past occurrence stays in the calendar feeds.
    "FEED_PAST_DAYS": 90,
    # Hours between two looks that a calendar program is asked for (RFC 7986 §5.7).
    "FEED_REFRESH_HOURS": 12,
    # Largest side, in pixels, of a stored photo; larger ones are scaled down when they enter.
    "PHOTO_MAX_SIDE": 4096,
    # A picture with more pixels than this is refused before it is decoded.
    "PHOTO_MAX_PIXELS": 120_000_000,
    # Bytes of one uploaded photo.
    "PHOTO_MAX_BYTES": 40 * 1024 * 1024,
    # Remove hidden data (EXIF, GPS …) from every image that enters through the site's image model.
    "STRIP_IMAGE_METADATA": True,
    # Link to a map for a place: {query} is its address, {lat} and {lng} its coordinates.
    "MAP_URL": "https://uri.amap.com/search?keyword={query}",
    # The class that carries messages to registrants.
    "MESSAGE_SENDER": "wagtail_disability_events.registration.senders.EmailSender",
    # How often a message is tried before staff must look at it.
    "MESSAGE_MAX_ATTEMPTS": 8,
    # Sources beside our own host that the Content-Security-Policy allows for pictures.
    "CSP_IMAGE_SOURCES": [],
}


def get(key: str) -> Any:
    """Return the value of a setting, or its default.

    Raises KeyError for a name that is not in ``DEFAULTS``.
    """
    default = DEFAULTS[key]
    return getattr(settings, SETTING_NAME, {}).get(key, default)


def unknown_keys() -> list[str]:
    """Names in the site's dict that this package does not know, sorted."""
    return sorted(set(getattr(settings, SETTING_NAME, {})) - set(DEFAULTS))
