"""Clean what the image library of an existing site holds: EXIF, GPS, XMP, IPTC, comments, trailing data."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...gallery.pixels.strip_library import strip_library


class Command(BaseCommand):
    help = "Remove hidden data from the images of the library. Interrupted, it goes on when it is run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only report what hides in the files")
        parser.add_argument("--start", type=int, default=0, help="begin with the image of this number")

    def handle(self, *args: Any, **options: Any) -> None:
        report = strip_library(
            dry_run=options["dry_run"],
            start=options["start"],
            tell=lambda done, last: self.stdout.write(f"{done} images, up to number {last}"),
        )
        for kind, count in report.found.most_common():
            self.stdout.write(f"{kind}: in {count}")
        for number, reason in report.left:
            self.stdout.write(self.style.WARNING(f"image {number} is left as it is: {reason}"))
        self.stdout.write(f"{report.looked_at} looked at, {report.cleaned} cleaned, {len(report.left)} left.")
