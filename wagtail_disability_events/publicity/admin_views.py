"""From an event to a draft, and from an article to WeChat."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from ..admin_context import header
from ..pages.models import ArticlePage, EventPage
from ..registration.attendance import turnout
from .drafting import NoPlaceForArticles, article_index_for, draft_for, is_over
from .models import WechatCopy
from .removals import note_copy
from .wechat.checker import check_html, check_metadata
from .wechat.export import export_zip
from .wechat.rendering import plain_text, render_wechat, with_addresses


@require_http_methods(["GET", "POST"])
def draft_article(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the facts that a draft would use; POST drafts the article that fits and opens it in the editor."""
    event = get_object_or_404(EventPage, pk=event_id).specific
    if not event.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if request.method == "GET":
        return _ask(request, event)
    try:
        index = article_index_for(event)
        if not index.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        article = draft_for(event, request.user)
    except NoPlaceForArticles:
        messages.error(
            request,
            _("There is no list of articles yet. Create one under the organisation, then draft again."),
        )
        return redirect("wagtailadmin_pages:edit", event.pk)
    log(instance=event, action="wde.article.draft", user=request.user, data={"article": article.pk})
    messages.success(
        request, _("A draft is made from the facts of the event. Look it over and go on writing.")
    )
    return redirect("wagtailadmin_pages:edit", article.pk)


def _ask(request: HttpRequest, event: Any) -> HttpResponse:
    context = {
        **header(event, _("Draft an article"), "doc-full"),
        "event": event,
        "is_report": is_over(event),
        "turnout": turnout(event),
        "photos": event.photos.public().count(),
        "waiting_photos": event.photos.filter(state="new").count(),
        "articles": ArticlePage.objects.filter(event_id=event.pk),
    }
    return TemplateResponse(request, "wagtail_disability_events/admin/draft.html", context)


@require_GET
def wechat(request: HttpRequest, article_id: int) -> HttpResponse:
    """The article at phone width, its findings, and two ways out: clipboard and ZIP."""
    article = _article(request, article_id)
    rendering = render_wechat(article, base_url=f"{request.scheme}://{request.get_host()}")
    findings = [
        *check_metadata(title=article.title, author=article.contributor, digest=article.digest),
        *check_html(rendering.html),
    ]
    embedded = [image for image in rendering.images if not image.address.startswith("https://")]
    context = {
        **header(article, _("WeChat"), "mobile-alt"),
        "article": article,
        "document": (
            '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width"><title>'
            f"{escape(article.title)}</title></head><body><main>{with_addresses(rendering)}</main></body></html>"
        ),
        "html": with_addresses(rendering),
        "text": plain_text(rendering),
        "findings": findings,
        "images": rendering.images,
        "embedded": embedded,
    }
    return TemplateResponse(request, "wagtail_disability_events/admin/wechat.html", context)


@require_POST
def wechat_copied(request: HttpRequest, article_id: int) -> HttpResponse:
    """Note that the article goes to WeChat by the clipboard, so that a photo taken back is missed there."""
    article = _article(request, article_id)
    note_copy(article, render_wechat(article), WechatCopy.Way.CLIPBOARD, request.user)
    return HttpResponse(status=204)


@require_POST
def wechat_zip(request: HttpRequest, article_id: int) -> HttpResponse:
    """The ZIP of HTML and pictures."""
    article = _article(request, article_id)
    note_copy(article, render_wechat(article), WechatCopy.Way.ZIP, request.user)
    response = HttpResponse(export_zip(article), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{article.slug}.zip"'
    return response


def _article(request: HttpRequest, article_id: int) -> Any:
    """The newest revision of an article, for those who may edit it."""
    article = get_object_or_404(ArticlePage, pk=article_id)
    if not article.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return article.get_latest_revision_as_object()
