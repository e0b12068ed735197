"""How many wild inputs a property is tried with."""

import os


def examples(number: int) -> int:
    """That many; in ``make test-quick`` a tenth of them."""
    return max(5, number // 10) if os.environ.get("WDE_QUICK") else number
