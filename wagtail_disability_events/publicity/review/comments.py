"""Comments at the blocks of an article: Wagtail's own, written also from a phone without the editor."""

from typing import Any

from django.utils import timezone
from wagtail.models import Comment


def comments_on(article: Any) -> list[Any]:
    """The comments that are not resolved, oldest first."""
    comments = Comment.objects.filter(page_id=article.pk, resolved_at=None)
    return list(comments.select_related("user").prefetch_related("replies").order_by("created_at"))


def comment_on(article: Any, block_id: str, text: str, user: Any) -> Any:
    """Leave a comment at a block, or at the title with an empty ``block_id``."""
    path = f"body.{block_id}" if block_id else "title"
    return Comment.objects.create(
        page_id=article.pk,
        user=user,
        text=text.strip()[:2000],
        contentpath=path,
        revision_created_id=article.latest_revision_id,
    )


def resolve(article: Any, comment_id: int, user: Any) -> bool:
    """Say that a comment is dealt with; whether it was open."""
    open_ones = Comment.objects.filter(pk=comment_id, page_id=article.pk, resolved_at=None)
    return bool(open_ones.update(resolved_at=timezone.now(), resolved_by=user))
