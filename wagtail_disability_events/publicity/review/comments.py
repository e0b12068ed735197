"""Comments at the blocks of an article: Wagtail's own, written also from a phone without the editor."""

from dataclasses import dataclass

from django.utils import timezone
from wagtail.models import Comment

from ...core.users import User
from ...pages.models import ArticlePage
from ..queries import newest_revision
from ..text.labels import field_label


@dataclass(frozen=True)
class Block:
    """A block that can be commented: its number and kind in words, and its id."""

    label: str
    block_id: str


def blocks_of(article: ArticlePage) -> list[Block]:
    """The blocks of an article's text in their order."""
    return [
        Block(f"{number}. {child.block.label}", str(child.id)) for number, child in enumerate(article.body, 1)
    ]


def comments_on(article: ArticlePage) -> list[Comment]:
    """The comments that are not resolved, oldest first."""
    comments = Comment.objects.filter(page_id=article.pk, resolved_at=None)
    return list(comments.select_related("user").prefetch_related("replies").order_by("created_at"))


def label_of(comment: Comment, article: ArticlePage) -> str:
    """Where a comment is: the label of its block, or of the title."""
    block_id = comment.contentpath.partition(".")[2].partition(".")[0]
    for block in blocks_of(article):
        if block.block_id == block_id:
            return block.label
    return field_label("title")


def comment_on(article: ArticlePage, block_id: str, text: str, user: User) -> Comment:
    """Leave a comment at a block of the newest revision; at the title where no block has this id."""
    ids = {block.block_id for block in blocks_of(newest_revision(article))}
    path = f"body.{block_id}" if block_id in ids else "title"
    return Comment.objects.create(
        page_id=article.pk,
        user=user,
        text=text.strip()[:2000],
        contentpath=path,
        revision_created_id=article.latest_revision_id,
    )


def resolve(article: ArticlePage, comment_id: int, user: User) -> bool:
    """Say that a comment is dealt with; whether it was open."""
    open_ones = Comment.objects.filter(pk=comment_id, page_id=article.pk, resolved_at=None)
    return bool(open_ones.update(resolved_at=timezone.now(), resolved_by=user))
