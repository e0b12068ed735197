"""Edge: numbers that were posted."""

from collections.abc import Mapping


def number_in(data: Mapping[str, str], name: str) -> int:
    """The whole number that was posted under a name; 0, which no row has, for anything else."""
    text = data.get(name, "")
    return int(text) if text.isdecimal() else 0
