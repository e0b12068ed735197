"""An article as WeChat shows it, and its two ways there by hand: clipboard and ZIP."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ...core.admin_header import header
from ..text.plain_text import plain_text
from ..views import newest
from .checker import check_html, check_metadata
from .copies import note_copy
from .export import export_zip
from .models import WechatCopy
from .original import original_of
from .preview import phone_document
from .rendering import render_wechat, with_addresses


@require_GET
def wechat(request: HttpRequest, article_id: int) -> HttpResponse:
    """The article at phone width, its findings, and two ways out: clipboard and ZIP."""
    article = newest(request, article_id)
    rendering = render_wechat(article, base_url=f"{request.scheme}://{request.get_host()}")
    findings = [
        *check_metadata(title=article.title, author=article.contributor, abstract=article.abstract),
        *check_html(rendering.html),
    ]
    embedded = [image for image in rendering.images if not image.address.startswith("https://")]
    context = {
        **header(article, _("WeChat"), "mobile-alt"),
        "article": article,
        "document": phone_document(article, rendering),
        "original": original_of(article),
        "html": with_addresses(rendering),
        "text": plain_text(article),
        "findings": findings,
        "images": rendering.images,
        "embedded": embedded,
    }
    return TemplateResponse(request, "wagtail_disability_events/publicity/wechat/wechat.html", context)


@require_POST
def wechat_copied(request: HttpRequest, article_id: int) -> HttpResponse:
    """Note that the article goes to WeChat by the clipboard."""
    article = newest(request, article_id)
    note_copy(article, render_wechat(article), WechatCopy.Way.CLIPBOARD, request.user)
    return HttpResponse(status=204)


@require_POST
def wechat_zip(request: HttpRequest, article_id: int) -> HttpResponse:
    """The ZIP of HTML and pictures."""
    article = newest(request, article_id)
    note_copy(article, render_wechat(article), WechatCopy.Way.ZIP, request.user)
    response = HttpResponse(export_zip(article), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{article.slug}.zip"'
    return response
