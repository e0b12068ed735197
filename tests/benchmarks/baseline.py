"""Plain pages beside ours: at the same depth, with the same blocks, listed the usual way."""

import json

from wagtail.images import get_image_model

from tests.support.plain_pages.models import PlainIndexPage, PlainPage
from wagtail_disability_events.core.base_page import BasePage
from wagtail_disability_events.models import SportsDayPage

CHILDREN = 20
EVENT = "can-ji-ren-qu-wei-yun-dong-hui"


def make_plain_pages() -> str:
    """Create them once; JSON with the addresses of the index and of the page."""
    index = PlainIndexPage.objects.first()
    if index is not None:
        return _addresses(index)
    event = SportsDayPage.objects.get(slug=EVENT)
    parent = BasePage.objects.get(pk=event.get_parent().pk)
    index = PlainIndexPage(title="plain index", slug="plain-index")
    parent.get_parent().add_child(instance=index)
    image = get_image_model().objects.first()
    blocks = [(child.block_type, child.value) for stream in (event.contests, event.body) for child in stream]
    for number in range(CHILDREN):
        child = PlainPage(
            title=f"plain {number}", slug=f"plain-{number}", intro=event.summary, image=image, body=blocks
        )
        index.add_child(instance=child)
    child.move(parent, "last-child")
    one_more = PlainPage(title="plain", slug="plain", intro=event.summary, image=image, body=blocks)
    index.add_child(instance=one_more)
    return _addresses(index)


def _addresses(index: PlainIndexPage) -> str:
    """The index, and the page that was moved beside the event."""
    page = PlainPage.objects.not_descendant_of(index).get()
    return json.dumps({"index": index.url, "page": page.url})
