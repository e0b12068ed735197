"""An article as WeChat HTML: inline styles only, sections, paragraphs and spans.

Follows "What keeps its looks" in the reference "WeChat official account"; ``checker`` enforces it.
"""

import base64
import io
import re
from dataclasses import dataclass, field
from typing import Any

import segno
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ...blocks.base import about_event
from .richtext import LinkNotes, rich_text_to_wechat
from .themes import CALM, WechatTheme

IMAGE_WIDTH = 1080
RICH_TEXT = ("text", "photo_text")
BLOCK_TEMPLATE = "wagtail_disability_events/wechat/blocks/{}.html"


@dataclass(frozen=True)
class WechatImage:
    """A picture of the article: its file name in the package, its bytes, width in pixels, description, and
    its number in the image library, if it is from there."""

    name: str
    content: bytes
    width: int
    alt: str
    address: str
    library_id: int | None = None


@dataclass
class WechatRendering:
    """What travels: HTML, and the pictures it names."""

    html: str
    images: list[WechatImage]


@dataclass
class _Collector:
    """Gathers pictures while templates are rendered."""

    base_url: str
    images: list[WechatImage] = field(default_factory=list)

    def add(self, image: Any, alt: str) -> SafeString:
        """Register an image of the site; return its ``img`` element."""
        rendition = image.get_rendition(f"max-{IMAGE_WIDTH}x1920|format-jpeg|jpegquality-82")
        with rendition.file.open("rb") as file:
            content = file.read()
        address = rendition.url if "://" in rendition.url else f"{self.base_url}{rendition.url}"
        return self._element(content, "jpg", rendition.width, alt, address, library_id=image.pk)

    def add_qr(self, text: str, alt: str) -> SafeString:
        """Register a QR picture (error correction M, quiet zone of 4 modules); return its element."""
        out = io.BytesIO()
        code = segno.make_qr(text, error="m")
        code.save(out, kind="png", scale=10, border=4, dark="#000000", light="#ffffff")
        return self._element(
            out.getvalue(), "png", int(code.symbol_size(scale=10, border=4)[0]), alt, "", half=True
        )

    def _element(
        self,
        content: bytes,
        suffix: str,
        width: int,
        alt: str,
        address: str,
        *,
        half: bool = False,
        library_id: int | None = None,
    ) -> SafeString:
        name = f"images/{len(self.images) + 1:02}.{suffix}"
        self.images.append(WechatImage(name, content, width, alt, address, library_id))
        return mark_safe(
            render_to_string(
                "wagtail_disability_events/wechat/image.html",
                {"name": name, "alt": alt, "width": width, "half": half},
            ).strip()
        )


def render_wechat(article: Any, *, theme: WechatTheme = CALM, base_url: str = "") -> WechatRendering:
    """Render an article. Pictures are named ``images/NN.ext``; see ``with_addresses`` for the clipboard."""
    base_url = base_url or _site_url(article)
    collector = _Collector(base_url=base_url)
    notes = LinkNotes()
    context = {
        "page": article,
        "event": about_event(article),
        "theme": theme,
        "pictures": collector,
        "notes": notes,
        "base_url": base_url,
    }
    parts = [render_block(child, context) for child in article.body]
    html = render_to_string(
        "wagtail_disability_events/wechat/article.html",
        {**context, "parts": parts, "addresses": notes.addresses},
    )
    return WechatRendering(re.sub(r"[ \t\r\n]+", " ", html).strip(), collector.images)


def render_block(child: Any, context: dict[str, Any]) -> SafeString:
    """One block in its WeChat form, with the context that its web form gets."""
    block_context = child.block.get_context(child.value, parent_context=context)
    if child.block_type in RICH_TEXT:
        source = child.value.source if child.block_type == "text" else child.value["text"].source
        block_context["html"] = mark_safe(rich_text_to_wechat(source, context["notes"], context["theme"]))
    return render_to_string(BLOCK_TEMPLATE.format(child.block_type), block_context)


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


def plain_text(rendering: WechatRendering) -> str:
    """The article's words, a paragraph a line."""
    soup = BeautifulSoup(rendering.html, "html.parser")
    lines = (element.get_text("", strip=True) for element in soup.find_all(["p", "tr"]))
    return "\n".join(line for line in lines if line)


def _site_url(article: Any) -> str:
    site = article.get_site()
    return site.root_url if site else ""
