"""System checks: whether addresses that change are remembered."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import Warning, register

OLD_ADDRESSES = "wagtail_disability_events.middleware.OldAddressMiddleware"
REDIRECTS = "wagtail.contrib.redirects.middleware.RedirectMiddleware"


@register("wagtail_disability_events")
def check_old_addresses(app_configs: Any = None, **kwargs: Any) -> list[Any]:
    """An address that somebody has subscribed to or printed leads on when its page gets another one."""
    if not apps.is_installed("wagtail.contrib.redirects"):
        return [
            Warning(
                "Nothing remembers the old address of a page: who subscribed to a calendar there loses it.",
                hint="Add 'wagtail.contrib.redirects' to INSTALLED_APPS, and "
                f"{REDIRECTS!r} and {OLD_ADDRESSES!r} to MIDDLEWARE.",
                id="wagtail_disability_events.W004",
            )
        ]
    if not getattr(settings, "WAGTAILREDIRECTS_AUTO_CREATE", True):
        return [
            Warning(
                "WAGTAILREDIRECTS_AUTO_CREATE is False: the old address of a page leads nowhere.",
                hint="Remove it, or make a redirect by hand for each page that gets another address.",
                id="wagtail_disability_events.W005",
            )
        ]
    middleware = [*settings.MIDDLEWARE]
    if OLD_ADDRESSES in middleware and (
        REDIRECTS not in middleware or middleware.index(REDIRECTS) < middleware.index(OLD_ADDRESSES)
    ):
        return []
    return [
        Warning(
            "What hangs on a page, such as its form and its photos, does not follow it to another address.",
            hint=f"In MIDDLEWARE, put {OLD_ADDRESSES!r} after {REDIRECTS!r}.",
            id="wagtail_disability_events.W006",
        )
    ]
