"""The example site with models of its own: user, image, and, where Wagtail allows it, the base page."""

import wagtail
from example_site.settings import *  # noqa: F403
from example_site.settings import INSTALLED_APPS, VAR_DIR

INSTALLED_APPS = [
    "tests.support.house_users",
    "tests.support.house_images",
    "tests.support.house_events",
    *INSTALLED_APPS,
]
WAGTAIL_DISABILITY_EVENTS = {"THEME": "warm", "LISTING_PAGE_SIZE": 5}
AUTH_USER_MODEL = "house_users.HouseUser"
WAGTAILIMAGES_IMAGE_MODEL = "house_images.HouseImage"
if wagtail.VERSION >= (8, 0):
    INSTALLED_APPS = ["wagtail.test.basepage", *INSTALLED_APPS]
    WAGTAIL_PAGE_MODEL = "basepage.BasePage"
MIGRATION_MODULES = {
    "house_users": "house_user_migrations",
    "house_images": "house_image_migrations",
    "house_events": "house_event_migrations",
}
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR_DIR / "db.sqlite3"}}
