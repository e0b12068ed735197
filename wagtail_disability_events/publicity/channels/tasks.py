"""Pushing and publishing as tasks."""

from contextlib import suppress

from django_tasks import task

from .holding import PushIsHeld
from .publishing import publish_now
from .pushing import push_now


@task()
def push_article(push_id: int) -> None:
    """Push an article, or go on with it."""
    with suppress(PushIsHeld):
        push_now(push_id)


@task()
def publish_article(push_id: int) -> None:
    """Publish a draft, or look how far that is."""
    with suppress(PushIsHeld):
        publish_now(push_id)
