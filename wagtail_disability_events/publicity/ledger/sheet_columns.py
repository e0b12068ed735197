"""What the columns of a spreadsheet are called, and what its words mean."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from .models import Outlet, OutletLevel

Cell = object
"""A cell as openpyxl or csv gives it: text, number, day, nothing."""

COLUMNS = {
    "title": ("标题", "文章", "信息标题", "稿件", "title"),
    "outlet": ("媒体", "刊播媒体", "平台", "报送单位", "渠道", "outlet"),
    "kind": ("类型", "媒体类型", "kind"),
    "level": ("级别", "层级", "level"),
    "submitted_on": ("报送日期", "报送时间", "submitted"),
    "accepted_on": ("采用日期", "采用时间", "accepted"),
    "carried_on": ("刊播日期", "发布日期", "发布时间", "刊播时间", "carried"),
    "link": ("链接", "网址", "link"),
    "reads": ("阅读", "阅读量", "浏览量", "reads"),
    "note": ("备注", "说明", "note"),
}
KINDS = (
    (Outlet.Kind.NEWSPAPER, "报"),
    (Outlet.Kind.TELEVISION, "电视|广播|电台|视频"),
    (Outlet.Kind.OWN_ACCOUNT, "本单位公众号|自有|own"),
    (Outlet.Kind.SUPERIOR, "残联|公众号|微信|superior"),
    (Outlet.Kind.WEBSITE, "网|客户端|app|website"),
)
LEVELS = (
    (OutletLevel.NATION, "国家|中央|全国|中国"),
    (OutletLevel.PROVINCE, "省"),
    (OutletLevel.CITY, "市"),
    (OutletLevel.DISTRICT, "区|县"),
    (OutletLevel.STREET, "街道|镇|乡"),
    (OutletLevel.COMMUNITY, "社区|村"),
)


def columns_in(cells: Sequence[Cell]) -> dict[str, int]:
    """The position of each column that a line names; words after a space or bracket do not count."""
    found: dict[str, int] = {}
    for position, cell in enumerate(cells):
        word = re.sub(r"[\s（(].*", "", unicodedata.normalize("NFKC", str(cell or ""))).casefold()
        for name, words in COLUMNS.items():
            if word in words:
                found.setdefault(name, position)
    return found


def kind_in(kind: str, outlet: str) -> str:
    """The kind of an outlet by what is written about it, else by its name."""
    return _matching(KINDS, kind) or _matching(KINDS, outlet) or Outlet.Kind.OTHER.value


def level_in(level: str, outlet: str) -> str:
    """The level of an outlet by what is written about it, else by its name."""
    return _matching(LEVELS, level) or _matching(LEVELS, outlet) or OutletLevel.DISTRICT.value


def link_in(value: Cell) -> str:
    """An address of the web; empty for anything else."""
    text = str(value or "").strip()
    return text[:500] if text.startswith(("http://", "https://")) else ""


def day_in(value: Cell) -> date | None:
    """A day as a date or in the usual ways to write it; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    numbers = re.findall(r"[0-9]+", unicodedata.normalize("NFKC", str(value or "")))
    if len(numbers) == 1 and len(numbers[0]) == 8:
        numbers = [numbers[0][:4], numbers[0][4:6], numbers[0][6:]]
    try:
        return date(*(int(number) for number in numbers[:3])) if len(numbers) >= 3 else None
    except ValueError:
        return None


def reads_in(value: Cell) -> int | None:
    """A number of readers, also with commas; None for anything else."""
    text = re.sub(r"[,，\s]", "", str(value or ""))
    return int(float(text)) if re.fullmatch(r"[0-9]{1,9}(\.0+)?", text) else None


def _matching(patterns: Iterable[tuple[str, str]], text: str) -> str:
    return next((str(choice) for choice, pattern in patterns if text and re.search(pattern, text, re.I)), "")
