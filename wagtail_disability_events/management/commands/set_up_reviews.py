"""The three reviews for a list of articles, in one step."""

from typing import Any

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError

from ...pages.models import ArticleIndexPage
from ...publicity.workflow.setup import set_up_reviews


class Command(BaseCommand):
    help = "Let the articles of a list go through three reviews by the members of three groups."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("index", help="id or slug of the list of articles")
        for stage in ("first", "second", "final"):
            parser.add_argument(f"--{stage}", required=True, help=f"name of the group of the {stage} review")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["index"]
        found = ArticleIndexPage.objects.filter(**{"pk" if name.isdigit() else "slug": name})
        if found.count() != 1:
            raise CommandError(f"{found.count()} lists of articles are called {name!r}.")
        groups = {}
        for stage in ("first", "second", "final"):
            group = Group.objects.filter(name=options[stage]).first()
            if group is None:
                raise CommandError(f"There is no group {options[stage]!r}.")
            groups[stage] = group
        workflow = set_up_reviews(found.get(), groups)
        self.stdout.write(f"Articles below “{found.get().title}” go through “{workflow.name}”.")
