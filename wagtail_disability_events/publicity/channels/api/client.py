"""What we ask of the platform for an account: pictures, drafts, publication."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .calling import Answer, ApiCaller, part
from .errors import PublishStatus
from .news import News


@dataclass(frozen=True)
class Publication:
    """How far a publication is (a number of ``PublishStatus``, or one that is not known), and the address of
    the article once it is there."""

    status: int
    address: str = ""


class WechatClient(ApiCaller):
    """The calls that a push needs. Each raises ChannelError."""

    def upload_inside(self, content: bytes, name: str) -> str:
        """Send a picture for inside an article; return its address on the platform's host."""
        return part(self.send_file("media/uploadimg", content, name), "url")

    def upload_cover(self, content: bytes, name: str) -> str:
        """Send a picture to stay; return its number."""
        return part(self.send_file("material/add_material", content, name, type="image"), "media_id")

    def add_draft(self, news: News) -> str:
        """Make a draft of one article; return its number."""
        return part(self.call("draft/add", {"articles": [news]}), "media_id")

    def update_draft(self, media_id: str, news: News) -> None:
        """Write the first article of a draft anew."""
        self.call("draft/update", {"media_id": media_id, "index": 0, "articles": news})

    def find_draft(self, source_url: str) -> str:
        """The number of a recent draft whose “read the original” leads to an address; empty without one."""
        found = self.call("draft/batchget", {"offset": 0, "count": 20, "no_content": 1})
        for item in _objects(found.get("item")):
            for news in _objects(_object(item.get("content")).get("news_item")):
                if news.get("content_source_url") == source_url:
                    return str(item["media_id"])
        return ""

    def publish(self, media_id: str) -> str:
        """Ask for a draft to be published; return the number under which it can be followed."""
        return part(self.call("freepublish/submit", {"media_id": media_id}), "publish_id")

    def publication(self, publish_id: str) -> Publication:
        """How far a publication is."""
        found = self.call("freepublish/get", {"publish_id": publish_id})
        status = int(str(found.get("publish_status", PublishStatus.PUBLISHING.value)))
        for item in _objects(_object(found.get("article_detail")).get("item")):
            return Publication(status, str(item["article_url"]))
        return Publication(status)


def _object(found: object) -> Answer:
    return found if isinstance(found, Mapping) else {}


def _objects(found: object) -> Iterator[Answer]:
    yield from (each for each in found if isinstance(each, Mapping)) if isinstance(found, list) else ()
