"""The app of the demo content."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate


class DemoConfig(AppConfig):
    name = "demo"

    def ready(self) -> None:
        # this app has no tables of its own, for which it would be told
        post_migrate.connect(write_ahead, sender=apps.get_app_config("wagtail_disability_events"))


def write_ahead(using: str, **kwargs: Any) -> None:
    """Readers of a SQLite file need not wait for whoever writes. The file remembers it: asked once, not by
    each connection."""
    connection = connections[using]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
