"""A draft in the sandbox, as a phone shows it."""

import base64

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ...core.admin_header import header
from ..sandbox.platform import Platform
from ..sandbox.wire import HOST, Kept
from ..views import editable
from ..wechat.preview import on_a_phone
from .api.calling import sandbox_platform
from .api.errors import ChannelError
from .models import Push, WechatAccount

SANDBOX = "wagtail_disability_events/publicity/channels/sandbox.html"


@never_cache
@require_GET
def sandbox(request: HttpRequest, article_id: int, push_id: int) -> HttpResponse:
    """The draft as the sandbox keeps it, on a phone."""
    article = editable(request, article_id)
    push = get_object_or_404(
        Push, pk=push_id, article=article, account__platform=WechatAccount.Platform.SANDBOX
    )
    try:
        platform = sandbox_platform()
    except ChannelError as error:
        raise Http404("no sandbox") from error
    articles = platform.store.draft(push.account.app_id, push.media_id)
    if not articles:
        raise Http404
    news = articles[0]
    context = {
        **header(article, _("Sandbox"), "mobile-alt"),
        "article": article,
        "push": push,
        "news": news,
        "document": _phone(platform, news),
    }
    return TemplateResponse(request, SANDBOX, context)


def _phone(platform: Platform, news: Kept) -> str:
    """What the platform kept, as a phone shows it; its pictures are put inside."""
    html = news["content"]
    for row in platform.store.rows("SELECT id, suffix, content FROM media"):
        address = f"{HOST}/mmbiz/{row['id']}"
        if address in html:
            kind = "jpeg" if row["suffix"] == "jpg" else row["suffix"]
            data = base64.b64encode(row["content"]).decode("ascii")
            html = html.replace(address, f"data:image/{kind};base64,{data}")
    title, author = escape(news["title"]), escape(news["author"])
    return on_a_phone(news["title"], f"<h1>{title}</h1><p>{author}</p>{html}")
