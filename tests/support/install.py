"""A program that does what a page of the documentation tells to do in a project, word for word.

A block of code is understood by the sentence before it: what stands “at the end of the settings” is appended,
what stands “in the line before” Wagtail's addresses is put there. Blocks of ``sh``, ``text`` and ``ini`` hold
commands. A block that is not understood is an error: the page must be mended.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .templates import ROOT

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
WAGTAIL = re.compile(r"^( *)((?:re_)?path\(.+?), include\(wagtail_urls\)\),?$", re.M)
TO_ADD = "at the end of the settings"
TO_TAKE_AWAY = "Take these lines out of the settings"


class NotUnderstood(Exception):
    """A person would not know either where this belongs."""


@dataclass(frozen=True)
class Block:
    """A block of code of a page: its language, the paragraph before it, the heading that it stands below."""

    heading: str
    told: str
    language: str
    text: str

    @property
    def commands(self) -> list[list[str]]:
        """Its commands, each in words: those of ``manage.py`` without what starts them."""
        lines = [line.split(" #")[0].strip() for line in self.text.splitlines()]
        found = [re.search(r"manage\.py (.+)$", line) for line in lines]
        manage = [shlex.split(match[1]) for match in found if match]
        if manage or self.language != "sh":
            return manage
        return [shlex.split(line) for line in lines if line]


def blocks_of(page: str) -> list[Block]:
    """The blocks of a page below ``docs``, in order."""
    return list(_blocks((ROOT / "docs" / page).read_text(encoding="utf-8")))


def _blocks(text: str) -> Iterator[Block]:
    for found in FENCE.finditer(text):
        before = text[: found.start()]
        heading = re.findall(r"^#+ (.+)$", FENCE.sub("", before), re.M)[-1]
        paragraph = before.rstrip().rpartition("\n\n")[2]
        yield Block(heading, " ".join(paragraph.split()), found[1], found[2])


@dataclass(frozen=True)
class Project:
    """A Django project by its two files that are edited."""

    settings: Path
    urls: Path

    def do(self, block: Block) -> None:
        """Edit the file that the page names. Raises NotUnderstood."""
        if block.language != "python":
            raise NotUnderstood(block)
        if TO_ADD in block.told.lower():
            self.settings.write_text(f"{self.settings.read_text()}\n{block.text}")
        elif block.told.startswith("In `urls.py`, in the line before"):
            self._put_before_wagtail(block.text)
        elif TO_TAKE_AWAY in block.told:
            _take_out(self.settings, block.text)
        elif "Take this line out of `urls.py`" in block.told:
            line = block.text.strip()
            begin = WAGTAIL.search(self.urls.read_text())
            _take_out(self.urls, line.replace('path(""', begin[2]) + "\n")
        else:
            raise NotUnderstood(block.told)

    def _put_before_wagtail(self, line: str) -> None:
        text = self.urls.read_text()
        found = WAGTAIL.search(text)
        if found is None:
            raise NotUnderstood(f"{self.urls} has no line for Wagtail.")
        ours = line.strip().replace('path(""', found[2])  # "ours begins as Wagtail's does"
        self.urls.write_text(f"{text[: found.start()]}{found[1]}{ours}\n{text[found.start() :]}")


def _take_out(file: Path, lines: str) -> None:
    text = file.read_text()
    for statement in re.split(
        r"\n(?![ \])])", lines.strip()
    ):  # what is indented or closes belongs to the line above
        text, times = re.subn(rf"^ *{re.escape(statement)}\n", "", text, count=1, flags=re.M)
        if not times:
            raise NotUnderstood(f"{file} has not {statement!r}.")
    file.write_text(text)
