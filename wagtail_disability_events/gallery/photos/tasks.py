"""Work on public copies that a request need not wait for."""

from django_tasks import task

from .release import publish_copies


@task()
def publish_copies_of_photos(ids: list[int]) -> int:
    """Make the public copies of released photos, and their renditions."""
    return publish_copies(ids)
