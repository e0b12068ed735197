"""What holds for an organisation's articles, with what it takes over from those above it."""

from dataclasses import dataclass, field

from wagtail.models import Page

from ...pages.mixins import OrganisationMixin
from ...pages.tree.queries import nearest_organisation
from .models import PublicitySettings
from .themes import WechatTheme, theme_named

REVIEW_DAYS = 2


@dataclass(frozen=True)
class Publicity:
    """What holds for an organisation. ``words`` are what is not written and what is written instead."""

    theme: WechatTheme
    words: dict[str, str] = field(default_factory=dict)
    own_review: bool = False
    review_days: int = REVIEW_DAYS


def publicity_of(page: Page) -> Publicity:
    """What holds for a page: each value from the nearest organisation that says it; word lists add up."""
    rows = _rows(page)
    words: dict[str, str] = {}
    for row in reversed(rows):
        words |= words_of(row.own_words)
    theme = theme_named(
        next((row.theme for row in rows if row.theme), "calm"),
        accent=next((row.accent for row in rows if row.accent), ""),
        size=next((row.size for row in rows if row.size), None),
        gap=next((row.gap for row in rows if row.gap), None),
    )
    return Publicity(
        theme=theme,
        words=words,
        own_review=rows[0].own_review if rows else False,
        review_days=next((row.review_days for row in rows if row.review_days), REVIEW_DAYS),
    )


def words_of(text: str) -> dict[str, str]:
    """A word list, a line each: what is not written, an equals sign, what is written instead.

    >>> words_of("残疾人士＝残疾人")
    {'残疾人士': '残疾人'}
    """
    pairs = (line.replace("＝", "=").partition("=") for line in text.splitlines())
    return {wrong.strip(): right.strip() for wrong, sign, right in pairs if sign and wrong.strip()}


def _rows(page: Page) -> list[PublicitySettings]:
    """The settings of the page's organisation and of those above, nearest first; one query."""
    organisation = page if isinstance(page, OrganisationMixin) else nearest_organisation(page)
    if organisation is None:
        return []
    paths = [
        organisation.path[:end]
        for end in range(organisation.steplen, len(organisation.path) + 1, organisation.steplen)
    ]
    rows = PublicitySettings.objects.filter(organisation__path__in=paths).select_related("organisation")
    return sorted(rows, key=lambda row: -row.organisation.depth)
