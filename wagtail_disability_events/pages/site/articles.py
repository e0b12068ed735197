"""The list of an organisation's articles, and one article."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from ...core import conf
from ...core.dates import day_phrase
from ...core.page_models import ARTICLE, model
from ...core.security_headers import protect
from ..mixins import ArticleMixin, PublicPageMixin
from ..tree.queries import nearest_organisation, visible_to_all
from .structured_data import article_json_ld, as_script, organisation_json_ld


@require_safe
def article_index(request: HttpRequest, index: PublicPageMixin) -> HttpResponse:
    """The articles that everyone may read, newest first."""
    articles = (
        visible_to_all(model(ARTICLE).objects.child_of(index))
        .select_related("cover")
        .prefetch_related("cover__renditions")
        .order_by("-date", "-first_published_at", "-pk")
    )
    context = index.get_context(request)
    organisation = nearest_organisation(index)
    context.update(
        organisation=organisation,
        json_ld=as_script(organisation_json_ld(organisation, organisation.get_full_url(request) or ""))
        if organisation
        else "",
        articles=Paginator(articles, conf.get("LISTING_PAGE_SIZE")).get_page(request.GET.get("page")),
        page_url=index.get_url(request) or "",
    )
    return protect(TemplateResponse(request, index.get_template(request), context))


@require_safe
def article(request: HttpRequest, page: ArticleMixin) -> HttpResponse:
    """One article, with the event it is about."""
    context = page.get_context(request)
    event = page.event_in_its_language
    context.update(
        organisation=nearest_organisation(page),
        event=event if event and event.is_public else None,
        date_phrase=day_phrase(page.date) if page.date else "",
        page_url=page.get_full_url(request) or "",
        json_ld=as_script(article_json_ld(page, page.get_full_url(request) or "")),
    )
    return protect(TemplateResponse(request, page.get_template(request), context))
