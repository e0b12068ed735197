"""What people type about themselves, normalised and checked with errors that name the mistake.

Certificate numbers: 中华人民共和国残疾人证管理办法 (identity number, category, level, optional suffix);
identity numbers: GB 11643-1999 with its ISO 7064 MOD 11-2 check character.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ...core.dates import today_here

_SEPARATORS = re.compile(r"[\s\-‐‑‒–—.·()]+")
_CONTROLS = {"Cc", "Cf", "Cs", "Co", "Cn"}
NAME_MAX_LENGTH = 100


class Category(models.TextChoices):
    """The seven categories of GB/T 26341-2010, by the digit in a disability card number."""

    VISUAL = "1", _("visual")
    HEARING = "2", _("hearing")
    SPEECH = "3", _("speech")
    PHYSICAL = "4", _("physical")
    INTELLECTUAL = "5", _("intellectual")
    PSYCHOSOCIAL = "6", _("psychosocial")
    MULTIPLE = "7", _("multiple")


class DisabilityLevel(models.TextChoices):
    """The four levels; one is the most severe."""

    ONE = "1", _("level one")
    TWO = "2", _("level two")
    THREE = "3", _("level three")
    FOUR = "4", _("level four")


@dataclass(frozen=True)
class DisabilityCard:
    """A valid disability card number and what it says."""

    number: str
    birth_date: date
    category: Category
    level: DisabilityLevel
    suffix: str = ""


def normalise_name(text: str) -> str:
    """NFKC, one space between words, no control or bidi characters. Any script, any length up to 100."""
    cleaned = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFKC", text)
        if character.isspace() or unicodedata.category(character) not in _CONTROLS
    )
    return " ".join(cleaned.split())


def normalise_digits(text: str) -> str:
    """Full-width digits and letters become ASCII; spaces, hyphens and dots go; letters become capitals."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def parse_disability_card(text: str, *, today: date | None = None) -> DisabilityCard:
    """Return the disability card of a number as written on the card.

    Raises ValidationError whose code and words name the wrong part: ``length``, ``characters``,
    ``birth-date``, ``check-digit``, ``category``, ``level`` or ``suffix``.
    """
    number = normalise_digits(text)
    if len(number) < 20:
        raise ValidationError(
            _("The number of the disability card has 20 characters; you gave %(count)s."),
            code="length",
            params={"count": len(number)},
        )
    identity, category, level, suffix = number[:18], number[18], number[19], number[20:]
    if not re.fullmatch(r"[0-9]{17}[0-9X]", identity):
        raise ValidationError(
            _("The first 18 characters are the identity number: 17 digits, then a digit or X."),
            code="characters",
        )
    birth_date = _birth_date(identity[6:14], today or today_here())
    from stdnum.iso7064 import mod_11_2  # where a number is checked, and not in each process

    if not mod_11_2.is_valid(identity):
        raise ValidationError(
            _("Characters 1 to 18 do not fit together: please compare them with the card, digit by digit."),
            code="check-digit",
        )
    if category not in Category.values:
        raise ValidationError(
            _("The 19th character is the category of disability, 1 to 7; you gave %(given)s."),
            code="category",
            params={"given": category},
        )
    if level not in DisabilityLevel.values:
        raise ValidationError(
            _("The 20th character is the level of disability, 1 to 4; you gave %(given)s."),
            code="level",
            params={"given": level},
        )
    if not re.fullmatch(r"(B[0-9]{1,2})?", suffix):
        raise ValidationError(
            _("After the 20th character only the mark of a replaced card may follow, such as B1."),
            code="suffix",
        )
    return DisabilityCard(number, birth_date, Category(category), DisabilityLevel(level), suffix)


def masked_name(name: str) -> str:
    """The family name and stars: 赵**. One character says nothing of the name's length beyond three."""
    return f"{name[:1]}{'*' * max(1, min(len(name) - 1, 2))}" if name else ""


def masked_number(number: str) -> str:
    """A phone number, or another one that must not be read: three digits, stars, two digits.

    >>> masked_number("13800001200")
    '138******00'
    """
    if len(number) <= 5:
        return "*" * len(number)
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"


def masked_disability_card(number: str) -> str:
    """Only that there is one."""
    return "*" * 8 if number else ""


def own_disability_card(number: str) -> str:
    """What the person themselves is shown of their card: the last four of its 20 characters, so that they can
    compare it; without the mark of a replaced card.

    >>> own_disability_card("11010519491231002X44B1")
    '****************2X44'
    """
    return f"{'*' * 16}{number[16:20]}" if number else ""


def _birth_date(digits: str, today: date) -> date:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        day = None
    if day is None or not date(1880, 1, 1) <= day <= today:
        raise ValidationError(
            _("Characters 7 to 14 are the birth date; %(digits)s is not a possible one."),
            code="birth-date",
            params={"digits": digits},
        )
    return day
