"""Offers, reminders and messages as time passes. Run it every minute or two by cron or a timer."""

from typing import Any

from django.core.management.base import BaseCommand

from ...registration.booking.periodic import tend


class Command(BaseCommand):
    help = "End offers whose time is over, remind of dates that are near, send what is due."

    def handle(self, *args: Any, **options: Any) -> None:
        done = tend()
        self.stdout.write(
            "{ended} offers ended, {reminded} reminders, {sent} sent, {failed} not sent.".format(**done)
        )
