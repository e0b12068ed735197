"""What a check finds: where, why, how bad, and what would mend it."""

import hashlib
from dataclasses import dataclass, field
from enum import IntEnum

from django.utils.translation import gettext_lazy as _


class Severity(IntEnum):
    """How bad it is. An article with an ``ERROR`` cannot be approved."""

    ADVICE = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The severity as a word, in the active language."""
        return str({1: _("advice"), 2: _("please look"), 3: _("must be changed")}[self.value])


@dataclass(frozen=True)
class TextLocation:
    """Where something stands. ``path`` leads to a text in the stored article: ``("title",)`` or
    ``("body", block id, "value", …)``; empty where it is no text of the article. ``label`` is for people."""

    label: str
    path: tuple[str | int, ...] = ()

    @property
    def block_id(self) -> str:
        """The block that it is in; empty outside the body."""
        return str(self.path[1]) if len(self.path) > 1 and self.path[0] == "body" else ""


@dataclass(frozen=True)
class Fix:
    """A change that mends a finding: in the text at its location, ``old`` becomes ``new``."""

    old: str
    new: str


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, or that somebody should look at.

    ``check`` names the rule, ``words`` are the words that it is about, ``reason`` says what is wrong and what
    to do, ``link`` leads to where it is mended if that is not the editor.
    """

    check: str
    severity: Severity
    location: TextLocation
    reason: str
    words: str = ""
    fix: Fix | None = None
    link: str = ""

    @property
    def key(self) -> str:
        """The same for the same finding in the same text."""
        text = "\x1f".join((self.check, *map(str, self.location.path), self.words, str(self.fix)))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


@dataclass
class Report:
    """All that was found in an article, the worst first."""

    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.findings.sort(key=lambda finding: -finding.severity)

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    @property
    def is_clear(self) -> bool:
        """Whether nothing stands against an approval."""
        return not self.errors

    def count(self, severity: Severity) -> int:
        """How many findings are on a severity."""
        return sum(finding.severity is severity for finding in self.findings)
