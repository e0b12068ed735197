"""A spreadsheet of entries: read, looked at, taken over; what is there already is recognised."""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from .keeping import note, outlet_named
from .models import LedgerEntry, Outlet, OutletLevel, title_key

MAX_ROWS = 2000
MAX_BYTES = 5 * 1024 * 1024
_COLUMNS = {
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
_KINDS = (
    (Outlet.Kind.NEWSPAPER, "报"),
    (Outlet.Kind.TELEVISION, "电视|广播|电台|视频"),
    (Outlet.Kind.OWN_ACCOUNT, "本单位公众号|自有|own"),
    (Outlet.Kind.SUPERIOR, "残联|公众号|微信|superior"),
    (Outlet.Kind.WEBSITE, "网|客户端|app|website"),
)
_LEVELS = (
    (OutletLevel.NATION, "国家|中央|全国|中国"),
    (OutletLevel.PROVINCE, "省"),
    (OutletLevel.CITY, "市"),
    (OutletLevel.DISTRICT, "区|县"),
    (OutletLevel.STREET, "街道|镇|乡"),
    (OutletLevel.COMMUNITY, "社区|村"),
)


class SheetUnreadable(Exception):
    """The file is no spreadsheet that we read; the message says what to do."""


@dataclass
class SheetRow:
    """One line of the sheet, with what is wrong with it, or whether it is in the ledger."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    problem: str = ""
    is_known: bool = False


def read_sheet(content: bytes, name: str) -> list[SheetRow]:
    """The rows of an XLSX or CSV file with a header. Raises SheetUnreadable."""
    if len(content) > MAX_BYTES:
        raise SheetUnreadable(_("The file is larger than 5 MB."))
    table = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    header = next(
        (number for number, cells in enumerate(table[:10]) if _columns(cells).get("title") is not None), None
    )
    if header is None:
        raise SheetUnreadable(_("No column is called “标题”. The first line names the columns."))
    columns = _columns(table[header])
    rows = [
        _row(line, cells, columns)
        for line, cells in enumerate(table[header + 1 :], header + 2)
        if any(str(cell or "").strip() for cell in cells)
    ]
    if len(rows) > MAX_ROWS:
        raise SheetUnreadable(_("The file has more than 2000 lines. Divide it into several."))
    return rows


def mark_known(rows: list[SheetRow], organisation: Any) -> None:
    """Say of each row whether the ledger has it, or the sheet has it twice."""
    keys = {
        (key, name)
        for key, name in LedgerEntry.objects.filter(organisation_id=organisation.pk).values_list(
            "key", "outlet__name"
        )
    }
    for row in rows:
        if row.problem:
            continue
        mark = (title_key(row.values["title"]), row.values["outlet"])
        row.is_known = mark in keys
        keys.add(mark)


def take_over(rows: list[SheetRow], organisation: Any, user: Any) -> int:
    """Note the rows that are right; return how many entries are new. Known ones are filled where empty."""
    before = LedgerEntry.objects.filter(organisation_id=organisation.pk).count()
    for row in rows:
        if row.problem:
            continue
        values = dict(row.values)
        outlet = outlet_named(values.pop("outlet"), values.pop("kind"), values.pop("level"))
        title = values.pop("title")
        note(organisation, title, outlet, made_by=user, origin=LedgerEntry.Origin.SHEET, **values)
    return LedgerEntry.objects.filter(organisation_id=organisation.pk).count() - before


def _xlsx(content: bytes) -> list[list[Any]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(max_row=MAX_ROWS + 20, max_col=30, values_only=True)
        return [list(row) for row in rows]
    except Exception as error:  # openpyxl raises many kinds for a broken file
        raise SheetUnreadable(_("This file cannot be read. Save it as XLSX or CSV.")) from error


def _csv(content: bytes) -> list[list[Any]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
        try:
            return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
        except csv.Error:
            break
    raise SheetUnreadable(_("This file cannot be read. Save it as XLSX or CSV."))


def _columns(cells: list[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, cell in enumerate(cells):
        word = re.sub(r"[\s（(].*", "", unicodedata.normalize("NFKC", str(cell or ""))).casefold()
        for name, words in _COLUMNS.items():
            if word in words:
                found.setdefault(name, position)
    return found


def _row(line: int, cells: list[Any], columns: dict[str, int]) -> SheetRow:
    def cell(name: str) -> Any:
        position = columns.get(name)
        return cells[position] if position is not None and position < len(cells) else None

    title, outlet = (str(cell(name) or "").strip() for name in ("title", "outlet"))
    row = SheetRow(line)
    if not title or not outlet:
        row.problem = _("The title or the outlet is missing.")
        return row
    kind, level = str(cell("kind") or ""), str(cell("level") or "")
    row.values = {
        "title": title[:255],
        "outlet": outlet[:80],
        "kind": _matching(_KINDS, kind) or _matching(_KINDS, outlet) or Outlet.Kind.OTHER.value,
        "level": _matching(_LEVELS, level) or _matching(_LEVELS, outlet) or OutletLevel.DISTRICT.value,
        "link": _link(cell("link")),
        "note": str(cell("note") or "").strip()[:200],
    }
    for name in ("submitted_on", "accepted_on", "carried_on"):
        value = cell(name)
        day = _day(value)
        if value not in (None, "") and day is None:
            row.problem = _("This is no day: %(text)s. Write it like 2026-05-17.") % {"text": str(value)[:20]}
        row.values[name] = day
    reads = re.sub(r"[,，\s]", "", str(cell("reads") or ""))
    row.values["reads"] = int(float(reads)) if re.fullmatch(r"[0-9]{1,9}(\.0+)?", reads) else None
    return row


def _matching(patterns: Any, text: str) -> str:
    return next((str(choice) for choice, pattern in patterns if text and re.search(pattern, text, re.I)), "")


def _link(value: Any) -> str:
    text = str(value or "").strip()
    return text[:500] if text.startswith(("http://", "https://")) else ""


def _day(value: Any) -> date | None:
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
