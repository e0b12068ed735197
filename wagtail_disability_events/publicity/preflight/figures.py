"""Numbers in the text beside those of the record, and approved numbers beside those of today."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...blocks.figure_names import CHINESE_NAMES, FigureSource
from ...pages.approved_versions import ShownFigures, live_figures
from ...pages.models import ArticlePage
from .codes import Code
from .findings import Finding, Fix, Severity, TextLocation
from .passages import Passage
from .privacy import ascii_form
from .subject import Subject

_NAMES = {source: name for name, source in CHINESE_NAMES.items()}
_NUMBER = r"(?P<number>[0-9]{1,6}) ?(?P<about>多|余|几)? ?"
PATTERNS: list[tuple[FigureSource, re.Pattern[str]]] = [
    (FigureSource.ATTENDANCES, re.compile(rf"(?:残疾人|居民|参加)[^，。；0-9]{{0,8}}{_NUMBER}人次")),
    (FigureSource.ATTENDANCES, re.compile(rf"{_NUMBER}人次[^，。；0-9]{{0,4}}(?:残疾人|居民|参加)")),
    (FigureSource.VOLUNTEERS, re.compile(rf"{_NUMBER}[位名个] ?(?:青年|社区|党员|大学生)?志愿者")),
    (FigureSource.COMPANIONS, re.compile(rf"{_NUMBER}[位名个] ?(?:残疾人)?(?:家属|陪同|亲属)")),
    (FigureSource.MEDALS, re.compile(rf"{_NUMBER}枚 ?奖牌")),
    (FigureSource.WORKS, re.compile(rf"(?:展出|展示)[^，。；0-9]{{0,8}}{_NUMBER}[件幅份] ?(?:作品)?")),
    (FigureSource.CONTESTS, re.compile(rf"{_NUMBER}(?:个|项) ?(?:比赛|项目)")),
    (
        FigureSource.EVENTS,
        re.compile(rf"(?:举办|开展|组织)[^，。；0-9]{{0,10}}活动[^，。；0-9]{{0,4}}{_NUMBER}[场次]"),
    ),
]


def check_figures(subject: Subject) -> Iterator[Finding]:
    """A number that is typed and is not that of the record; one that has changed since the approval."""
    article = subject.article
    shown = article.shown_figures
    for passage in subject.passages:
        if passage.kind in ("source", "contributor", "editor"):
            continue
        text = ascii_form(passage.text)
        for source, pattern in PATTERNS:
            for match in pattern.finditer(text):
                record = shown.numbers.get(source)
                if record is not None and not _agrees(match, record):
                    yield _other_number(passage, match, source, record)
    if shown.frozen_at is not None:
        yield from _changed_since(article, shown)


def _agrees(match: re.Match[str], record: int) -> bool:
    """“More than 80” holds for 80 to 99 of 86; a plain number must be the same."""
    number = int(match["number"])
    if not match["about"]:
        return number == record
    return number <= record < number + max(10, 10 ** (len(match["number"]) - 1))


def _other_number(passage: Passage, match: re.Match[str], source: FigureSource, record: int) -> Finding:
    reason = _("The record says %(number)s. Let the text follow it.") % {"number": record}
    old = match[0]
    new = old.replace(match["number"], f"{{{{{_NAMES[source]}}}}}", 1)
    can_be_mended = passage.holds(old) and not match["about"] and passage.location.path[0] == "body"
    fix = Fix(old, new) if can_be_mended else None
    return Finding(Code.OTHER_FIGURE, Severity.ERROR, passage.location, reason, old, fix)


def _changed_since(article: ArticlePage, shown: ShownFigures) -> Iterator[Finding]:
    now = live_figures(article)
    for code, before in shown.numbers.items():
        after = now.get(code)
        if isinstance(before, int) and after != before:
            reason = _("When the article was approved it was %(before)s; the record now says %(after)s.") % {
                "before": before,
                "after": after if after is not None else _("nothing"),
            }
            location = TextLocation(str(FigureSource(code).label))
            yield Finding(Code.FIGURE_CHANGED, Severity.ADVICE, location, reason)
