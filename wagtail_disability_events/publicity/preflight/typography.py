"""Habits of Chinese typography: full-width punctuation, a space between Han and Latin, marks that are paired.

After GB/T 15834-2011 (punctuation) and the W3C's "Requirements for Chinese Text Layout".
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...blocks.figure_names import TOKEN
from .codes import Code
from .findings import Finding, Fix, Severity
from .subject import Subject

HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
HALF_WIDTH = re.compile(rf"(?<=[{HAN}”）])[,;:!?](?=[{HAN}“（]|\s|$)|\((?=[{HAN}])|(?<=[{HAN}])\)")
FULL_STOP = re.compile(rf"(?<=[{HAN}”）])\.(?=\s|$|[{HAN}])")
ELLIPSIS = re.compile(rf"(?<=[{HAN}”）])(?:\.{{3,}}|。{{2,}}|…(?!…)(?<!……))")
REPEATED = re.compile(r"([！？，；：])\1+")
STRAIGHT = re.compile(rf'"([^"\n]*[{HAN}][^"\n]*)"')
HAN_LATIN = re.compile(rf"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[{HAN}])")
MAX_WORDS = 24


def check_typography(subject: Subject) -> Iterator[Finding]:
    """One finding of each habit a text, with a fix that mends all of them in it."""
    for passage in subject.passages:
        for check, reason, old, new in _habits(passage.text):
            fix = Fix(old, new) if passage.holds(old) else None
            yield Finding(check, Severity.ADVICE, passage.location, reason, old[:MAX_WORDS], fix)


def _habits(text: str) -> Iterator[tuple[Code, str, str, str]]:
    for line in text.splitlines():
        if tidied(line) == line:
            continue
        if _punctuated(line) != line:
            reason = _("Between Chinese words punctuation is full-width, and not repeated.")
            yield Code.PUNCTUATION, reason, line, _punctuated(line)
        elif _spaced(line) != line:
            reason = _("A space stands between Chinese and Latin letters or digits.")
            yield Code.HAN_LATIN_SPACE, reason, line, _spaced(line)


def tidied(text: str) -> str:
    """A text with all habits kept.

    >>> tidied('共86人参加(含家属),"真高兴"。')
    '共 86 人参加（含家属），“真高兴”。'
    """
    return _spaced(_punctuated(text))


def _punctuated(text: str) -> str:
    text = STRAIGHT.sub(r"“\1”", text)
    for _turn in range(2):  # what comes after a bracket is seen once the bracket is right
        text = HALF_WIDTH.sub(lambda match: _FULL[match[0]], text)
    text = ELLIPSIS.sub("……", text)
    text = FULL_STOP.sub("。", text)
    return REPEATED.sub(r"\1", text)


def _spaced(text: str) -> str:
    """With spaces between Han and Latin, but not inside names in braces."""
    tokens = [match.span() for match in TOKEN.finditer(text)]
    out, last = [], 0
    for match in HAN_LATIN.finditer(text):
        if not any(start < match.start() < end for start, end in tokens):
            out.append(text[last : match.start()])
            last = match.start()
    return " ".join([*out, text[last:]]) if out else text
