"""Texts that are safe to open in a spreadsheet; every export to CSV and XLSX asks here."""

BOM = "\ufeff"
"""Stands before a CSV text, so that spreadsheets read it as UTF-8."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_FULL_WIDTH_STARTS = ("＝", "＋", "－", "＠")


def neutralise(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection).

    >>> neutralise("=1+1")
    "'=1+1"
    """
    is_formula = cell.lstrip(" ").startswith(_FORMULA_STARTS) or cell.startswith(_FULL_WIDTH_STARTS)
    return f"'{cell}" if is_formula else cell
