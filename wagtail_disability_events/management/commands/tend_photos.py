"""Photos as time passes: lost tasks, unfinished uploads, originals that are kept long enough."""

from typing import Any

from django.core.management.base import BaseCommand

from ...gallery.uploads.periodic import tend_photos


class Command(BaseCommand):
    help = "Take up what a killed task left, and forget what is kept long enough. Run it once an hour."

    def handle(self, *args: Any, **options: Any) -> None:
        done = tend_photos()
        self.stdout.write(", ".join(f"{kind}: {count}" for kind, count in done.items()))
