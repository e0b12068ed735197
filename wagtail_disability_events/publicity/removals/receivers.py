"""What follows when photos vanish from the site."""

from ...gallery.photos.models import Photo
from ...gallery.photos.release import copies_unpublished
from .removing import ask_for_removal


def ask_for_removals(sender: object, photos: list[Photo], deleted: bool = False, **kwargs: object) -> None:
    """Each photo has to vanish from WeChat too."""
    for photo in photos:
        ask_for_removal(photo, deleted=deleted)


def connect() -> None:
    """Called once when the site starts."""
    copies_unpublished.connect(ask_for_removals, dispatch_uid="wde_ask_for_removal")
