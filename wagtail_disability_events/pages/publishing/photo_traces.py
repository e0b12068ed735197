"""Where a photo shows, when it must not show any more: texts that name its picture, and caches of pages."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from ...core.base_page import BasePage
from ...gallery.photos.models import Photo
from ...occurrences.shared_facts import facts_id
from ..models import EventPage
from .wordings import write_words


def pages_showing(photos: Iterable[Photo]) -> list[Any]:
    """The live pages in which photos, or their copies in the image library, were chosen, and their events."""
    photos = list(photos)
    wanted = {
        Photo: [str(photo.pk) for photo in photos],
        get_image_model(): [str(photo.image_id) for photo in photos if photo.image_id],
    }
    ids = {photo.event_id for photo in photos}
    for model, keys in wanted.items():
        found = ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(model),
            to_object_id__in=keys,
            base_content_type=ContentType.objects.get_for_model(BasePage),
        )
        ids.update(int(key) for key in found.values_list("object_id", flat=True) if key.isdigit())
    ids.update(EventPage.objects.filter(facts_from__in=ids).values_list("pk", flat=True))
    return [page.specific for page in BasePage.objects.filter(pk__in=ids, live=True)]


def purge(photos: Iterable[Photo]) -> None:
    """Take the pages that show photos out of the caches that a site has set up in front of it."""
    photos = list(photos)
    batch = PurgeBatch()
    for page in pages_showing(photos):
        batch.add_page(page)
        if isinstance(page, EventPage) and (address := page.full_url):
            batch.add_url(f"{address}photos/")
            own = [photo for photo in photos if photo.event_id == facts_id(page)]
            batch.add_urls([f"{address}photos/{photo.pk}/" for photo in own])
    batch.purge()


def write_without_cover(event_ids: Iterable[int]) -> None:
    """Write the calendar texts anew of events whose cover was deleted: each text names its address."""
    for event_id in event_ids:
        write_words(event_id)
