"""On which of its pages a date is shown, where its event has several: translations, aliases."""

from collections import defaultdict
from collections.abc import Sequence

from .bits import bits
from .facts import DateLine

KEPT = 200
"""Answers that are remembered until the next change."""


class OnePageEach:
    """Chooses one line of each date. Positions are those of the lines it was made of."""

    def __init__(self, lines: Sequence[DateLine]) -> None:
        self._lines = lines
        self._several = _on_several_pages(lines)
        self._chosen: dict[tuple[int, int], int] = {}

    def of(self, mask: int, locale_id: int) -> int:
        """Each of these dates on one page: in this language, else on the original, else on any other."""
        if not self._several:
            return mask
        key = (mask, locale_id)
        if key not in self._chosen:
            if len(self._chosen) >= KEPT:
                self._chosen.clear()
            self._chosen[key] = mask & ~self._left_out(mask, locale_id)
        return self._chosen[key]

    def _left_out(self, mask: int, locale_id: int) -> int:
        digits, left_out = bin(mask)[:1:-1], []
        for positions in self._several:
            there = [position for position in positions if digits[position : position + 1] == "1"]
            there.sort(key=lambda position: self._lines[position].locale_id != locale_id)
            left_out += there[1:]
        return bits(left_out, len(self._lines))


def _on_several_pages(lines: Sequence[DateLine]) -> list[list[int]]:
    """The positions of each date that is on several pages, the page of its facts first."""
    if all(line.page_id == line.event_id for line in lines):
        return []
    found: dict[int, list[int]] = defaultdict(list)
    for position, line in enumerate(lines):
        found[line.pk].append(position)
    several = [positions for positions in found.values() if len(positions) > 1]
    for positions in several:
        positions.sort(key=lambda p: (lines[p].page_id != lines[p].event_id, lines[p].page_id))
    return several
