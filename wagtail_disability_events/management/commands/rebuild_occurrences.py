"""Make the dates of every published event agree with its schedule, and say what differed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...pages.models import EventPage
from ...pages.publishing.batches import for_each_published
from ...pages.publishing.publish import publish_facts


class Command(BaseCommand):
    help = "Project the schedules of all published events anew and report differences."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what differs and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.differing = 0
        events = for_each_published(EventPage.objects.all(), self._rebuild, keep=not options["dry_run"])
        self.stdout.write(f"{events} events looked at, {self.differing} differed.")

    def _rebuild(self, event: Any) -> None:
        report = publish_facts(event, note=False, is_locked=True)
        if report.differences:
            self.differing += 1
            self.stdout.write(
                f"{event.pk} {event.title}: {len(report.created)} new, {len(report.changed)} changed, "
                f"{len(report.cancelled)} cancelled, {len(report.removed)} removed"
            )
