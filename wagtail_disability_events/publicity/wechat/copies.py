"""Remembering that an article went to WeChat, so that a photo taken back later is removed there too."""

from ...core.users import User
from ...gallery.photos.models import Photo
from ...pages.models import ArticlePage
from .models import WechatCopy
from .rendering import WechatRendering


def note_copy(
    article: ArticlePage, rendering: WechatRendering, way: WechatCopy.Way, user: User | None
) -> WechatCopy:
    """Remember that an article goes to WeChat, and which photos are in it."""
    copy = WechatCopy.objects.create(article_id=article.pk, way=way, made_by=user)
    copy.photos.set(Photo.objects.filter(image__in=[one.library_id for one in rendering.images]))
    return copy
