"""What is still missing: marked gaps, names in braces that nothing fills, consent for a portrait."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...blocks.figure_names import GAP, TOKEN, Numbers, figure_named, filled
from ...pages.models import ArticlePage
from ..text.labels import field_label
from .codes import Code
from .findings import Finding, Fix, Severity, TextLocation
from .subject import Subject

_PLACE = re.compile(r"(?:[在于]| at )【(?:待补|to fill)[：:][^】]*】(?=\s*[举开召进held])")


def check_gaps(subject: Subject) -> Iterator[Finding]:
    """A gap to fill, or a figure that nobody has counted; neither may get out."""
    numbers = subject.article.shown_figures.numbers if _has_token(subject) else {}
    for passage in subject.passages:
        for clause in _clauses_with_gaps(passage.text, numbers):
            words = GAP.search(filled(clause, numbers))
            reason = _("Something is missing here. Fill it in, or take the sentence out.")
            fix = Fix(clause, "") if passage.location.block_id and passage.holds(clause) else None
            yield Finding(
                Code.GAP, Severity.ERROR, passage.location, reason, words[0] if words else clause, fix
            )
        text = filled(passage.text, numbers)
        for match in TOKEN.finditer(text):
            if figure_named(match[1]) is None:
                reason = _("Nothing is known under this name. Write the words themselves.")
                yield Finding(Code.UNKNOWN_NAME, Severity.ERROR, passage.location, reason, match[0])


def check_consent_of_person(subject: Subject) -> Iterator[Finding]:
    """A portrait needs the consent of the person it is about, and a note of it (PIPL art. 29)."""
    article = subject.article
    if article.genre == ArticlePage.Genre.PORTRAIT and not article.person_agreed.strip():
        label = field_label("person_agreed")
        reason = _("A portrait needs the person's consent. Write down who agreed to what, when and how.")
        yield Finding(Code.PORTRAIT_CONSENT, Severity.ERROR, TextLocation(label, ("person_agreed",)), reason)


def _clauses_with_gaps(text: str, numbers: Numbers) -> Iterator[str]:
    """The parts between commas in which something is missing; a whole sentence if nothing else is in it.

    A clause takes the comma before it along, or the one after it at the beginning of a sentence. Of a clause
    that lacks its place alone, “at …” goes and the rest stays.
    """
    for place in _PLACE.finditer(text):
        yield place[0]
    text = _PLACE.sub("", text)
    for sentence in re.findall(r"[^。！？\n]+[。！？]?", text):
        clauses = re.findall(r"[^，；]+[，；]?", sentence)
        missing = [clause for clause in clauses if GAP.search(filled(clause, numbers))]
        if missing and len(missing) == len(clauses):
            yield sentence
            continue
        for position, clause in enumerate(clauses):
            if clause not in missing:
                continue
            is_last = position == len(clauses) - 1
            if is_last and position:
                before = clauses[position - 1][-1]
                yield f"{before}{clause.rstrip('。！？')}"
            else:
                yield clause


def _has_token(subject: Subject) -> bool:
    return any(TOKEN.search(passage.source) for passage in subject.passages)
