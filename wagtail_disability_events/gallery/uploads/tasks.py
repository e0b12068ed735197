"""Work on photos that a request need not wait for."""

from django_tasks import task

from ..photos.release import publish_copies
from .uploads import finish_upload


@task()
def publish_copies_of_photos(ids: list[int]) -> int:
    """Make the public copies of released photos, and their renditions."""
    return publish_copies(ids)


@task()
def prepare_photo(upload_id: int) -> None:
    """Clean one received file and make a photo of it."""
    finish_upload(upload_id)
