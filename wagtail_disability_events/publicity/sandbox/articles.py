"""An article as the platform takes it: its limits, and what it leaves out."""

from collections.abc import Mapping

from bs4 import BeautifulSoup

from .store import Store
from .wire import HOST, Kept, Refused

MAX_CONTENT, MAX_CONTENT_BYTES = 20_000, 1_000_000
TITLE, AUTHOR, DIGEST, SOURCE_URL_BYTES = 32, 16, 128, 1024
FIRST_CHARACTERS = 54
"""So much of the text stands in the list where there is no digest."""


def taken(store: Store, article: Mapping[str, object]) -> Kept:
    """An article as the platform keeps it. Raises Refused for what is beyond its limits."""
    title, author, digest, content = (
        str(article.get(key, "")) for key in ("title", "author", "digest", "content")
    )
    if not title or len(title) > TITLE:
        raise Refused(45003, "title size out of limit")
    if len(author) > AUTHOR:
        raise Refused(45110, "author size out of limit")
    if len(digest) > DIGEST:
        raise Refused(45004, "description size out of limit")
    if not content or len(content) >= MAX_CONTENT or len(content.encode()) >= MAX_CONTENT_BYTES:
        raise Refused(45002, "content size out of limit")
    if len(str(article.get("content_source_url", "")).encode()) > SOURCE_URL_BYTES:
        raise Refused(40123, "invalid content_source_url size")
    _check_cover(store, article)
    text = filtered(content)
    kept: Kept = {
        "title": title,
        "author": author,
        "digest": digest or BeautifulSoup(text, "html.parser").get_text()[:FIRST_CHARACTERS],
        "content": text,
        "need_open_comment": _flag(article.get("need_open_comment")),
        "only_fans_can_comment": _flag(article.get("only_fans_can_comment")),
    }
    return {**article, **kept}  # type: ignore[typeddict-item]


def filtered(content: str) -> str:
    """What is left of article HTML: no scripts, no pictures from other hosts, no classes and ids."""
    soup = BeautifulSoup(content, "html.parser")
    for tag in soup.find_all(["script", "style", "iframe", "form", "link", "meta"]):
        tag.decompose()
    for tag in soup.find_all("img"):
        if not str(tag.get("src", "")).startswith(f"{HOST}/"):
            tag.decompose()
    for tag in soup.find_all(True):
        for name in [name for name in tag.attrs if name in ("class", "id") or name.startswith("on")]:
            del tag[name]
    return str(soup)


def _check_cover(store: Store, article: Mapping[str, object]) -> None:
    thumb = str(article.get("thumb_media_id", ""))
    if store.one("SELECT 1 FROM media WHERE id = ? AND kind = 'material'", thumb) is None:
        raise Refused(40007, "invalid media_id")
    for key in ("pic_crop_235_1", "pic_crop_1_1"):
        if key in article and not _is_crop(str(article[key])):
            raise Refused(53402, "invalid cover crop")


def _flag(value: object) -> int:
    return int(value in (1, "1"))


def _is_crop(text: str) -> bool:
    try:
        left, top, right, bottom = (float(part) for part in text.split("_"))
    except ValueError:
        return False
    return 0 <= left < right <= 1 and 0 <= top < bottom <= 1
