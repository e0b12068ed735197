"""The example site inside the base template of another site, which knows nothing of us."""

from pathlib import Path

from example_site.settings import *  # noqa: F403
from example_site.settings import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = ["tests.support.host_pages", *INSTALLED_APPS]
TEMPLATES = [
    TEMPLATES[0] | {"DIRS": [Path(__file__).parent / "host_pages" / "templates"]},
]
