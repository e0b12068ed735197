"""What has to be done about reviews as time passes."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ...core.periodic.jobs import Job


def remind_of_late_reviews() -> str:
    """Remind of reviews that wait longer than their organisation says."""
    from .reviewer_mails import remind_reviewers  # when it is done, not in each worker of the site

    return f"{remind_reviewers()} reviews reminded of."


JOBS = (
    Job(
        name="reviewers",
        label=_("Reminders to reviewers"),
        function=remind_of_late_reviews,
        every=timedelta(days=1),
        consequence=_("Nobody is reminded of reviews that wait too long."),
    ),
)
