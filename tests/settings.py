"""The example site's settings with fast choices for tests; ``DATABASE_URL`` chooses PostgreSQL."""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "example_site"))
if "SITE_VAR_DIR" not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
    _OWN = tempfile.TemporaryDirectory(prefix="wde-tests-")  # one for each process, removed when it ends
    os.environ["SITE_VAR_DIR"] = _OWN.name

from example_site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of the demo
]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
WAGTAILSEARCH_BACKENDS = {  # a test that is marked "indexed" has it follow each change
    "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
}
WAGTAIL_DISABILITY_EVENTS: dict = {}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# what a test has cached neither runs out on a slow machine nor is thrown out by another test
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
