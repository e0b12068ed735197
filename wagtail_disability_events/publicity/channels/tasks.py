"""Pushing as a task, and taking up what was interrupted."""

from contextlib import suppress

from django_tasks import task

from .holding import PushIsHeld
from .models import Push
from .publishing import publish_now
from .pushing import push_now
from .queries import due_pushes


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


def tend_pushes() -> int:
    """Take up every push that is due; return how many."""
    due = due_pushes()
    for push in Push.objects.filter(pk__in=due):
        is_at_publishing = push.state == Push.State.PUBLISHING or bool(push.publish_id)
        (publish_article if is_at_publishing else push_article).enqueue(push.pk)
    return len(due)
