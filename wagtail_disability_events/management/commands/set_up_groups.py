"""Groups for editors, event staff and reviewers of an organisation, in one step."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...pages.models import EventIndexPage
from ...staff.groups import set_up_groups


class Command(BaseCommand):
    help = (
        "Make groups for those who work on the pages of an organisation: publicity staff, event staff and "
        "three of reviewers; let the articles of its lists go through these reviews. What is there stays."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("organisation", help="id or slug of the organisation")
        parser.add_argument("--no-reviews", action="store_true", help="make no reviewers")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["organisation"]
        found = EventIndexPage.objects.filter(**{"pk" if name.isdigit() else "slug": name})
        if found.count() != 1:
            raise CommandError(f"{found.count()} organisations are called {name!r}.")
        done = set_up_groups(found.get(), with_reviews=not options["no_reviews"])
        for group in done.groups:
            self.stdout.write(f"{group.name} ({'new' if group in done.new else 'was there'})")
        for index in done.reviewed:
            self.stdout.write(f"Articles of “{index.title}” go through three reviews.")
        self.stdout.write("Put people into these groups in the administration, under Settings → Users.")
