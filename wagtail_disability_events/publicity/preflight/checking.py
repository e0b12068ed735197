"""Running the checks over an article; a site adds its own with the hook ``register_wde_article_check``.

A check is a function that takes a ``Subject`` and yields ``Finding``. It must not change anything, and must
not ask other servers: it runs whenever somebody looks at the article.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wagtail import hooks

from ...blocks.base import about_event
from ...blocks.parts import Part, Picture, pictures_in
from ..content import article_parts
from ..settings import Publicity, publicity_of
from ..wechat.rendering import WechatRendering, render_wechat
from .findings import Finding, Report
from .passages import Passage, passages_of

Check = Callable[["Subject"], Iterable[Finding]]
HOOK = "register_wde_article_check"


@dataclass
class Subject:
    """An article with all that checks look at; each is worked out once."""

    article: Any

    @cached_property
    def passages(self) -> list[Passage]:
        """Its texts as they are stored."""
        return passages_of(self.article)

    @cached_property
    def event(self) -> Any:
        """The event that it is about, in its own kind; None without one."""
        return about_event(self.article)

    @cached_property
    def parts(self) -> list[Part]:
        """What it says, with figures filled in."""
        return article_parts(self.article)

    @cached_property
    def pictures(self) -> list[Picture]:
        """The pictures that its readers get."""
        return list(pictures_in(self.parts))

    @cached_property
    def rendering(self) -> WechatRendering:
        """Its WeChat form."""
        return render_wechat(self.article, theme=self.publicity.theme, parts=self.parts)

    @cached_property
    def publicity(self) -> Publicity:
        """What its organisation says about articles."""
        return publicity_of(self.article)


def preflight(article: Any) -> Report:
    """Every finding of every check. ``article`` is the version to look at: a draft, or the live page."""
    subject = Subject(article)
    return Report([finding for check in _checks() for finding in check(subject)])


def _checks() -> list[Check]:
    from . import dates, figures, gaps, language, links, pictures, platform, privacy, structure, typography

    own: list[Check] = [
        *(gaps.check_gaps, gaps.check_consent_of_person),
        *(privacy.check_numbers, privacy.check_names),
        *(pictures.check_photos, pictures.check_descriptions),
        language.check_words,
        *(dates.check_dates, figures.check_figures),
        *(structure.check_headings, structure.check_sentences),
        *(platform.check_platform, links.check_links, typography.check_typography),
    ]
    return [*own, *(function for function in hooks.get_hooks(HOOK))]
