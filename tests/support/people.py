"""Names for many people: each another one, and none with digits, which no name has."""

_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")


def name_of(number: int) -> str:
    """The name of one of many.

    >>> name_of(7)
    '钱七'
    """
    return f"钱{number}".translate(_DIGITS)
