"""An article as the platform's API takes it (``draft/add``)."""

from typing import TypedDict

from ....pages.models import ArticlePage
from ...wechat.limits import MAX_ABSTRACT, MAX_AUTHOR, MAX_TITLE
from ...wechat.original import original_of
from ..models import Push

COVER_WHOLE = "0_0_1_1"
"""The whole cover, which is 2.35:1, as left, top, right and bottom between 0 and 1."""

COVER_SQUARE = "0.287_0_0.713_1"
"""The centre of the cover: the square that lists show."""


class News(TypedDict):
    """The fields of one article under the names that the platform documents."""

    title: str
    author: str
    digest: str
    content: str
    content_source_url: str
    thumb_media_id: str
    need_open_comment: int
    only_fans_can_comment: int
    pic_crop_235_1: str
    pic_crop_1_1: str


def news_of(push: Push, article: ArticlePage, html: str, thumb: str) -> News:
    """An article with its WeChat HTML, in which pictures have the platform's addresses, and the number of its
    cover."""
    account = push.account
    return {
        "title": article.title[:MAX_TITLE],
        "author": (account.author or article.contributor)[:MAX_AUTHOR],
        "digest": article.abstract[:MAX_ABSTRACT],
        "content": html,
        "content_source_url": source_address(push, article),
        "thumb_media_id": thumb,
        "need_open_comment": int(account.open_comments),
        "only_fans_can_comment": int(account.open_comments and account.fans_only),
        "pic_crop_235_1": COVER_WHOLE,
        "pic_crop_1_1": COVER_SQUARE,
    }


def source_address(push: Push, article: ArticlePage) -> str:
    """Where “read the original” leads, with the mark by which the draft is found again."""
    return f"{original_of(article)}?wx={push.key.hex[:12]}"
