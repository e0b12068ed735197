"""Edge: numbers that were posted or typed."""

from collections.abc import Mapping

_DIGITS = 18
"""As many as a column of the database holds for sure."""


def whole_number(text: str) -> int | None:
    """The number that a text says in decimal digits, full-width ones too; None for anything else.

    ``str.isdigit`` is no such test: it is true of “²”, which ``int`` refuses.
    """
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None


def number_in(data: Mapping[str, str], name: str) -> int:
    """The whole number that was posted under a name; 0, which no row has, for anything else."""
    return whole_number(data.get(name, "")) or 0
