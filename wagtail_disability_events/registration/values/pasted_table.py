"""A list of people as it is pasted from a spreadsheet: tabs or commas, a header in any order or none.

Merged cells arrive as empty ones below the first; a column of organisations is filled down from it.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from .identity import normalise_digits, normalise_name
from .questions import FormDefinition

MAX_ROWS = 200
_WORDS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "名字", "参加人", "参加人姓名", "name"),
    "phone": ("电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "phone", "mobile", "telephone"),
    "disability_card": (
        "残疾证号",
        "残疾人证号",
        "残疾证号码",
        "残疾人证号码",
        "证号",
        "disability card",
        "certificate",
    ),
    "needs": ("所需服务", "需要的服务", "服务", "无障碍需求", "需求", "services", "needs"),
    "needs_note": ("备注", "其他需求", "说明", "note", "notes", "remarks"),
    "companions": ("陪同", "陪同人数", "陪同人员", "companions"),
    "photo": ("同意拍照", "是否同意拍照", "拍照", "photos", "photo"),
    "sex": ("性别", "sex"),
    "birth_date": ("出生日期", "生日", "出生年月日", "date of birth", "birth date"),
    "organisation": (
        "街道",
        "社区",
        "街道社区",
        "所属街道社区",
        "所属街道",
        "所属社区",
        "单位",
        "organisation",
    ),
    "category": ("残疾类别", "类别", "category"),
    "level": ("残疾等级", "等级", "级别", "level"),
    "number": ("序号", "编号", "no", "no.", "#"),
}
_FILLED_DOWN = ("organisation",)


@dataclass
class ReadRow:
    """One line: ``cells`` by column; what stands in columns that nobody knows is in ``unknown``."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


@dataclass
class ReadTable:
    """The rows of a table and its columns; ``ignored`` are headings that say nothing to us."""

    rows: list[ReadRow]
    columns: list[str]
    ignored: list[str]
    too_many: int = 0


def read_table(text: str, form: FormDefinition) -> ReadTable:
    """Read what was pasted. Empty lines are left out, lines beyond ``MAX_ROWS`` counted in ``too_many``."""
    lines = [(n, cells) for n, cells in enumerate(_lines(text), 1) if any(cells)]
    if not lines:
        return ReadTable([], [], [])
    columns, ignored = _header(lines[0][1], form)
    if columns:
        lines = lines[1:]
    rows = [_row(n, cells, columns) for n, cells in lines[:MAX_ROWS]]
    if columns:
        _fill_down(rows)
    used = [column for column in columns if column] or ["name", "phone", "disability_card"]
    return ReadTable(rows, used, ignored, too_many=max(0, len(lines) - MAX_ROWS))


def write_table(rows: Iterable[dict[str, str]], columns: list[str], titles: dict[str, str]) -> str:
    """The rows as text that ``read_table`` reads, with a header, to be mended by hand."""
    lines = ["\t".join(titles.get(column, column) for column in columns)]
    lines += ["\t".join(row.get(column, "") for column in columns) for row in rows]
    return "\n".join(lines)


def _lines(text: str) -> list[list[str]]:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if "\t" in text:
        delimiter = "\t"
    else:
        text = re.sub("[，；]", ",", text)
        delimiter = "," if "," in text or ";" not in text else ";"
    found = list(csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True))
    if delimiter == "," and "," not in text:  # one column, or columns set apart by spaces
        found = [re.split(r"[ \u3000]{2,}|\u3000", cells[0]) if cells else [] for cells in found]
    return [[normalise_name(cell) for cell in cells] for cells in found]


def _header(cells: list[str], form: FormDefinition) -> tuple[list[str], list[str]]:
    """The columns that a header names, by position; none if the line is no header."""
    known = {_folded(word): key for key, words in _WORDS.items() for word in words}
    known |= {_folded(question.title): question.key for question in form}
    columns = [known.get(_folded(cell), "") for cell in cells]
    if "name" not in columns:
        return [], []
    once: set[str] = set()
    for position, column in enumerate(columns):
        if column in once:
            columns[position] = ""
        once.add(column)
    ignored = [cell for cell, column in zip(cells, columns, strict=True) if cell and not column]
    return columns, ignored


def _folded(word: str) -> str:
    return re.sub(r"[\s（(].*?[)）]|[\s/、：:*]", "", unicodedata.normalize("NFKC", word)).casefold()


def _row(line: int, cells: list[str], columns: list[str]) -> ReadRow:
    row = ReadRow(line)
    if not columns:
        return _guessed(row, cells)
    for position, cell in enumerate(cells):
        column = columns[position] if position < len(columns) else ""
        if column and column != "number":
            row.cells[column] = cell
        elif cell and position >= len(columns):
            row.unknown.append(cell)
    return row


def _guessed(row: ReadRow, cells: list[str]) -> ReadRow:
    """Without a header: numbers say what they are by themselves, the first other text is the name."""
    for position, cell in enumerate(cells):
        if not cell:
            continue
        digits = normalise_digits(cell)
        if position == 0 and digits.isdigit() and len(digits) <= 3:
            continue  # a number of the line
        if len(digits) >= 15 and digits[:15].isdigit() and "disability_card" not in row.cells:
            row.cells["disability_card"] = cell
        elif digits.isdigit() and len(digits) >= 7 and "phone" not in row.cells:
            row.cells["phone"] = cell
        elif "name" not in row.cells:
            row.cells["name"] = cell
        else:
            row.unknown.append(cell)
    return row


def _fill_down(rows: list[ReadRow]) -> None:
    last: dict[str, str] = {}
    for row in rows:
        for column in _FILLED_DOWN:
            if row.cells.get(column):
                last[column] = row.cells[column]
            elif column in row.cells and column in last:
                row.cells[column] = last[column]
