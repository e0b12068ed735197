"""The example site in four languages, translated with simple_translation."""

from example_site.settings import *  # noqa: F403
from example_site.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.contrib.simple_translation"]
ROOT_URLCONF = "tests.hosts.translations.urls"
WAGTAIL_I18N_ENABLED = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("zh-hans", "简体中文"),
    ("en", "English"),
    ("ug", "ئۇيغۇرچە"),
    ("zh-hant", "繁體中文"),
]
