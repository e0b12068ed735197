"""What checks look at in an article."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...blocks.base import about_event
from ...blocks.parts import Part, Picture, pictures_in
from ...core.users import User
from ...pages.models import ArticlePage, EventPage
from ..style.settings import Publicity, publicity_of
from ..text.content import article_parts
from ..wechat.rendering import WechatRendering, render_wechat
from .passages import Passage, passages_of


@dataclass
class Subject:
    """An article with all that checks look at; each is worked out once. ``viewer`` reads the findings."""

    article: ArticlePage
    viewer: User | None = None
    visit: MutableMapping[str, Any] | None = None

    @cached_property
    def passages(self) -> list[Passage]:
        """Its texts as they are stored."""
        return passages_of(self.article)

    @cached_property
    def event(self) -> EventPage | None:
        """The event that it is about, in its own kind; None without one."""
        event: EventPage | None = about_event(self.article)
        return event

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
