"""What everyone can fetch of a photo: a copy in the site's image library, made and taken away here only."""

import os
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.dispatch import Signal
from django.utils.translation import gettext, override
from PIL import Image
from wagtail.images import get_image_model
from wagtail.images.models import Filter
from wagtail.models import Collection, CollectionViewRestriction

from ...core import conf
from ...core.languages import site_language
from ...core.outgoing_images import own_copies
from ...core.private_storage import delete_quietly, unguessable
from ..pixels.sanitising import CleanFile, encoded
from .event import RestrictedPage
from .models import Photo

copies_unpublished = Signal()
"""Sent in the transaction in which public copies vanish or are replaced, with ``photos``: a list, and
``deleted``: whether their rows are about to go as well."""

GRID = "width-{480,960}|format-{avif,webp,jpeg}"
"""Sizes and formats of the gallery's grid, as Wagtail's ``picture`` tag writes them."""
WHOLE = "max-1600x1600|format-{avif,webp,jpeg}"
"""Sizes and formats of one photo's own page."""


def public_specs() -> list[str]:
    """The renditions that the public pages ask for."""
    return [*Filter.expand_spec(GRID), *Filter.expand_spec(WHOLE)]


@transaction.atomic
def unpublish_copies(ids: Iterable[int], *, deleted: bool = False) -> list[Photo]:
    """Delete the public copies of photos that not everyone may see any more; return these photos.

    ``deleted``: the photos themselves are about to be deleted.
    """
    here = Photo.objects.filter(pk__in=_locked(ids), image__isnull=False)
    kept = set() if deleted else set(here.released().values_list("pk", flat=True))
    gone = [photo for photo in here.select_related("image", "event") if photo.pk not in kept]
    if not gone:
        return []
    Photo.objects.filter(pk__in=[photo.pk for photo in gone]).update(image=None)
    for photo in gone:
        _delete_copy(photo.image)
    copies_unpublished.send(Photo, photos=gone, deleted=deleted)
    return gone


def publish_copies(ids: Iterable[int], *, prepare: bool = True) -> int:
    """Make the public copies of released photos that have none yet; return how many.

    ``prepare`` makes their renditions as well, which the first reader would wait for otherwise.
    """
    made = 0
    waiting = Photo.objects.released().filter(image=None)
    for photo_id in waiting.filter(pk__in=list(ids)).values_list("pk", flat=True):
        with transaction.atomic():
            _locked([photo_id])
            photo = waiting.filter(pk=photo_id).first()
            if photo is None:
                continue
            photo.image = _copy(photo)
            photo.save(update_fields=["image"])
        if prepare:
            own_copies(photo.image, *public_specs())
        made += 1
    return made


def _locked(ids: Iterable[int]) -> list[int]:
    """Lock photos before their people are asked, so that a copy is not made while somebody says no."""
    photos = Photo.objects.select_for_update(no_key=True).filter(pk__in=list(ids)).order_by("pk")
    return list(photos.values_list("pk", flat=True))


def replace_copy(photo: Photo) -> None:
    """Let the copy in the image library, if there is one, show the photo as it is now; its old files go."""
    image = photo.image
    if image is None:
        return
    _delete_renditions(image)
    _delete_files_at_once([image.file])
    image.file = _clean_file(photo)
    image.save()
    copies_unpublished.send(Photo, photos=[photo], deleted=False)


def words_changed(photos: Iterable[Photo]) -> None:
    """Let the copies in the image library carry the words that their photos carry now."""
    words = {photo.image_id: photo.alt_text for photo in photos if photo.image_id}
    for image in get_image_model()._base_manager.filter(pk__in=words):
        if image.description != words[image.pk]:
            image.description = words[image.pk]
            image.save(update_fields=["description"])


def name_of_collection() -> str:
    """What the collection for released photos is called."""
    with override(site_language()):
        return str(conf.get("PHOTO_COLLECTION")) or gettext("Photos of events")


def collection_of_photos(event: RestrictedPage) -> Collection:
    """The collection for released photos of an event; made when it is first needed.

    Photos of an event that only some may read are in a collection of their own that only they may read, which
    keeps them out of Wagtail's API.
    """
    root = Collection.get_first_root_node()
    name = name_of_collection()
    with override(site_language()):
        closed_name = gettext("Restricted events")
    found = root.get_children().filter(name=name).first() or root.add_child(name=name)
    if not event.get_view_restrictions().exists():
        return found
    closed = found.get_children().filter(name=closed_name).first()
    if closed is None:
        closed = Collection.objects.get(pk=found.pk).add_child(name=closed_name)
        kind = CollectionViewRestriction.LOGIN
        CollectionViewRestriction.objects.create(collection=closed, restriction_type=kind)
    return closed


def file_copies(events: Iterable[RestrictedPage]) -> None:
    """Put the copies of events' photos where they belong, when it has changed who may read the events."""
    for event in events:
        images = Photo.objects.filter(event_id=event.pk, image__isnull=False).values("image")
        if images.exists():
            model: Any = get_image_model()
            model.objects.filter(pk__in=images).update(collection=collection_of_photos(event))


def _copy(photo: Photo) -> Any:
    image = get_image_model()(
        title=f"{photo.event.title} {photo.position}"[:255],
        description=photo.alt_text,
        uploaded_by_user=photo.uploaded_by,
        collection=collection_of_photos(photo.event),
    )
    image.file = _clean_file(photo)
    image.save()
    return image


def _clean_file(photo: Photo) -> CleanFile:
    with photo.file.open("rb") as file:
        content = file.read()
    suffix = os.path.splitext(str(photo.file.name))[1]
    return CleanFile(content, unguessable("photo", suffix), photo.width, photo.height)


def _delete_renditions(image: Any) -> None:
    _delete_files_at_once([rendition.file for rendition in image.renditions.all()])
    for rendition in image.renditions.all():
        rendition.purge_from_cache()
        rendition.delete()


def _delete_files_at_once(files: Iterable[Any]) -> None:
    """Delete files when the transaction ends; Wagtail alone leaves that to a task, which may be late."""
    names = [(file.storage, file.name) for file in files]

    def delete() -> None:
        for storage, name in names:
            delete_quietly(storage, name)

    transaction.on_commit(delete)


def _delete_copy(image: Any) -> None:
    """Delete an image; where something must not lose it, leave an empty picture in its place."""
    _delete_files_at_once([image.file, *(rendition.file for rendition in image.renditions.all())])
    try:
        with transaction.atomic():
            image.delete()
    except (ProtectedError, RestrictedError):
        _delete_renditions(image)
        grey = encoded(Image.new("RGB", (image.width, image.height), "#777777"), "JPEG")
        image.file = CleanFile(grey, unguessable("photo", ".jpg"), image.width, image.height)
        image.description = ""
        image.save()
