"""The ways of Wagtail's admin to publish, closed for an article whose reviews are not done."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.models import Page

from ...pages.models import ArticlePage
from ..queries import newest_revision
from ..workflow.queries import review_workflow
from .errors import ReviewRefused
from .publication import must_be_reviewed


def refuse_to_publish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A message and the way to the review, instead of an article that must not get out."""
    if not isinstance(page, ArticlePage):
        return None
    try:
        must_be_reviewed(page)
    except ReviewRefused as refused:
        messages.error(request, f"{page.get_admin_display_title()}：{refused}")
        way = "wde_review" if review_workflow(page) is not None else "wde_checks"
        return redirect(way, page.pk)
    return None


def tell_of_no_review(request: HttpRequest, page: Page) -> None:
    """Nobody believes that an article was reviewed where no reviews are set up."""
    if isinstance(page, ArticlePage) and review_workflow(page) is None:
        messages.warning(
            request,
            _("“%(title)s” is public without a review: no reviews are set up for this list of articles.")
            % {"title": page.get_admin_display_title()},
        )


def refuse_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Model], action: BulkAction
) -> HttpResponse | None:
    """The same for many pages at once: nothing is published as long as one of them must not get out."""
    if action_type != "publish" or request.method != "POST":
        return None
    for page in objects:
        specific = getattr(page, "specific", page)
        if isinstance(specific, ArticlePage):
            try:
                must_be_reviewed(newest_revision(specific))
            except ReviewRefused as refused:
                messages.error(request, f"{specific.get_admin_display_title()}：{refused}")
                return redirect(action.next_url)
    return None


def copy_as_drafts(request: HttpRequest, page: Page) -> None:
    """Copies of articles that go through reviews begin as drafts, whatever was ticked."""
    if request.method != "POST" or "publish_copies" not in request.POST:
        return
    articles = ArticlePage.objects.filter(path__startswith=page.path)
    if any(review_workflow(article) is not None for article in articles):
        answers: Any = request.POST
        answers._mutable = True  # a copy would come too late: Wagtail 7.4 has given these to its form before
        del answers["publish_copies"]
        answers._mutable = False
        messages.info(request, _("The copies are drafts: an article gets out when its reviews are done."))


def without_publishing(items: list[ActionMenuItem], context: dict[str, Any]) -> None:
    """No button that publishes where reviews come first; submitting stays."""
    page = context.get("page")
    specific = getattr(page, "specific", page)
    if isinstance(specific, ArticlePage) and review_workflow(specific) is not None:
        items[:] = [item for item in items if getattr(item, "name", "") != "action-publish"]
