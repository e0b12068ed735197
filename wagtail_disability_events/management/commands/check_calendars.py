"""Find calendar texts that no longer say what holds, and write them anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...calendars.entries import refresh_entries
from ...pages.models import EventPage
from ...pages.publishing.batches import for_each_published
from ...pages.publishing.publish import publish_facts


class Command(BaseCommand):
    help = (
        "Compare every stored calendar text with the facts, and every date with its schedule, and mend what "
        "differs. Run it after an update of this package, of icalendar, or of the system's time zones."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what differs and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.texts = self.dates = 0
        events = for_each_published(EventPage.objects.all(), self._check, keep=not options["dry_run"])
        verb = "differ" if options["dry_run"] else "mended"
        self.stdout.write(f"{events} events looked at: {self.texts} texts and {self.dates} dates {verb}.")

    def _check(self, event: Any) -> None:
        texts = refresh_entries(event, anything_gone=True, verify=True)
        dates = publish_facts(event, note=False, is_locked=True).differences
        self.texts, self.dates = self.texts + texts, self.dates + dates
        if texts or dates:
            self.stdout.write(f"{event.pk} {event.title}: {texts} texts, {dates} dates")
