"""What a site would lose without us; and, when asked to, taking it away."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...leaving.inventory import inventory, obstacles
from ...leaving.removing import InTheWay, remove_everything

WORD = "remove"
STAYS = (
    "What stays: users and groups with their other permissions, the site's own pages, images and documents, "
    "collections that hold any of these, and lines of the settings that name us."
)


class Command(BaseCommand):
    help = (
        "Say which pages, rows and files of ours the site holds, and what hinders removing them. "
        "With --remove, take them away for good."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--remove", action="store_true", help="take everything away for good")
        parser.add_argument(
            "--keep-pictures", action="store_true", help="leave released photos in the image library"
        )
        parser.add_argument("--no-input", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        self._say_what_there_is()
        if not options["remove"]:
            self.stdout.write(f"Nothing was changed. --{WORD} takes all of this away.")
            return
        if not options["no_input"]:
            self._ask()
        try:
            remove_everything(keep_pictures=options["keep_pictures"])
        except InTheWay as found:
            raise CommandError("Nothing was changed: see what stands in the way.") from found
        self.stdout.write("Everything is gone. Take the package out of the settings and the addresses now.")

    def _say_what_there_is(self) -> None:
        found = inventory()
        for heading, numbers in (("Pages", found.pages), ("Rows", found.rows), ("Also", found.traces)):
            self.stdout.write(f"{heading}:")
            for what, number in numbers.items():
                self.stdout.write(f"  {number:>8,}  {what}")
        self.stdout.write(STAYS)
        for sentence in obstacles():
            self.stderr.write(sentence)

    def _ask(self) -> None:
        answer = input(f"Nothing brings this back but a copy of the database and the files. Type “{WORD}”: ")
        if answer.strip() != WORD:
            raise CommandError("Nothing was changed.")
