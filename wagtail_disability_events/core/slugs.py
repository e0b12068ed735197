"""Addresses for Chinese titles: pinyin, never empty, free among the siblings."""

from typing import Any

from django.utils.crypto import get_random_string
from django.utils.text import slugify

from .base_page import BasePage

MAX_LENGTH = 60


def slug_for(title: str) -> str:
    """An ASCII slug of a title: Han characters as pinyin without tones; a random one when nothing is left.

    >>> slug_for("残疾人趣味运动会")
    'can-ji-ren-qu-wei-yun-dong-hui'
    """
    from pypinyin import lazy_pinyin  # 57 MB of tables, which most processes never need

    words = slugify(" ".join(lazy_pinyin(title, errors=_foreign)))
    if len(words) > MAX_LENGTH:
        words = words[:MAX_LENGTH].rsplit("-", 1)[0]
    return words or f"event-{get_random_string(6, 'abcdefghjkmnpqrstuvwxyz23456789')}"


def _foreign(text: str) -> Any:
    """What is not Han stays as it is, word by word."""
    return text.split() or [" "]


def free_slug(title: str, parent: BasePage, page: BasePage) -> str:
    """``slug_for`` with a number behind it when a sibling below ``parent`` has it already."""
    base = slug_for(title)
    siblings = parent.get_children().filter(slug__startswith=base)
    if page.pk:
        siblings = siblings.exclude(pk=page.pk)
    taken = set(siblings.values_list("slug", flat=True))
    candidate, number = base, 1
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate
