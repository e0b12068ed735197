"""A name is a name: what else somebody writes where one is asked for, and what of a name leaves by mail.

Anybody can write anything there and any mail address beside it. So what is no name is refused in a friendly
way, and a message to whoever has that address says only what looks like a name.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .identity import masked_name

MOST_DIGITS = 3
_ADDRESS = re.compile(r"[@\\]|/[/\w]|\bwww\b|[a-z0-9-]{2,}\.[a-z]{2,}", re.IGNORECASE | re.ASCII)
_SENTENCE = re.compile(r"[!?;:。！？；：，、…《》【】「」『』<>{}\[\]#$%^&*=+|~\"“”]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]+")
_HAN_PARTS = re.compile(rf"{_HAN.pattern}(?:[·•・]{_HAN.pattern})*")
_CHINESE, _PARTS = 5, 14
"""Characters of a name in Chinese, and of one whose parts a dot divides, such as 阿依古丽·买买提."""
_WORDS, _LETTERS = 4, 40
"""Words and characters of a name in another script."""


def check_name(name: str) -> str:
    """The name, if it can be one: in any script, of any length.

    Raises ValidationError with the code ``address``, ``digits`` or ``sentence`` and words that help.
    """
    if _ADDRESS.search(name):
        raise ValidationError(
            _("A name has no link or address in it. Please write the name only; after a dot leave a blank."),
            code="address",
        )
    if sum(character.isdigit() for character in name) > MOST_DIGITS:
        raise ValidationError(
            _("A name has no number in it. Please write the name only; the phone has a field of its own."),
            code="digits",
        )
    comma = name.find(",")
    if _SENTENCE.search(name) or (comma >= 0 and _HAN.search(name)):
        raise ValidationError(
            _("Please write one name only, without a sentence. What else we should know can be told below."),
            code="sentence",
        )
    return name


def name_in_messages(name: str) -> str:
    """The name as a message says it: whole where it looks like one, else its first character and stars.

    >>> name_in_messages("欧阳一禾"), name_in_messages("加微信领取补贴找小王")
    ('欧阳一禾', '加**')
    """
    return name if _looks_like_one(name) else masked_name(name)


def _looks_like_one(name: str) -> bool:
    if _HAN_PARTS.fullmatch(name):
        return len(name) <= (_CHINESE if _HAN.fullmatch(name) else _PARTS)
    if _HAN.search(name) or _ADDRESS.search(name) or len(name) > _LETTERS:
        return False
    return len(name.split()) <= _WORDS and all(
        unicodedata.category(character)[0] in "LM" or character in " .'’-·" for character in name
    )
