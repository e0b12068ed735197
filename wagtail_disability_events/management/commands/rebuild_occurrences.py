"""Make the dates of every published event agree with its schedule, and say what differed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from ...pages.facts import publish_facts
from ...pages.models import EventPage


class Command(BaseCommand):
    help = "Project the schedules of all published events anew and report differences."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what differs and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        events = differing = 0
        for event in EventPage.objects.live().specific().order_by("pk").iterator(chunk_size=200):
            events += 1
            with transaction.atomic():
                report = publish_facts(event)
                if options["dry_run"]:
                    transaction.set_rollback(True)
            if report.differences:
                differing += 1
                self.stdout.write(
                    f"{event.pk} {event.title}: {len(report.created)} new, {len(report.changed)} changed, "
                    f"{len(report.cancelled)} cancelled, {len(report.removed)} removed"
                )
        self.stdout.write(f"{events} events looked at, {differing} differed.")
