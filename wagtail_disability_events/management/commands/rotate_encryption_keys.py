"""Write every encrypted text and file anew under the newest key."""

from typing import Any

from django.core.management.base import BaseCommand

from ...core.key_rotation import rotate_all


class Command(BaseCommand):
    help = "Re-encrypt personal data with the first of ENCRYPTION_KEYS. Interrupted, it can simply run again."

    def handle(self, *args: Any, **options: Any) -> None:
        def tell(what: str, rows: int) -> None:
            if options["verbosity"] > 1:
                self.stdout.write(f"{what}: {rows}")

        done = rotate_all(tell)
        self.stdout.write(f"{done.rotated} texts and files are under the newest key now.")
        if done.unreadable:
            self.stderr.write(f"{done.unreadable} could not be read with any key and were left as they are.")
