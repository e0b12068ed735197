"""Clean what the image library of an existing site holds: EXIF, GPS, XMP, IPTC, comments, trailing data."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ...gallery.pixels.keeping import Kept
from ...gallery.pixels.originals import give_up_originals, restore
from ...gallery.pixels.strip_library import Progress, strip_library


class Command(BaseCommand):
    help = (
        "Remove hidden data from the images of the library; the originals are kept in private storage. "
        "Interrupted, it goes on when it is run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only report what hides in the files")
        parser.add_argument("--start", type=int, default=0, help="begin with the image of this number")
        parser.add_argument(
            "--restore", type=int, nargs="+", metavar="N", help="put the originals of these images back"
        )
        parser.add_argument(
            "--give-up-originals",
            type=int,
            metavar="DAYS",
            help="delete the copies of originals that are older than so many days",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["restore"]:
            done = restore(options["restore"])
            self.stdout.write(f"{len(done)} put back: {', '.join(map(str, done)) or 'none'}")
            return
        if options["give_up_originals"] is not None:
            count = give_up_originals(timezone.now() - timedelta(days=options["give_up_originals"]))
            self.stdout.write(f"{count} copies of originals deleted.")
            return
        self._strip(options)

    def _strip(self, options: dict[str, Any]) -> None:
        def tell(progress: Progress) -> None:
            self.stdout.write(f"{progress.done} of {progress.of} images, up to number {progress.last}")

        def tell_of(number: int, kept: Kept) -> None:
            if options["verbosity"] > 1:
                changes = "; ".join(kept.changes) or "every pixel as before"
                self.stdout.write(f"image {number}: without {', '.join(kept.found)}; {changes}")

        report = strip_library(dry_run=options["dry_run"], start=options["start"], tell=tell, tell_of=tell_of)
        for kind, count in [*report.found.most_common(), *report.changes.most_common()]:
            self.stdout.write(f"{kind}: in {count}")
        for number, reason in report.left:
            self.stdout.write(self.style.WARNING(f"image {number} is left as it is: {reason}"))
        self.stdout.write(f"{report.looked_at} looked at, {report.cleaned} cleaned, {len(report.left)} left.")
