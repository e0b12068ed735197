"""How many wild inputs a property is tried with."""

import os


def examples(number: int) -> int:
    """That many; in ``make test-quick`` a tenth of them, each night (``WDE_THOROUGH=1``) ten times as many.

    Other inputs are drawn in each run.
    """
    if os.environ.get("WDE_QUICK"):
        return max(5, number // 10)
    return number * 10 if os.environ.get("WDE_THOROUGH") else number
