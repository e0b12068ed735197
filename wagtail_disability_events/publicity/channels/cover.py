"""The cover of an article as the platform shows it."""

import hashlib

from ...core.outgoing_images import outgoing_file
from ...pages.models import ArticlePage
from ...posters.cover import draw_cover
from ..preflight.subject import Subject
from . import pictures


def cover_of(article: ArticlePage) -> tuple[bytes, str]:
    """The cover, 900 × 383, and its SHA-256: the article's, that of its first photo, or a drawn one."""
    image = article.cover
    if image is None:
        first = next(iter(Subject(article).pictures), None)
        image = first.image if first is not None else None
    content = outgoing_file(image, pictures.COVER_RENDITION)
    if content is None:
        kind = article.event.kind if article.event is not None else ""
        content = draw_cover(kind, article.event_id or article.pk, "")
    return content, hashlib.sha256(content).hexdigest()
