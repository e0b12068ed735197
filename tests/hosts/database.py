"""Where a site of these keeps its rows: on the server that ``HOST_DATABASE`` names, else in a file."""

import os
from pathlib import Path
from urllib.parse import urlsplit

ADDRESS = os.environ.get("HOST_DATABASE", "")
APPS = ["django.contrib.postgres"] if ADDRESS else []
"""From Django 6 on, Wagtail's search on PostgreSQL needs it."""


def database(folder: Path) -> dict[str, object]:
    """One of ``DATABASES``."""
    if not ADDRESS:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "db.sqlite3"}
    parts = urlsplit(ADDRESS)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": parts.username,
        "HOST": parts.hostname,
        "PORT": str(parts.port),
    }
