"""Respectful language: words that hurt, with the word that is used instead, and an organisation's own list.

Sources: the reference "Domain facts" (respectful language). Words in quotations and in names of books,
films and places are left alone and shown as advice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .codes import Code
from .findings import Finding, Fix, Severity, TextLocation
from .subject import Subject


@dataclass(frozen=True)
class Word:
    """A word that is not written; ``unless`` is what it may be part of, before or after it."""

    instead: str
    unless_before: str = ""
    unless_after: str = ""


WORDS: dict[str, Word] = {
    "残废人": Word("残疾人"),
    "残废": Word("残疾", unless_after="军人证"),
    "瞎子": Word("盲人", unless_after="摸象|点灯"),
    "聋哑人": Word("听力言语残疾人"),
    "聋子": Word("听力残疾人", unless_after="的耳朵|耳朵"),
    "哑巴": Word("言语残疾人", unless_after="亏|英语|吃黄连"),
    "瘸子": Word("肢体残疾人"),
    "跛子": Word("肢体残疾人"),
    "瘫子": Word("肢体残疾人"),
    "弱智": Word("智力残疾"),
    "傻子": Word("智力残疾人", unless_after="瓜子|才|都知道|也知道|都会|也会"),
    "白痴": Word("智力残疾人"),
    "智障": Word("智力残疾"),
    "疯子": Word("精神残疾人"),
    "神经病": Word("精神残疾人", unless_after="学|理|变|科|痛"),
    "精神病人": Word("精神残疾人"),
}
OPPOSITES = re.compile(
    r"(?:(?:和|与|跟|同|像|如|比|于|为|是|做|当|成为|变成)[^，。；、]{0,6}?)?(?P<word>正常人|健康人|健全的人|常人)"
)
PITY = {
    "身残志坚": "",
    "残疾患者": "残疾人",
    "残疾人士": "残疾人",
    "患有残疾": "有残疾",
    "身患残疾": "有残疾",
    "不幸残疾": "残疾",
    "克服自身缺陷": "",
    "折翼天使": "残疾人",
    "折翼的天使": "残疾人",
}
_INSIDE_QUOTES = re.compile(r"“[^”]*”|「[^」]*」|《[^》]*》|'[^']*'|\"[^\"]*\"")


def check_words(subject: Subject) -> Iterator[Finding]:
    """Every word that hurts, in texts and in descriptions of pictures."""
    for passage in subject.passages:
        for finding in findings_in(passage.text, subject.publicity.words):
            severity = Severity.ADVICE if passage.is_quotation else finding.severity
            fix = finding.fix
            if (severity is Severity.ADVICE and passage.is_quotation) or not (fix and passage.holds(fix.old)):
                fix = None
            yield Finding(finding.check, severity, passage.location, finding.reason, finding.words, fix)
    for number, picture in enumerate(subject.pictures, 1):
        location = TextLocation(_("picture %(number)s") % {"number": number})
        for finding in findings_in(f"{picture.alt}。{picture.caption}", subject.publicity.words):
            yield Finding(finding.check, finding.severity, location, finding.reason, finding.words)


@dataclass(frozen=True)
class WordFinding:
    """What was found in a text, before anybody knows where the text stands."""

    check: Code
    severity: Severity
    reason: str
    words: str
    fix: Fix | None = None


def findings_in(text: str, own: dict[str, str] | None = None) -> Iterator[WordFinding]:
    """Words of the three lists and of an organisation's own list, in a text."""
    quoted = [match.span() for match in _INSIDE_QUOTES.finditer(text)]
    taken: list[tuple[int, int]] = []
    for wrong, word in WORDS.items():
        for match in re.finditer(re.escape(wrong), text):
            if _overlaps(match.span(), taken) or _is_part_of_another(text, match.span(), word):
                continue
            taken.append(match.span())
            yield _respect(wrong, word.instead, _is_inside(match.span(), quoted))
    for match in OPPOSITES.finditer(text):
        span = match.span("word")
        if _is_about_disability(text) and not _is_inside(span, quoted):
            reason = _("Says that disabled people are not normal. Write 健全人 or 非残疾人.")
            yield WordFinding(
                Code.OPPOSITE, Severity.WARNING, reason, match["word"], Fix(match["word"], "健全人")
            )
    for wrong, instead in PITY.items():
        if wrong in text:
            reason = _("Sounds like pity or like an illness. Say what the person does.")
            yield WordFinding(Code.PITY, Severity.ADVICE, reason, wrong, _fix(wrong, instead))
    for wrong, instead in (own or {}).items():
        if wrong in text:
            reason = _("Your organisation writes “%(instead)s”.") % {"instead": instead}
            yield WordFinding(Code.OWN_WORD, Severity.WARNING, reason, wrong, _fix(wrong, instead))


def _fix(wrong: str, instead: str) -> Fix | None:
    return Fix(wrong, instead) if instead else None


def _respect(wrong: str, instead: str, is_quoted: bool) -> WordFinding:
    if is_quoted:
        reason = _("In a quotation or a name: leave it if it is one. Otherwise write “%(instead)s”.")
        return WordFinding(Code.RESPECT, Severity.ADVICE, reason % {"instead": instead}, wrong)
    reason = _("This word hurts. Write “%(instead)s”.") % {"instead": instead}
    return WordFinding(Code.RESPECT, Severity.ERROR, reason, wrong, Fix(wrong, instead))


def _is_part_of_another(text: str, span: tuple[int, int], word: Word) -> bool:
    after = word.unless_after and re.match(word.unless_after, text[span[1] :])
    before = word.unless_before and re.search(f"(?:{word.unless_before})$", text[: span[0]])
    return bool(after or before)


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _is_inside(span: tuple[int, int], quoted: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in quoted)


def _is_about_disability(text: str) -> bool:
    return bool(re.search("残疾|盲人|聋|听力|视力|肢体|智力|轮椅|手语|残障", text))
