"""The example site with the plain pages that ours are measured against."""

from example_site.settings import INSTALLED_APPS

from tests.support.gateway_settings import *  # noqa: F403

INSTALLED_APPS = ["tests.support.plain_pages", *INSTALLED_APPS]
