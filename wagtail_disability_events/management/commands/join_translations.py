"""Make one event of an event and its translations that were published apart."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...pages.publishing.joining import join_translations


class Command(BaseCommand):
    help = (
        "Let translations and aliases of events from before version 0.2 share dates and sign-ups with "
        "their original. One that people have signed up for, or that has photos or results, is left as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be joined.")

    def handle(self, *args: Any, **options: Any) -> None:
        report = join_translations(keep=not options["dry_run"])
        for page in report.left:
            self.stdout.write(f"left as it is: {page.pk} {page.title} {page.url_path}")
        verb = "would be joined" if options["dry_run"] else "joined"
        self.stdout.write(f"{len(report.joined)} pages {verb}, {len(report.left)} left as they are.")
