"""Reading a spreadsheet of entries. A broken file ends in a sentence that says what to do."""

import csv
import io
import zipfile
from collections.abc import Sequence

from django.utils.translation import gettext as _

from .sheet import DAYS, SheetEntry, SheetRow
from .sheet_columns import Cell, columns_in, day_in, kind_in, level_in, link_in, reads_in

MAX_ROWS = 2000
MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 30 * 1024 * 1024
"""What all parts of an XLSX may weigh unpacked; 2000 full lines weigh a tenth of it."""
HEADER_WITHIN = 10
"""The line that names the columns is one of so many."""


class SheetUnreadable(Exception):
    """The file is no spreadsheet that we read; the message says what to do."""


def read_sheet(content: bytes, name: str) -> list[SheetRow]:
    """The rows of an XLSX or CSV file with a header. Raises SheetUnreadable."""
    if len(content) > MAX_BYTES:
        raise SheetUnreadable(_("The file is larger than 5 MB."))
    table = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    header = next(
        (line for line, cells in enumerate(table[:HEADER_WITHIN]) if "title" in columns_in(cells)), None
    )
    if header is None:
        raise SheetUnreadable(_("No column is called “标题”. The first line names the columns."))
    columns = columns_in(table[header])
    rows = [
        _row(line, _Line(cells, columns))
        for line, cells in enumerate(table[header + 1 :], header + 2)
        if any(str(cell or "").strip() for cell in cells)
    ]
    if len(rows) > MAX_ROWS:
        raise SheetUnreadable(_("The file has more than 2000 lines. Divide it into several."))
    return rows


class _Line:
    """The cells of a line by the names of their columns."""

    def __init__(self, cells: Sequence[Cell], columns: dict[str, int]) -> None:
        self.cells, self.columns = cells, columns

    def cell(self, name: str) -> Cell:
        position = self.columns.get(name)
        return self.cells[position] if position is not None and position < len(self.cells) else None

    def text(self, name: str) -> str:
        return str(self.cell(name) or "").strip()


def _row(number: int, line: _Line) -> SheetRow:
    title, outlet = line.text("title"), line.text("outlet")
    if not title or not outlet:
        return SheetRow(number, problem=_("The title or the outlet is missing."))
    days = {name: day_in(line.cell(name)) for name in DAYS}
    entry = SheetEntry(
        title=title[:255],
        outlet=outlet[:80],
        kind=kind_in(line.text("kind"), outlet),
        level=level_in(line.text("level"), outlet),
        link=link_in(line.cell("link")),
        note=line.text("note")[:200],
        reads=reads_in(line.cell("reads")),
        **days,
    )
    problem = ""
    for name, day in days.items():
        value = line.cell(name)
        if value not in (None, "") and day is None:
            problem = _("This is no day: %(text)s. Write it like 2026-05-17.") % {"text": str(value)[:20]}
    return SheetRow(number, entry, problem)


def _xlsx(content: bytes) -> list[list[Cell]]:
    from openpyxl import load_workbook  # only here: most processes never read a spreadsheet

    _refuse_bomb(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(max_row=MAX_ROWS + 20, max_col=30, values_only=True)
        return [list(row) for row in rows]
    except Exception as error:  # openpyxl raises many kinds for a broken file
        raise SheetUnreadable(_("This file cannot be read. Save it as XLSX or CSV.")) from error


def _refuse_bomb(content: bytes) -> None:
    """Raise SheetUnreadable for a small file that would unpack into a huge one; nothing is unpacked here.

    The sizes stand in the archive; ``zipfile`` unpacks no part beyond the size that is written there.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise SheetUnreadable(_("This file cannot be read. Save it as XLSX or CSV.")) from error
    if size > MAX_UNPACKED:
        raise SheetUnreadable(
            _("Unpacked, this file is far too large. Copy the lines into a new spreadsheet and save that.")
        )


def _csv(content: bytes) -> list[list[Cell]]:
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
