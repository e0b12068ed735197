"""Settings of the example site: two profiles, chosen by ``SITE_PROFILE``.

``demo`` (default): SQLite, tasks done at once, mail written to a folder. ``production``: PostgreSQL,
Redis, a worker, S3 storage, keys from the environment.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("SITE_VAR_DIR", BASE_DIR / "var"))
PRODUCTION = os.environ.get("SITE_PROFILE", "demo") == "production"


def required(name: str) -> str:
    """A variable that production cannot do without."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"Set {name}: the production profile needs it (see docs/how-to/deploy.md)."
        )
    return value


def postgresql(url: str) -> dict[str, Any]:
    """A database setting from ``postgresql://user:password@host:port/name``."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DEBUG = False
SECRET_KEY = (
    required("SECRET_KEY") if PRODUCTION else "demo-only-not-secret-0123456789-abcdefghijklmnopqrstuvwxyz"
)
ALLOWED_HOSTS = (required("ALLOWED_HOSTS") if PRODUCTION else os.environ.get("ALLOWED_HOSTS", "*")).split(",")

INSTALLED_APPS = [
    "demo",
    "wagtail_disability_events",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "django_tasks",
    *(["django_tasks_db"] if PRODUCTION else []),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # from Django 6 on, Wagtail's search on PostgreSQL needs it; without psycopg it cannot be loaded
    *(["django.contrib.postgres"] if PRODUCTION or os.environ.get("DATABASE_URL") else []),
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "wagtail_disability_events.middleware.OldAddressMiddleware",
    "wagtail_disability_events.middleware.DatabaseUnavailableMiddleware",
]

ROOT_URLCONF = "example_site.urls"
WSGI_APPLICATION = "example_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "example_site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # the editor's form of a course has eleven fields a session
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# the whole site is about events
WAGTAIL_DISABILITY_EVENTS = {"UNAVAILABLE_BELOW": ["/"], "STRIP_IMAGE_METADATA": True}
CSRF_FAILURE_VIEW = "wagtail_disability_events.middleware.csrf_failure"
WAGTAIL_SITE_NAME = "江滨区残联"
WAGTAILIMAGES_IMAGE_FORM_BASE = "wagtail_disability_events.gallery.image_forms.TellingImageForm"
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILADMIN_BASE_URL = (
    required("SITE_URL") if PRODUCTION else os.environ.get("SITE_URL", "http://127.0.0.1:8000")
)
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "pdf", "pptx", "txt", "xlsx"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_tokens": {"()": "wagtail_disability_events.log_filters.HideTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["hide_tokens"]}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO"},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}

if PRODUCTION:
    from example_site.production import *  # noqa: F403
else:
    VAR_DIR.mkdir(parents=True, exist_ok=True)  # SQLite makes its file, but not the folder
    DATABASES = {
        "default": postgresql(os.environ["DATABASE_URL"])
        if os.environ.get("DATABASE_URL")
        else {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "db.sqlite3",
            "CONN_MAX_AGE": 60,  # the last connection to close would write the whole log back each time
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA synchronous=NORMAL;",  # the demo writes ahead, see its app
            },
        }
    }
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
    TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    WAGTAIL_DISABILITY_EVENTS["WECHAT_SANDBOX"] = str(VAR_DIR / "wechat-sandbox.sqlite3")
