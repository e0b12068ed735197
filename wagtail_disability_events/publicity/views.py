"""What the views of publicity share: the page that an address names, for those who may edit it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.models import Page

from ..pages.models import ArticlePage, EventIndexPage, EventPage
from .permissions import may_edit
from .queries import newest_revision


def newest(request: HttpRequest, article_id: int) -> ArticlePage:
    """The newest revision of an article, for those who may edit it. Raises Http404 and PermissionDenied."""
    return newest_revision(editable(request, article_id))


def editable(request: HttpRequest, article_id: int) -> ArticlePage:
    """An article as it is in the database, for those who may edit it. Raises Http404, PermissionDenied."""
    article = get_object_or_404(ArticlePage, pk=article_id)
    _must_be_editable(request, article)
    return article


def organisation_to_edit(request: HttpRequest, page_id: int) -> EventIndexPage:
    """An organisation, for those who may edit its page. Raises Http404, PermissionDenied."""
    organisation = get_object_or_404(EventIndexPage, pk=page_id)
    _must_be_editable(request, organisation)
    return organisation


def event_to_edit(request: HttpRequest, event_id: int) -> EventPage:
    """An event of whatever class, for those who may edit it. Raises Http404, PermissionDenied.

    Of a translation: in its words, with the facts of the original.
    """
    event = get_object_or_404(EventPage, pk=event_id)
    _must_be_editable(request, event)
    specific: EventPage = event.specific
    return specific.with_facts()


def _must_be_editable(request: HttpRequest, page: Page) -> None:
    if not may_edit(request.user, page):
        raise PermissionDenied
