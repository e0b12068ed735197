"""Forget what is kept longer than RETENTION_DAYS allows. Run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from ...registration.privacy.erasure import erase_expired


class Command(BaseCommand):
    help = "Erase personal data whose time is over. Interrupted, it goes on where it was when run again."

    def handle(self, *args: Any, **options: Any) -> None:
        done = erase_expired()
        self.stdout.write(", ".join(f"{kind}: {count}" for kind, count in done.items()))
