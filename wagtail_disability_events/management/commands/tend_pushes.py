"""Articles on their way to WeChat that were interrupted, or that wait for the platform."""

from typing import Any

from django.core.management.base import BaseCommand

from ...publicity.channels.tasks import tend_pushes


class Command(BaseCommand):
    help = "Go on with pushes that failed for a moment or were cut off. Run it every five minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{tend_pushes()} pushes taken up.")
