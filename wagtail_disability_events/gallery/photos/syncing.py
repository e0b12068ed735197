"""Keep the public copies of photos in line with what staff decided and people agreed to."""

from collections.abc import Iterable

from django.db import transaction

from .models import Photo
from .release import unpublish_copies
from .tasks import publish_copies_of_photos


def sync_copies(ids: Iterable[int]) -> None:
    """Bring the public copies of photos in line with what staff decided and people agreed to.

    What must vanish has vanished when this returns and its transaction ends; what may appear is made by a
    task.
    """
    ids = list(ids)
    unpublish_copies(ids)
    if Photo.objects.released().filter(pk__in=ids, image=None).exists():
        transaction.on_commit(lambda: publish_copies_of_photos.enqueue(ids))
