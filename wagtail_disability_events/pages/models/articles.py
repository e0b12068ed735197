"""The articles of an organisation, and the list of them."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageManager

from ...core.base_page import BasePage
from ...core.personal_data import PersonalData
from ..mixins import ArticleMixin, PublicPageMixin
from .page_link import page_link

if TYPE_CHECKING:
    from wagtail.models import PageManager

# What readers see is imported by the first request for it: a worker that serves the site's own pages, and a
# command, need none of it.


class ArticleIndexPage(PublicPageMixin, BasePage):
    """The articles of an organisation, newest first."""

    page_ptr = page_link()
    template = "wagtail_disability_events/article_index_page.html"
    subpage_types: ClassVar[list[str]] = ["wagtail_disability_events.ArticlePage"]
    page_description = _("Announcements and reports of an organisation.")

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from ..site import articles as views  # see above

        return views.article_index(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from ..site import articles as views  # see above

        return views.article_index(request, self)


class ArticlePage(ArticleMixin, BasePage):
    """An announcement before an event (预告), a report after it (报道), or news."""

    if TYPE_CHECKING:
        _default_manager: ClassVar[PageManager["ArticlePage"]]

    page_ptr = page_link()
    content_panels = ArticleMixin.content_panels
    search_fields = BasePage.search_fields + ArticleMixin.search_fields
    template = "wagtail_disability_events/article_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtail_disability_events.ArticleIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("An article for the web and for WeChat.")

    personal_data = PersonalData(
        editors=(
            "genre event date period_first period_last easy_reading person_agreed abstract "
            "cover body source contributor editor first_review second_review final_review"
        )
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from ..site import articles as views  # see above

        return views.article(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """As readers see it on the web, or in WeChat."""
        if mode_name == "wechat":
            return super().serve_preview(request, mode_name)
        request.is_preview = True  # type: ignore[attr-defined]
        from ..site import articles as views  # see above

        return views.article(request, self)
