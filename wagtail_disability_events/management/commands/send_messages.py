"""Send what waits in the outbox. Run it every minute by cron or a timer."""

from typing import Any

from django.core.management.base import BaseCommand

from ...registration.messages.delivery import deliver_due


class Command(BaseCommand):
    help = "Send the messages whose time has come."

    def handle(self, *args: Any, **options: Any) -> None:
        sent, failed = deliver_due()
        self.stdout.write(f"{sent} sent, {failed} not sent.")
