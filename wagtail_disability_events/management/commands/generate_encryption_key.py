"""Print a new encryption key."""

from typing import Any

from django.core.management.base import BaseCommand

from ...core.encryption import generate_key


class Command(BaseCommand):
    help = "Print a new key for WAGTAIL_DISABILITY_EVENTS['ENCRYPTION_KEYS']."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(generate_key())
