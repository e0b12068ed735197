"""Search in Chinese without a dictionary: words are indexed and asked for as overlapping pairs of characters.

A search backend splits text at spaces, and Chinese has none: 残疾人趣味运动会 is one word to it. As pairs
(残疾 疾人 … 运动 动会) it is found by 运动会 (运动 动会) on every backend of Wagtail.
"""

import re
import unicodedata
from html import unescape

from django.utils.html import strip_tags

_RUNS = re.compile(r"([\u3400-\u9fff\U00020000-\U0003ffff]+)|([^\W_]+)")
MAX_INDEXED = 20_000
"""Characters of one event that are indexed; a longer text is found by its beginning."""


def pairs(text: str) -> list[str]:
    """The terms of a text: pairs of Han characters (one where it stands alone), other words as they are.

    >>> pairs("残疾人运动会 2026")
    ['残疾', '疾人', '人运', '运动', '动会', '2026']
    """
    terms = []
    for han, word in _RUNS.findall(unicodedata.normalize("NFKC", text).lower()):
        if word:
            terms.append(word)
        elif len(han) == 1:
            terms.append(han)
        else:
            terms += [han[start : start + 2] for start in range(len(han) - 1)]
    return terms


def indexed(title: str, *texts: str) -> str:
    """What a search backend is given of an event: pairs of everything, single characters of the title."""
    title_characters = [character for character in title if _RUNS.fullmatch(character)]
    terms = dict.fromkeys([*pairs(title), *title_characters])
    for text in texts:
        terms.update(dict.fromkeys(pairs(unescape(strip_tags(text))[:MAX_INDEXED])))
    return " ".join(terms)


def query_text(text: str) -> str:
    """What a search backend is asked for; empty where the text has no letter, digit or Han character."""
    return " ".join(dict.fromkeys(pairs(text)))
