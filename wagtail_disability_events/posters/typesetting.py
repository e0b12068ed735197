"""Chinese lines: none begins with a closing mark or ends with an opening one.

What belongs together is not torn: names, days, times, numbers with their unit, words in Latin letters, and
the usual words of titles. After GB/T 15834-2011 §5.1 and the W3C's "Requirements for Chinese Text Layout".
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

NOT_AT_THE_START = set("。，、；：？！）》〉」』】”’…—·％%,.;:?!)]}～")
NOT_AT_THE_END = set("（《〈「『【“‘([{")
_TOGETHER = re.compile(
    r"20\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日|\d{1,2} ?月 ?\d{1,2} ?日|星期[一二三四五六日]"
    r"|\d{1,2}[:：]\d{2}(?:[–—-]\d{1,2}[:：]\d{2})?|[\d\-]{7,}"
    r"|\d+(?:\.\d+)? ?[\u4e00-\u9fff]|[A-Za-z0-9][A-Za-z0-9.\-+/@_]*|《[^》]{1,10}》|“[^”]{1,8}”"
)
Measure = Callable[[str], float]
TITLE_WORDS = re.findall(
    r"\S+",
    "残疾人 健全人 志愿者 居民 盲人 聋人 肢残人 家属 社区 街道 残联 残协 全国助残日 国际残疾人日 助残日 "
    "爱耳日 爱眼日 新春 春节 重阳节 中秋 春季 秋季 趣味 体育 运动会 比赛 健身 健步走 书画 手工 作品展 作品 "
    "作文展 优秀 文艺 汇演 演出 联谊会 联欢会 培训班 培训 手语 电脑 电商 法律 援助 咨询 招聘会 专场 康复 "
    "体检 慰问 换证 办证 服务 活动 主题 广场 报名 公布 成绩 预告 主角 人人 都是 心中 家园 一起 我们",
)
"""Words that titles are made of; a line ends beside them, not inside."""


@dataclass(frozen=True)
class Setting:
    """A text in lines, in one size."""

    lines: tuple[str, ...]
    size: int


def pieces(text: str, names: Iterable[str] = ()) -> list[str]:
    """The smallest parts of a text that may stand on different lines, closing and opening marks with theirs.

    >>> pieces("5 月 17 日，去“江滨”看展")
    ['5 月 17 日，', '去', '“江滨”', '看', '展']
    """
    wanted = sorted({*names, *TITLE_WORDS}, key=len, reverse=True)
    known = "|".join(re.escape(name) for name in wanted if 1 < len(name) <= 12)
    together = re.compile(f"{known}|{_TOGETHER.pattern}")
    found: list[str] = []
    at = 0
    while at < len(text):
        match = together.match(text, at)
        piece = match[0] if match else text[at]
        at += len(piece)
        is_bound = piece[0] in NOT_AT_THE_START or piece == " "
        if found and (is_bound or found[-1].rstrip()[-1:] in NOT_AT_THE_END):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def break_lines(text: str, width: float, measure: Measure, names: Iterable[str] = ()) -> list[str]:
    """The lines of a text no wider than ``width``; a piece that is wider alone is cut."""
    lines: list[str] = []
    line = ""
    for piece in pieces(text, names):
        if line and measure((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        while measure(piece.rstrip()) > width and len(piece) > 1:
            fits = max((n for n in range(1, len(piece)) if measure(piece[:n]) <= width), default=1)
            lines.append(piece[:fits])
            piece = piece[fits:]
        line += piece if line else piece.lstrip()
    if line.strip():
        lines.append(line.rstrip())
    return lines


def balanced(text: str, width: float, measure: Measure, names: Iterable[str] = ()) -> list[str]:
    """The same number of lines, as even in length as they can be: for titles."""
    lines = break_lines(text, width, measure, names)
    if len(lines) < 2:
        return lines
    low, high = width / len(lines), width
    for _turn in range(12):
        middle = (low + high) / 2
        if len(break_lines(text, middle, measure, names)) <= len(lines):
            high = middle
        else:
            low = middle
    return break_lines(text, high, measure, names)


def fitted(
    text: str,
    width: float,
    height: float,
    sizes: Iterable[int],
    measure: Callable[[str, int], float],
    *,
    leading: float = 1.3,
    names: Iterable[str] = (),
) -> Setting:
    """A text in the largest of ``sizes`` in which it fits; in the smallest, cut with an ellipsis."""
    names = list(names)
    tried = list(sizes)
    for size in tried:
        lines = balanced(text, width, lambda words, size=size: measure(words, size), names)  # type: ignore[misc]
        if len(lines) * size * leading <= height:
            return Setting(tuple(lines), size)
    size = tried[-1]
    room = max(1, int(height // (size * leading)))
    kept = break_lines(text, width, lambda words: measure(words, size), names)[:room]
    kept[-1] = kept[-1][:-1].rstrip("，、；：") + "…"
    return Setting(tuple(kept), size)
