"""Text that is opened in a spreadsheet program: read as UTF-8, and run as no formula."""

BOM = "\ufeff"
"""Spreadsheet programs read a CSV file that begins with it as UTF-8."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDE_FORMULA_STARTS = ("＝", "＋", "－", "＠")


def neutralise(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection).

    >>> neutralise("=1+1")
    "'=1+1"
    """
    is_formula = cell.lstrip(" ").startswith(_FORMULA_STARTS) or cell.startswith(_WIDE_FORMULA_STARTS)
    return f"'{cell}" if is_formula else cell
