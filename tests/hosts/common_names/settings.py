"""The example site with an app whose models have our names."""

from example_site.settings import *  # noqa: F403
from example_site.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.hosts.common_names"]
MIGRATION_MODULES = {"common_names": "common_names_migrations"}
