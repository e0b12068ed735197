"""System checks: what would go wrong later is said when the site starts."""

import re
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.urls import NoReverseMatch, get_script_prefix, resolve, reverse

from .core import conf
from .core.encryption import InvalidKey, parse_key
from .core.page_addresses import where_to_put_ours
from .registration.messages.delivery import LEASE

THEMES = ("calm", "warm", "festive")
PREFIX = re.compile(r"(?:[\w-]+/)*", re.ASCII)
FORM_FIELDS = 10_000
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@register("wagtail_disability_events")
def check_settings(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """Wrong keys, a zone that does not exist, encryption keys that cannot be used."""
    found: list[Any] = [
        Error(
            f"{conf.SETTING_NAME} has an unknown key {key!r}.",
            hint=f"Known keys: {', '.join(conf.DEFAULTS)}.",
            id="wagtail_disability_events.E001",
        )
        for key in conf.unknown_keys()
    ]
    try:
        ZoneInfo(conf.get("TIME_ZONE"))
    except (ZoneInfoNotFoundError, ValueError):
        found.append(
            Error(
                f"{conf.SETTING_NAME}['TIME_ZONE'] is not an IANA time zone: {conf.get('TIME_ZONE')!r}.",
                hint="Write a name such as 'Asia/Shanghai'.",
                id="wagtail_disability_events.E002",
            )
        )
    if conf.get("THEME") not in THEMES:
        found.append(
            Error(
                f"{conf.SETTING_NAME}['THEME'] is no theme: {conf.get('THEME')!r}.",
                hint=f"Choose one of {', '.join(THEMES)}.",
                id="wagtail_disability_events.E004",
            )
        )
    if not _is_policy(conf.get("CONTENT_SECURITY_POLICY")):
        found.append(
            Error(
                f"{conf.SETTING_NAME}['CONTENT_SECURITY_POLICY'] cannot be used.",
                hint="Write None, False, or lists of sources by directive: {'script-src': ['https://…']}.",
                id="wagtail_disability_events.E010",
            )
        )
    if not PREFIX.fullmatch(conf.get("ADDRESS_PREFIX")):
        found.append(
            Error(
                f"{conf.SETTING_NAME}['ADDRESS_PREFIX'] cannot be used: {conf.get('ADDRESS_PREFIX')!r}.",
                hint="Write words that end in a slash, such as 'events/', or leave it empty.",
                id="wagtail_disability_events.E008",
            )
        )
    for position, key in enumerate(conf.get("ENCRYPTION_KEYS")):
        try:
            parse_key(key)
        except InvalidKey:
            found.append(
                Error(
                    f"{conf.SETTING_NAME}['ENCRYPTION_KEYS'][{position}] cannot be used as a key.",
                    hint="Make one with `manage.py generate_encryption_key`.",
                    id="wagtail_disability_events.E003",
                )
            )
    return found


def _is_policy(value: object) -> bool:
    if value is None or value is False:
        return True
    return isinstance(value, dict) and all(
        isinstance(name, str) and isinstance(sources, list | tuple) for name, sources in value.items()
    )


@register("wagtail_disability_events")
def check_gateway(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """Text messages are signed, or nobody knows whether they come from us."""
    if conf.get("SMS_WEBHOOK_URL") and not conf.get("SMS_WEBHOOK_SECRET"):
        return [
            Error(
                f"{conf.SETTING_NAME}['SMS_WEBHOOK_URL'] is set, and SMS_WEBHOOK_SECRET is empty.",
                hint="Agree on a secret with the gateway: each request to it is signed.",
                id="wagtail_disability_events.E005",
            )
        ]
    return []


@register("wagtail_disability_events")
def check_urls(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """Private pages and feeds need addresses that are found."""
    try:
        private_page = reverse("wagtail_disability_events:registration", args=["token"])
    except NoReverseMatch:
        return [
            Warning(
                "The private pages of registrants have no address.",
                hint=where_to_put_ours(),
                id="wagtail_disability_events.W001",
            )
        ]
    if _is_found(private_page) and _feeds_lie_beside_pages():
        return []
    return [
        Warning(
            "The private pages of registrants or the feeds of the calendar answer with 404.",
            hint=where_to_put_ours(),
            id="wagtail_disability_events.W003",
        )
    ]


def _is_found(private_page: str) -> bool:
    """Whether the address leads to us, and not to Wagtail, whose pattern fits every page."""
    match = resolve(f"/{private_page.removeprefix(get_script_prefix())}")
    return match.view_name == "wagtail_disability_events:registration"


def _feeds_lie_beside_pages() -> bool:
    """Whether the feed of a page has the address of the page with a name after it."""
    try:
        page = reverse("wagtail_serve", args=["page/"])
    except NoReverseMatch:  # a site whose pages are served elsewhere
        return True
    feed = {"path": "page/", "name": "calendar.ics"}
    return reverse("wagtail_disability_events:file", kwargs=feed) == f"{page}calendar.ics"


@register("wagtail_disability_events")
def check_size_of_forms(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """The editor of an event with many sessions, works or blocks posts more fields than Django lets in."""
    limit = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    if limit is None or limit >= FORM_FIELDS:
        return []
    return [
        Warning(
            f"DATA_UPLOAD_MAX_NUMBER_FIELDS is {limit}: a course of 100 sessions could not be saved.",
            hint=f"Set it to {FORM_FIELDS:_} or more, as Wagtail's project template does.",
            id="wagtail_disability_events.W002",
        )
    ]


@register(Tags.security, deploy=True)
def check_sending_for_deployment(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """Names and numbers travel encrypted, and an attempt to send ends before another process tries again."""
    found: list[Any] = []
    if conf.get("SMS_WEBHOOK_URL").startswith("http://"):
        found.append(
            Warning(
                f"{conf.SETTING_NAME}['SMS_WEBHOOK_URL'] is not encrypted on its way.",
                hint="Use an address that begins with https://, unless the gateway is on this machine.",
                id="wagtail_disability_events.W103",
            )
        )
    backend, setting, seconds = _mail()
    if backend == SMTP and not 0 < (seconds or 0) < LEASE.total_seconds():
        found.append(
            Warning(
                f"{setting} is empty or ten minutes and more: a mail could be sent twice.",
                hint="Set it to some seconds, such as 30.",
                id="wagtail_disability_events.W104",
            )
        )
    return found


def _mail() -> tuple[str, str, float | None]:
    """How mail goes out: the backend, the setting that limits its waiting, and the seconds it says.

    A site on Django 6.1 may describe it in MAILERS; the settings that begin with EMAIL are not there then.
    """
    if not hasattr(settings, "MAILERS"):
        return settings.EMAIL_BACKEND, "EMAIL_TIMEOUT", settings.EMAIL_TIMEOUT
    mailer = getattr(settings, "MAILERS").get("default", {})  # noqa: B009
    setting = "MAILERS['default']['OPTIONS']['timeout']"
    return mailer.get("BACKEND", SMTP), setting, mailer.get("OPTIONS", {}).get("timeout")


@register("wagtail_disability_events")
def check_blocks(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """A block in the body of an article that does not say its parts: WeChat, text and Word cannot have it."""
    from .pages.models import ArticlePage  # checks are registered before models are loaded

    body: Any = ArticlePage._meta.get_field("body")
    return [
        Error(
            f"The block {name!r} of articles has no method parts().",
            hint="It says what the block consists of, for WeChat, plain text and Word.",
            id="wagtail_disability_events.E007",
        )
        for name, block in body.stream_block.child_blocks.items()
        if not hasattr(block, "parts")
    ]
