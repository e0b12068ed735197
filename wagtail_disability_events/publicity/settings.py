"""How an organisation's articles look and are checked, with what it takes over from those above it."""

from dataclasses import dataclass, field
from typing import Any

from ..pages.tree.queries import nearest_organisation
from .models import PublicitySettings
from .wechat.themes import WechatTheme, theme_named

REVIEW_DAYS = 2


@dataclass(frozen=True)
class Publicity:
    """What holds for an organisation. ``words`` are what is not written and what is written instead."""

    theme: WechatTheme
    words: dict[str, str] = field(default_factory=dict)
    own_review: bool = False
    review_days: int = REVIEW_DAYS


def publicity_of(page: Any) -> Publicity:
    """What holds for a page: each value from the nearest organisation that says it; word lists add up."""
    rows = _rows(page)
    words: dict[str, str] = {}
    for row in reversed(rows):
        words |= words_of(row.own_words)

    def nearest(name: str) -> Any:
        return next((value for row in rows if (value := getattr(row, name))), None)

    variables = {name: nearest(name) for name in ("accent", "size", "gap")}
    theme = theme_named(nearest("theme") or "calm", **variables)
    return Publicity(
        theme=theme,
        words=words,
        own_review=rows[0].own_review if rows else False,
        review_days=nearest("review_days") or REVIEW_DAYS,
    )


def words_of(text: str) -> dict[str, str]:
    """A word list, a line each: what is not written, an equals sign, what is written instead.

    >>> words_of("残疾人士＝残疾人")
    {'残疾人士': '残疾人'}
    """
    pairs = (line.replace("＝", "=").partition("=") for line in text.splitlines())
    return {wrong.strip(): right.strip() for wrong, sign, right in pairs if sign and wrong.strip()}


def _rows(page: Any) -> list[PublicitySettings]:
    """The settings of the page's organisation and of those above, nearest first; one query."""
    organisation = nearest_organisation(page) if not hasattr(page, "registered_residents") else page
    if organisation is None:
        return []
    paths = [
        organisation.path[:end]
        for end in range(organisation.steplen, len(organisation.path) + 1, organisation.steplen)
    ]
    rows = PublicitySettings.objects.filter(organisation__path__in=paths).select_related("organisation")
    return sorted(rows, key=lambda row: -row.organisation.depth)
