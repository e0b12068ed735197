"""Work on received files that a request need not wait for."""

from django_tasks import task

from .finishing import finish_upload


@task()
def prepare_photo(upload_id: int) -> None:
    """Clean one received file and make a photo of it."""
    finish_upload(upload_id)
