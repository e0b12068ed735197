"""System checks of what a site must have: times with zones, keys that stay, a place for private files."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.files.storage import FileSystemStorage, storages
from django.db import DatabaseError, router
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Site

from . import conf
from .private_storage import default_location, gives_public_addresses, private_storage
from .suites import SM, SUITES

THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]", "::1")
WRITE_DOWN = "Write the key that `manage.py generate_encryption_key --derived` prints into the settings."


@register("wagtail_disability_events")
def check_time_zones(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """Dates have a zone: an event is at nine in Shanghai, wherever the server is."""
    if settings.USE_TZ:
        return []
    return [
        Error(
            "USE_TZ is False: dates of events cannot be stored.",
            hint="Set USE_TZ = True, as Django and Wagtail's project template do.",
            id="wagtail_disability_events.E009",
        )
    ]


@register("wagtail_disability_events")
def check_private_storage(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """Photos that not everyone may see lie where nobody can fetch them without being asked, and all servers
    of the site find them."""
    alias = conf.get("PRIVATE_STORAGE")
    if gives_public_addresses(private_storage()):
        return [
            Error(
                f"STORAGES[{alias!r}] gives its files addresses that anyone can open.",
                hint="Use PrivateFileSystemStorage outside MEDIA_ROOT, or S3Storage with querystring_auth.",
                id="wagtail_disability_events.E006",
            )
        ]
    if alias in settings.STORAGES:
        return []
    if not isinstance(storages["default"], FileSystemStorage):
        reason = "the pictures of the site lie elsewhere"
    elif not settings.MEDIA_ROOT:
        reason = "MEDIA_ROOT is empty"
    else:
        return []
    return [
        Warning(
            f"Photos that are not released yet are written to the disk of this machine, below "
            f"{default_location()!r}: STORAGES has no {alias!r}, and {reason}.",
            hint="Name one for them in STORAGES that all servers of the site can read, and nobody else.",
            id="wagtail_disability_events.W007",
        )
    ]


@register("wagtail_disability_events")
def check_encryption_suite(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """The algorithms that are asked for are known, and this machine has them."""
    suite = conf.get("ENCRYPTION_SUITE")
    if suite and suite not in SUITES:
        return [
            Error(
                f"{conf.SETTING_NAME}['ENCRYPTION_SUITE'] is no suite: {suite!r}.",
                hint=f"Choose one of {', '.join(SUITES)}.",
                id="wagtail_disability_events.E014",
            )
        ]
    if suite != SM:
        return []
    from .ciphers import offers_sm  # 7 MB, which only a site that asks for it needs here

    if offers_sm():
        return []
    return [
        Error(
            "The library cryptography has no SM4-GCM and SM3 on this machine.",
            hint="Install its wheel from PyPI, or build it against an OpenSSL that has them.",
            id="wagtail_disability_events.E015",
        )
    ]


@register(Tags.security, deploy=True)
def check_keys_for_deployment(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """In production, personal data has keys of its own, which can be rotated."""
    found = [
        Warning(
            f"{conf.SETTING_NAME}[{name!r}] is empty, so it is derived from SECRET_KEY.",
            hint=f"{WRITE_DOWN} With another SECRET_KEY nobody could read personal data.",
            id=f"wagtail_disability_events.{code}",
        )
        for name, code in (("ENCRYPTION_KEYS", "W101"), ("LOOKUP_KEY", "W102"))
        if not conf.get(name)
    ]
    if settings.SECRET_KEY_FALLBACKS and not conf.get("LOOKUP_KEY"):
        found.append(
            Warning(
                "Private addresses of registrants depend on the last of SECRET_KEY_FALLBACKS.",
                hint=f"{WRITE_DOWN} Run `manage.py rotate_encryption_keys`, then take the old secret away.",
                id="wagtail_disability_events.W106",
            )
        )
    return found


@register(Tags.database, deploy=True)
def check_host_for_deployment(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[Any]:
    """``check --deploy --database default``: calendars and mails name an address that others can open."""
    if router.db_for_read(Site) not in (databases or ()):
        return []
    try:
        names = list(Site.objects.filter(hostname__in=THIS_MACHINE).values_list("hostname", flat=True))
    except DatabaseError:  # no tables yet, or no database: other checks say so
        return []
    return [
        Warning(
            f"A site of Wagtail has the host name {name!r}: calendars, mails and posters would lead there.",
            hint="Write the name by which others reach it, in the administration under Settings → Sites.",
            id="wagtail_disability_events.W107",
        )
        for name in names
    ]


@register(Tags.database, deploy=True)
def check_languages_for_deployment(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[Any]:
    """``check --deploy --database default``: no page lost its language by another LANGUAGE_CODE."""
    if router.db_for_read(Locale) not in (databases or ()):
        return []
    try:
        codes = list(Locale._base_manager.order_by("language_code").values_list("language_code", flat=True))
    except DatabaseError:  # no tables yet, or no database: other checks say so
        return []
    known = get_content_languages()
    return [
        Warning(
            f"Pages are in the language {code!r}, which the settings do not name.",
            hint="Name it in WAGTAIL_CONTENT_LANGUAGES and LANGUAGES, or give LANGUAGE_CODE its old value.",
            id="wagtail_disability_events.W109",
        )
        for code in codes
        if code not in known
    ]
