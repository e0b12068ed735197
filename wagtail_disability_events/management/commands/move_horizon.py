"""Carry the rules of repeated events on: run this once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from ...pages.publishing.tasks import move_horizon


class Command(BaseCommand):
    help = "Project the dates of repeated events that the horizon has reached. Run it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        moved = move_horizon.func()
        self.stdout.write(f"{moved} events carried on.")
