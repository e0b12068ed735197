"""The example site with the plain pages that ours are measured against."""

from example_site.settings import *  # noqa: F403
from example_site.settings import INSTALLED_APPS

INSTALLED_APPS = ["tests.support.plain_pages", *INSTALLED_APPS]
