"""Headings in their order, and sentences that can be read."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...blocks.parts import Heading, Paragraph
from .codes import Code
from .findings import Finding, Severity, TextLocation
from .subject import Subject

LONG_TEXT = 800
SENTENCE, EASY_SENTENCE = 100, 26
_SENTENCES = re.compile(r"[^。！？；!?\n]+")


def check_headings(subject: Subject) -> Iterator[Finding]:
    """A long text has headings; none stands above another or above nothing."""
    location = TextLocation(_("headings"))
    parts = subject.parts
    for part, following in zip(parts, [*parts[1:], None], strict=False):
        if isinstance(part, Heading) and (following is None or isinstance(following, Heading)):
            reason = _("Nothing stands below this heading.")
            yield Finding(Code.EMPTY_HEADING, Severity.WARNING, location, reason, part.text)
        if isinstance(part, Heading) and part.text == subject.article.title:
            reason = _("This heading repeats the title.")
            yield Finding(Code.HEADING_REPEATS, Severity.ADVICE, location, reason, part.text)
    length = sum(len(span.text) for part in parts if isinstance(part, Paragraph) for span in part.spans)
    if length > LONG_TEXT and not any(isinstance(part, Heading) for part in parts):
        reason = _("A text of %(count)s characters without a heading: readers cannot jump.") % {
            "count": length
        }
        yield Finding(Code.NO_HEADING, Severity.ADVICE, location, reason)


def check_sentences(subject: Subject) -> Iterator[Finding]:
    """Sentences that are too long to follow; in easy language much shorter ones."""
    easy = subject.article.easy_reading
    limit = EASY_SENTENCE if easy else SENTENCE
    for passage in subject.passages:
        for match in _SENTENCES.finditer(passage.text):
            sentence = match[0].strip()
            if len(sentence) > limit:
                reason = _("A sentence of %(count)s characters. Make two or three of it.") % {
                    "count": len(sentence)
                }
                severity = Severity.WARNING if easy else Severity.ADVICE
                yield Finding(Code.LONG_SENTENCE, severity, passage.location, reason, sentence[:30] + "…")
