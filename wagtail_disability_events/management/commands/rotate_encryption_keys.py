"""Write every encrypted text and file anew under the newest key, in the chosen suite, and hashes as well."""

from typing import Any

from django.core.management.base import BaseCommand

from ...core.hash_rotation import rotate_hashes
from ...core.key_rotation import rotate_all


class Command(BaseCommand):
    help = (
        "Re-encrypt personal data with the first of ENCRYPTION_KEYS, and make hashes anew, "
        "in ENCRYPTION_SUITE. "
        "Interrupted, it can simply run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        def tell(what: str, rows: int) -> None:
            if options["verbosity"] > 1:
                self.stdout.write(f"{what}: {rows}")

        done = rotate_all(tell)
        self.stdout.write(f"{done.rotated} texts and files are under the newest key now.")
        if done.unreadable:
            self.stderr.write(f"{done.unreadable} could not be read with any key and were left as they are.")
        moved, left = rotate_hashes(tell)
        if moved:
            self.stdout.write(f"{moved} hashes are in the chosen suite now.")
        if left:
            self.stderr.write(
                f"{left} hashes stay in the other suite: what they are of is erased, could not be read, "
                "or was being changed. They are found as before."
            )
