"""The production profile: services and secrets come from the environment."""

import os

from example_site.settings import MIDDLEWARE as COMMON_MIDDLEWARE
from example_site.settings import postgresql, required

DATABASES = {"default": postgresql(required("DATABASE_URL"))}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": required("REDIS_URL")}
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": required("S3_BUCKET"),
            "endpoint_url": os.environ.get("S3_ENDPOINT_URL") or None,
            "file_overwrite": False,
            "querystring_auth": False,
        },
    },
    "wde_private": {  # photos that not everyone may see; nobody but the site reads this bucket
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": required("S3_PRIVATE_BUCKET"),
            "endpoint_url": os.environ.get("S3_ENDPOINT_URL") or None,
            "file_overwrite": False,
            "default_acl": "private",
            "querystring_auth": True,
            "querystring_expire": 300,  # seconds
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MIDDLEWARE = [COMMON_MIDDLEWARE[0], "whitenoise.middleware.WhiteNoiseMiddleware", *COMMON_MIDDLEWARE[1:]]

WAGTAIL_DISABILITY_EVENTS = {
    "UNAVAILABLE_BELOW": ["/"],
    "ENCRYPTION_KEYS": required("ENCRYPTION_KEYS").split(","),
    "LOOKUP_KEY": required("LOOKUP_KEY"),
    # of the proxy in front; "none" where there is none
    "CLIENT_ADDRESS_HEADER": required("CLIENT_ADDRESS_HEADER").removeprefix("none"),
    "CSP_IMAGE_SOURCES": [source for source in os.environ.get("MEDIA_HOSTS", "").split(",") if source],
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_TIMEOUT = 30  # less than an attempt belongs to one process
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
