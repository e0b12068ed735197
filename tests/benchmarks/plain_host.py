"""Settings of a plain Wagtail site, with our app where ``WDE_HOST`` says so: what we cost a site that has
us."""

import os
import tempfile
from pathlib import Path

WITH_US = os.environ.get("WDE_HOST") == "with"
FOLDER = Path(os.environ.get("WDE_HOST_FOLDER", tempfile.gettempdir()))

SECRET_KEY = "measured"
ALLOWED_HOSTS = ["*"]
USE_TZ = True
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
STATIC_URL, MEDIA_URL = "/static/", "/media/"
STATIC_ROOT, MEDIA_ROOT = str(FOLDER / "static"), str(FOLDER / "media")
ROOT_URLCONF = "tests.benchmarks.plain_host_urls"
WAGTAIL_SITE_NAME = "plain"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "CONN_MAX_AGE": None,  # SQLite reads the names of all tables for each new connection
        "NAME": FOLDER / f"{'with' if WITH_US else 'without'}.sqlite3",
    }
}
INSTALLED_APPS = [
    "tests.support.bare_pages",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
if WITH_US:
    INSTALLED_APPS = ["wagtail_disability_events", *INSTALLED_APPS]
    MIDDLEWARE = [*MIDDLEWARE, "wagtail_disability_events.middleware.DatabaseUnavailableMiddleware"]
    CSRF_FAILURE_VIEW = "wagtail_disability_events.middleware.csrf_failure"
