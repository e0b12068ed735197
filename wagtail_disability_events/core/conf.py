"""Settings of the package: one dict, ``WAGTAIL_DISABILITY_EVENTS``, documented key by key."""

from typing import Any

from django.conf import settings

SETTING_NAME = "WAGTAIL_DISABILITY_EVENTS"

DEFAULTS: dict[str, Any] = {
    # Time zone of events outside of any organisation, and of a new organisation (an IANA key). Empty: that of
    # the site, Django's TIME_ZONE.
    "TIME_ZONE": "",
    # The currency of offers in structured data (ISO 4217). Empty: none is said; all events are free.
    "CURRENCY": "CNY",
    # The class that reads phone numbers and knows which ones take text messages.
    "PHONE_NUMBERS": "wagtail_disability_events.registration.values.phones.ChineseNumbers",
    # Keys that encrypt personal data, newest first (see encryption.generate_key).
    # Empty: derived from SECRET_KEY.
    "ENCRYPTION_KEYS": [],
    # What encrypts and hashes: "fernet" (AES-128-CBC with HMAC-SHA-256), or "sm", the national algorithms
    # (SM4-GCM, HMAC-SM3). Empty: "fernet", on a site that has never used another.
    "ENCRYPTION_SUITE": "",
    # Key of the hashes by which a phone or certificate is found. Empty: derived from SECRET_KEY.
    "LOOKUP_KEY": "",
    # Days ahead for which the rules of repeated events become dates; a daily task moves this on.
    "RECURRENCE_HORIZON_DAYS": 400,
    # Entries of the listing on one page.
    "LISTING_PAGE_SIZE": 20,
    # Days that a past occurrence stays in the calendar feeds.
    "FEED_PAST_DAYS": 90,
    # Hours between two looks that a calendar program is asked for (RFC 7986 §5.7).
    "FEED_REFRESH_HOURS": 12,
    # The address in ORGANIZER of calendars and invitations. Empty: DEFAULT_FROM_EMAIL.
    "CALENDAR_EMAIL": "",
    # What a message to a registrant carries for the calendar: "PUBLISH", "REQUEST" (an invitation with
    # the registrant as attendee), or "" for nothing (RFC 5546).
    "INVITATION_METHOD": "PUBLISH",
    # Bytes of a calendar file that is imported.
    "IMPORT_MAX_BYTES": 10 * 1024 * 1024,
    # Whether staff may import calendars from an address. The server then asks other servers.
    "IMPORT_FROM_ADDRESSES": False,
    # Networks (CIDR) that may be asked although they are not public, such as a government intranet.
    "IMPORT_TRUSTED_NETWORKS": [],
    # Seconds after which the reading of an address is given up.
    "IMPORT_SECONDS": 20,
    # Largest side, in pixels, of a stored photo; larger ones are scaled down when they enter.
    "PHOTO_MAX_SIDE": 4096,
    # A picture with more pixels than this is refused before it is decoded. Only JPEG files may have more
    # than 64 million: they are made smaller while they are read.
    "PHOTO_MAX_PIXELS": 250_000_000,
    # Bytes of one uploaded photo.
    "PHOTO_MAX_BYTES": 40 * 1024 * 1024,
    # Photos that one event may have.
    "PHOTO_MAX_COUNT": 3000,
    # Alias in STORAGES of the storage for photos that not everyone may see. Without such an alias they lie in
    # a folder beside MEDIA_ROOT.
    "PRIVATE_STORAGE": "wde_private",
    # Name of the collection of the image library in which released photos are. Empty: "Photos of events" in
    # the language of the site.
    "PHOTO_COLLECTION": "",
    # Days for which the untouched picture is kept after faces were blurred or something was cut off. 0: not
    # at all, so that it cannot be undone.
    "PHOTO_KEEP_ORIGINAL_DAYS": 30,
    # Days for which an upload link works unless staff choose otherwise.
    "UPLOAD_LINK_DAYS": 3,
    # The class that finds faces. Empty: OpenCV's cascades, where the extra [faces] is installed.
    "FACE_DETECTOR": "",
    # Path of a model file for OpenCV's YuNet, which finds more faces than the cascades. Empty: none.
    "FACE_MODEL": "",
    # Remove hidden data (EXIF, GPS …) from every image that enters the site's library, not only from photos
    # of events. What our pages, feeds and exports show is clean either way.
    "STRIP_IMAGE_METADATA": False,
    # Link to a map for a place: {query} is its address, {lat} and {lng} its coordinates.
    "MAP_URL": "https://uri.amap.com/search?keyword={query}",
    # The class that carries messages to registrants.
    "MESSAGE_SENDER": "wagtail_disability_events.registration.senders.EmailSender",
    # Address of a gateway for text messages, which gets a signed POST for each. Empty: no text messages.
    "SMS_WEBHOOK_URL": "",
    # What the requests to the gateway are signed with (HMAC-SHA-256).
    "SMS_WEBHOOK_SECRET": "",
    # Between these times no text message is sent that can wait until morning; an empty tuple: at any time.
    "QUIET_HOURS": ("21:00", "08:00"),
    # Days before a date on which those who come are reminded.
    "REMINDER_DAYS": (1,),
    # Hours that a free place is kept for the next one on the waiting list, who must say yes. 0: it is given
    # at once.
    "OFFER_HOURS": 24,
    # Sign-ups for one event that may come from one public address, people on lists included, and sign-ups
    # with one phone number, within an hour. Many share the address of an office or of a mobile carrier.
    "SIGN_UPS_AN_HOUR": (300, 60),
    # Messages to one phone number or mail address that strangers can cause within an hour.
    "MESSAGES_AN_HOUR": 6,
    # Bytes that are kept for one address before anything is sent: of drafts, and of files. The oldest go
    # first.
    "UNSENT_BYTES": (1_000_000, 3_000_000),
    # Bytes of files that one address may send with sign-ups within an hour.
    "ANSWER_FILES_AN_HOUR": 100_000_000,
    # Header in which a reverse proxy names the address of the visitor, such as "X-Real-IP". Empty: there is
    # no proxy. None: nobody has said, and `check --deploy` asks. Addresses that are not public (a proxy not
    # named here, an intranet) are not limited.
    "CLIENT_ADDRESS_HEADER": None,
    # Bytes of one file that is given as an answer.
    "ANSWER_FILE_MAX_BYTES": 5 * 1024 * 1024,
    # Days after an event for which data is kept, by kind: certificates, needs, answers and files;
    # names, phones, addresses and messages; and the hash by which one person is counted once in the year.
    "RETENTION_DAYS": {"sensitive": 60, "contact": 180, "person": 400},
    # How often a message is tried before staff must look at it.
    "MESSAGE_MAX_ATTEMPTS": 8,
    # Fonts of posters: {"regular": path, "bold": path}; a path, or (path, number of the face). Empty: Noto
    # Sans CJK or another usual Chinese font, where the machine has one.
    "POSTER_FONTS": {},
    # Address of the API of WeChat's official accounts.
    "WECHAT_API": "https://api.weixin.qq.com",
    # Path of the file in which the sandbox keeps its accounts and drafts. Empty: there is no sandbox.
    "WECHAT_SANDBOX": "",
    # Colours of the public pages: "calm", "warm" or "festive".
    "THEME": "calm",
    # What stands before "sign-up/", "send-photos/" and "my-calendar/" in addresses: "events/", for a site
    # that has pages of its own at these places. Change it before the first sign-up: addresses that were sent
    # stay as sent.
    "ADDRESS_PREFIX": "",
    # Paths below which a lost database is told by our page too, not only at our own addresses: ["/"] where
    # the whole site is about events.
    "UNAVAILABLE_BELOW": [],
    # The Content-Security-Policy of our pages. None: a strict one, unless the site sends one by Django's
    # middleware or django-csp 4. False: none of ours. {"script-src": ["https://…"]}: added to the strict one.
    "CONTENT_SECURITY_POLICY": None,
    # Sources beside our own host that the Content-Security-Policy allows for pictures.
    "CSP_IMAGE_SOURCES": [],
}


def get(key: str) -> Any:
    """Return the value of a setting, or its default.

    Raises KeyError for a name that is not in ``DEFAULTS``.
    """
    default = DEFAULTS[key]
    value = getattr(settings, SETTING_NAME, {}).get(key, default)
    return settings.TIME_ZONE if key == "TIME_ZONE" and not value else value


def unknown_keys() -> list[str]:
    """Names in the site's dict that this package does not know, sorted."""
    return sorted(set(getattr(settings, SETTING_NAME, {})) - set(DEFAULTS))
