"""Print a new encryption key, or the keys that are derived from SECRET_KEY."""

from typing import Any

from django.core.management.base import BaseCommand

from ...core.conf import SETTING_NAME
from ...core.encryption import derived_encryption_key, derived_lookup_key, generate_key


class Command(BaseCommand):
    help = f"Print a new key for {SETTING_NAME}['ENCRYPTION_KEYS']."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--derived",
            action="store_true",
            help="print the keys that are in use while the settings name none",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["derived"]:
            self.stdout.write(generate_key())
            return
        self.stdout.write(f'"ENCRYPTION_KEYS": ["{derived_encryption_key()}"],')
        self.stdout.write(f'"LOOKUP_KEY": "{derived_lookup_key()}",')
