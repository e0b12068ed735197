"""An article as WeChat HTML: inline styles only, sections, paragraphs and spans.

Follows "What keeps its looks" in the reference "WeChat official account"; ``checker`` enforces it.
"""

import base64
import re
from dataclasses import dataclass

from ...blocks.base import about_event
from ...blocks.parts import Part
from ...core.dates import day_phrase
from ...pages.models import ArticlePage
from ..style.settings import publicity_of
from ..style.themes import WechatTheme
from ..text.content import article_parts
from .pictures import PictureCollector, WechatImage
from .writing import WechatWriter

_SPACES = re.compile(r"[ \t\r\n]+")
_STYLE = re.compile(r' style="[^"]*"')
_IN_STYLE = re.compile(r"([:;]) ")
_BETWEEN_TAGS = re.compile(r"(?<=>) (?=<)")


@dataclass
class WechatRendering:
    """What travels: HTML, and the pictures it names."""

    html: str
    images: list[WechatImage]


def render_wechat(
    article: ArticlePage,
    *,
    theme: WechatTheme | None = None,
    base_url: str = "",
    parts: list[Part] | None = None,
) -> WechatRendering:
    """Render an article, in its organisation's theme by default. ``parts``: where they are at hand.

    Pictures are named ``images/NN.ext``; see ``with_addresses`` for the clipboard.
    """
    theme = theme or publicity_of(article).theme
    pictures = PictureCollector(base_url or _site_url(article), radius=min(theme.radius, 8))
    writer = WechatWriter(theme, pictures)
    content = writer.write(article_parts(article) if parts is None else parts)
    event = about_event(article)
    html = writer.draw(
        "article",
        content=content,
        occasion=event.occasion.name if event is not None and event.occasion else "",
        genre=article.get_genre_display(),
        date=day_phrase(article.date) if article.date else "",
        addresses=writer.notes.addresses,
        signature=article.signature,
    )
    return WechatRendering(_tidied(html), pictures.images)


def with_addresses(rendering: WechatRendering) -> str:
    """The HTML with public addresses, or the picture itself where it has none, for the clipboard."""
    html = rendering.html
    for image in rendering.images:
        source = image.address
        if not source.startswith("https://"):
            kind = "png" if image.name.endswith("png") else "jpeg"
            source = f"data:image/{kind};base64,{base64.b64encode(image.content).decode('ascii')}"
        html = html.replace(f'src="{image.name}"', f'src="{source}"')
    return html


def _tidied(html: str) -> str:
    """Without the line breaks of templates and the spaces of styles: they count as characters."""
    html = _BETWEEN_TAGS.sub("", _SPACES.sub(" ", html)).strip()
    return _STYLE.sub(lambda match: _IN_STYLE.sub(r"\1", match[0]).replace(';"', '"'), html)


def _site_url(article: ArticlePage) -> str:
    site = article.get_site()
    return site.root_url if site else ""
