"""Who may do what with an article in the admin; the same question for every view."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ..pages.models import ArticlePage, EventIndexPage, EventPage


def newest(request: HttpRequest, article_id: int) -> Any:
    """The newest revision of an article, for those who may edit it. Raises Http404 and PermissionDenied."""
    return newest_revision(editable(request, article_id))


def editable(request: HttpRequest, article_id: int) -> Any:
    """An article as it is in the database, for those who may edit it. Raises Http404, PermissionDenied."""
    return _page_to_edit(request, ArticlePage, article_id)


def newest_revision(article: Any) -> Any:
    """The newest revision as an object; it shows the figures which were approved for it, or live ones."""
    return article.get_latest_revision_as_object()


def organisation_to_edit(request: HttpRequest, page_id: int) -> Any:
    """An organisation, for those who may edit its page. Raises Http404, PermissionDenied."""
    return _page_to_edit(request, EventIndexPage, page_id)


def event_to_edit(request: HttpRequest, event_id: int) -> Any:
    """An event of whatever class, for those who may edit it. Raises Http404, PermissionDenied."""
    return _page_to_edit(request, EventPage, event_id).specific


def _page_to_edit(request: HttpRequest, model: Any, page_id: int) -> Any:
    page = get_object_or_404(model, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page
