"""An article as a document of its own, for a frame as wide as a phone."""

from typing import Any

from django.utils.html import escape

from .rendering import WechatRendering, render_wechat, with_addresses


def phone_document(article: Any, rendering: WechatRendering | None = None) -> str:
    """HTML with pictures inside: title, and the article in its WeChat form."""
    html = with_addresses(rendering or render_wechat(article))
    title = escape(article.title)
    return (
        '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title></head>'
        f"<body><main><h1>{title}</h1>{html}</main></body></html>"
    )
