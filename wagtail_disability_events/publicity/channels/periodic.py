"""What has to be done about pushes as time passes."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ...core.periodic.jobs import Job
from .models import Push


def take_up_pushes() -> str:
    """Go on with pushes that were cut off or failed for a moment, and follow what is being published.

    A worker does it; without one it is done here.
    """
    from .queries import due_pushes  # when it is done, not in each worker of the site
    from .tasks import publish_article, push_article

    due = due_pushes()
    for push in Push.objects.filter(pk__in=due):
        is_at_publishing = push.state == Push.State.PUBLISHING or bool(push.publish_id)
        (publish_article if is_at_publishing else push_article).enqueue(push.pk)
    return f"{len(due)} pushes taken up."


JOBS = (
    Job(
        name="pushes",
        label=_("Pushes to WeChat"),
        function=take_up_pushes,
        every=timedelta(minutes=5),
        consequence=_("Articles on their way to WeChat stay where they are."),
        lease=timedelta(minutes=30),
    ),
)
