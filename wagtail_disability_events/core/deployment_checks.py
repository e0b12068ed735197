"""System checks of what is open in production: each hole that settings can leave is said by name."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Tags, Warning, register

from . import conf

OWN_MACHINE = ("localhost", "127.0.0.1", "::1", "example.com", "")
SHORTEST_KEY, SHORTEST_SECRET = 32, 16
"""Characters of a key of hashes, and of a secret that is shared with a gateway."""
NOWHERE = ("console", "dummy", "filebased", "locmem")
BY_PROCESS = ("django.core.cache.backends.locmem.LocMemCache", "django.core.cache.backends.dummy.DummyCache")


@register(Tags.security, deploy=True)
def check_hosts_for_deployment(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """Whoever asks for any host name gets no page with links to it; Django says nothing of these two."""
    if not {"*", ""} & set(settings.ALLOWED_HOSTS):
        return []
    return [
        _warning(
            "W110",
            f"ALLOWED_HOSTS is {settings.ALLOWED_HOSTS!r}: any name is answered, or none.",
            "Write the names by which the site is reached.",
        )
    ]


@register(Tags.security, deploy=True)
def check_addresses_for_deployment(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """Mails lead to the administration of this site, encrypted, and come from an address of the office."""
    found = []
    base = getattr(settings, "WAGTAILADMIN_BASE_URL", "") or ""
    parts = urlsplit(base)
    if parts.scheme != "https" or parts.hostname in OWN_MACHINE:
        found.append(
            _warning(
                "W111",
                f"WAGTAILADMIN_BASE_URL is {base!r}: links in mails to staff would not lead here.",
                "Write the address of the site, with https.",
            )
        )
    sender = settings.DEFAULT_FROM_EMAIL
    if sender.rpartition("@")[2].strip("> ") in OWN_MACHINE:
        found.append(
            _warning(
                "W112",
                f"DEFAULT_FROM_EMAIL is {sender!r}: mail servers refuse such a sender.",
                "Write an address of the office that can be answered.",
            )
        )
    backend = getattr(settings, "EMAIL_BACKEND", "") if not hasattr(settings, "MAILERS") else ""
    if backend.rpartition(".")[0].rpartition(".")[2] in NOWHERE:
        found.append(
            _warning("W117", f"EMAIL_BACKEND is {backend!r}: mail reaches nobody.", "Name a mail server.")
        )
    return found


@register(Tags.security, deploy=True)
def check_lengths_for_deployment(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """A short key is found by trying: then phone numbers are read from their hashes, and messages forged."""
    wanted = (("LOOKUP_KEY", SHORTEST_KEY), ("SMS_WEBHOOK_SECRET", SHORTEST_SECRET))
    return [
        _warning(
            "W113",
            f"{conf.SETTING_NAME}[{name!r}] has fewer than {shortest} characters.",
            "Make a random one, as `manage.py generate_encryption_key` does.",
        )
        for name, shortest in wanted
        if 0 < len(conf.get(name)) < shortest
    ]


@register(Tags.security, deploy=True)
def check_passwords_for_deployment(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """Staff see personal data: their passwords are not the first that somebody tries."""
    if settings.AUTH_PASSWORD_VALIDATORS:
        return []
    return [
        _warning(
            "W114",
            "AUTH_PASSWORD_VALIDATORS is empty: a password may be 123456.",
            "Name Django's validators of length and of common passwords.",
        )
    ]


@register(Tags.security, deploy=True)
def check_limits_for_deployment(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """Limits hold: visitors are told apart behind a proxy, and all processes count together."""
    found = []
    if conf.get("CLIENT_ADDRESS_HEADER") is None:
        found.append(
            _warning(
                "W115",
                f"{conf.SETTING_NAME}['CLIENT_ADDRESS_HEADER'] is not set: behind a proxy all visitors are "
                "one, and what comes from one address is not limited.",
                "Name the header that the proxy sets, such as 'X-Real-IP', or write '' if there is no proxy.",
            )
        )
    backend = settings.CACHES.get("default", {}).get("BACKEND", "")
    if backend in BY_PROCESS:
        found.append(
            _warning(
                "W116",
                f"The default cache is {backend!r}: each process counts by itself, so limits are multiplied.",
                "Name a cache that all processes share, such as Redis.",
            )
        )
    return found


def _warning(code: str, message: str, hint: str) -> Warning:
    return Warning(message, hint=hint, id=f"wagtail_disability_events.{code}")
