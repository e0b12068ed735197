"""Rich text as WeChat keeps it: paragraphs and spans with inline styles, links as numbered notes."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.html import escape
from wagtail.rich_text import expand_db_html

from .themes import WechatTheme

PLATFORM_HOST = "mp.weixin.qq.com"
PARAGRAPH = "margin: 0 0 16px; text-align: justify;"
_INLINE = {
    "b": "font-weight: bold;",
    "strong": "font-weight: bold;",
    "i": "font-style: italic;",
    "em": "font-style: italic;",
}


@dataclass
class LinkNotes:
    """Addresses that cannot be links, in the order in which they are mentioned."""

    addresses: list[str] = field(default_factory=list)

    def number(self, address: str) -> int:
        """The note of an address, one for each address."""
        if address not in self.addresses:
            self.addresses.append(address)
        return self.addresses.index(address) + 1


def rich_text_to_wechat(source: str, notes: LinkNotes, theme: WechatTheme) -> str:
    """Turn Wagtail's stored rich text into ``p`` and ``span`` elements."""
    soup = BeautifulSoup(expand_db_html(source), "html.parser")
    return "".join(_block(node, notes, theme) for node in soup.children)


def _block(node: object, notes: LinkNotes, theme: WechatTheme) -> str:
    if isinstance(node, NavigableString):
        text = str(node).strip()
        return f'<p style="{PARAGRAPH}">{escape(text)}</p>' if text else ""
    if not isinstance(node, Tag):
        return ""
    if node.name in ("ul", "ol"):
        marks = ("• " if node.name == "ul" else f"{number}. " for number in range(1, 1000))
        return "".join(
            f'<p style="margin: 0 0 8px;">{mark}{_inline(item, notes, theme)}</p>'
            for mark, item in zip(marks, node.find_all("li"), strict=False)
        )
    content = _inline(node, notes, theme)
    return f'<p style="{PARAGRAPH}">{content}</p>' if content.strip() else ""


def _inline(node: Tag, notes: LinkNotes, theme: WechatTheme) -> str:
    return "".join(_inline_node(child, notes, theme) for child in node.children)


def _inline_node(node: object, notes: LinkNotes, theme: WechatTheme) -> str:
    if isinstance(node, NavigableString):
        return escape(str(node))
    if not isinstance(node, Tag):
        return ""
    content = _inline(node, notes, theme)
    if node.name == "br":
        return "<br>"
    if node.name == "a":
        return _link(str(node.get("href", "")), content, notes, theme)
    if style := _INLINE.get(node.name):
        return f'<span style="{style}">{content}</span>'
    return content


def _link(address: str, content: str, notes: LinkNotes, theme: WechatTheme) -> str:
    if urlsplit(address).hostname == PLATFORM_HOST:
        return f'<a href="{escape(address)}">{content}</a>'
    if not address.startswith(("http://", "https://")):
        return content
    return f'{content}<span style="color: {theme.accent}; font-size: 14px;">[{notes.number(address)}]</span>'
