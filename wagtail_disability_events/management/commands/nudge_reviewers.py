"""Reviews that wait too long: those who are to do them are reminded."""

from typing import Any

from django.core.management.base import BaseCommand

from ...publicity.review.telling import nudge_reviewers


class Command(BaseCommand):
    help = "Remind of reviews that wait longer than their organisation says. Run it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{nudge_reviewers()} reviews reminded of.")
