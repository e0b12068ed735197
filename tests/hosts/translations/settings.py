"""The example site in four languages, two of them read by minorities, translated with simple_translation."""

from django.conf import locale
from example_site.settings import *  # noqa: F403
from example_site.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.contrib.simple_translation"]
ROOT_URLCONF = "tests.hosts.translations.urls"
WAGTAIL_I18N_ENABLED = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("zh-hans", "简体中文"),
    ("en", "English"),
    ("ug", "ئۇيغۇرچە"),
    ("bo", "བོད་སྐད་"),
]
# Django knows no Tibetan; a site that uses it says so
locale.LANG_INFO.setdefault("bo", {"bidi": False, "code": "bo", "name": "Tibetan", "name_local": "བོད་སྐད་"})
