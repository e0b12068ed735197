"""Sets of positions as the bits of an integer: an AND and a count of bits, whatever their number."""

from collections.abc import Iterable


def bits(positions: Iterable[int], size: int) -> int:
    """An integer with these bits set."""
    buffer = bytearray(size // 8 + 1)
    for position in positions:
        buffer[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(buffer, "little")


def positions_of(mask: int) -> list[int]:
    """The bits that are set, lowest first.

    >>> positions_of(0b1010)
    [1, 3]
    """
    return some_positions(mask, 0, mask.bit_count())


def some_positions(mask: int, skip: int, take: int, *, latest_first: bool = False) -> list[int]:
    """A run of the bits that are set, counted from the lowest or from the highest.

    >>> some_positions(0b10110, 1, 2), some_positions(0b10110, 0, 2, latest_first=True)
    ([2, 4], [4, 2])
    """
    digits = bin(mask)[2:] if latest_first else bin(mask)[:1:-1]
    top = len(digits) - 1
    found: list[int] = []
    position = digits.find("1")
    while position >= 0 and len(found) < skip + take:
        found.append(top - position if latest_first else position)
        position = digits.find("1", position + 1)
    return found[skip:]
