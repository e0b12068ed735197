"""The same site, translated with wagtail-localize."""

from .settings import *  # noqa: F403
from .settings import INSTALLED_APPS

INSTALLED_APPS = [
    "wagtail_localize",
    "wagtail_localize.locales",
    *(
        name
        for name in INSTALLED_APPS
        if name not in ("wagtail.contrib.simple_translation", "wagtail.locales")
    ),
]
