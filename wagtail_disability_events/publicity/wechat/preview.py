"""Documents of their own for a frame as wide as a phone."""

from django.utils.html import escape

from ...core.languages import language_tag, site_language
from ...pages.models import ArticlePage
from .rendering import WechatRendering, render_wechat, with_addresses


def phone_document(article: ArticlePage, rendering: WechatRendering | None = None) -> str:
    """HTML with pictures inside: title, and the article in its WeChat form."""
    html = with_addresses(rendering or render_wechat(article))
    return on_a_phone(article.title, f"<h1>{escape(article.title)}</h1>{html}")


def on_a_phone(title: str, content: str) -> str:
    """A document around HTML that is safe to show; ``title`` is plain text."""
    return (
        f'<!doctype html><html lang="{language_tag(site_language())}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title></head>'
        f"<body><main>{content}</main></body></html>"
    )
